"""Borders: which areas our map draws inside one another, and that their figures are separate."""

from __future__ import annotations

from collections.abc import Mapping


def drawn_together(
    iso3: str, names: Mapping[str, str], drawn_within: Mapping[str, str]
) -> str | None:
    """Say it where the outline of one holds the land of another."""
    if iso3 in drawn_within:
        outer = names.get(drawn_within[iso3], drawn_within[iso3])
        return (
            f"On our map, which follows simplified United Nations borders, this area is drawn "
            f"inside {outer}. Its figures are its own and no part of those of {outer}."
        )
    inner = [names.get(each, each) for each, outside in drawn_within.items() if outside == iso3]
    if not inner:
        return None
    return (
        f"On our map, which follows simplified United Nations borders, {' and '.join(inner)} "
        f"{'is' if len(inner) == 1 else 'are'} drawn inside. The figures here do not hold theirs."
    )
