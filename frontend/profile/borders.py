"""Borders: which areas our map draws inside one another, and that their figures are separate."""

from __future__ import annotations

from collections.abc import Mapping

from app.language import _, plural
from app.services.wording import joined


def drawn_together(
    iso3: str, names: Mapping[str, str], drawn_within: Mapping[str, str]
) -> str | None:
    """Say it where the outline of one holds the land of another."""
    if iso3 in drawn_within:
        outer = names.get(drawn_within[iso3], drawn_within[iso3])
        return _(
            "On our map, which follows simplified United Nations borders, this area is drawn "
            "inside {outer}. Its figures are its own and no part of those of {outer}.",
            outer=outer,
        )
    inner = [names.get(each, each) for each, outside in drawn_within.items() if outside == iso3]
    if not inner:
        return None
    return plural(
        "On our map, which follows simplified United Nations borders, {listed} is drawn inside. "
        "The figures here do not hold theirs.",
        "On our map, which follows simplified United Nations borders, {listed} are drawn inside. "
        "The figures here do not hold theirs.",
        len(inner),
        listed=joined(inner),
    )
