"""The sources of a card."""

from __future__ import annotations

from app.domain.source import Source
from app.errors import Invalid
from app.importers.reading.fields import Fields, relocate

SOURCE_FIELDS = ("id", "citation", "url", "where", "seen", "recalled")


def read_sources(card: Fields) -> tuple[Source, ...]:
    """Read the list `sources`; a card needs at least one.

    Parameters
    ----------
    card : Fields

    Returns
    -------
    tuple of Source
        Those that could be read; the problems of the others are noted.
    """
    found = [read_source(fields) for fields in card.each("sources", SOURCE_FIELDS)]
    if not found:
        card.note("sources", "must name at least one source", "", "[{id: s1, citation: ...}]")
    return tuple(source for source in found if source is not None)


def read_source(fields: Fields) -> Source | None:
    """Read one source, or note what is wrong with it and return None."""
    before = len(fields.problems)
    values = {
        "id": fields.text("id", "s1"),
        "citation": fields.text("citation"),
        "url": fields.link("url"),
        "seen": fields.optional_text("seen"),
        "where": fields.optional_text("where"),
    }
    recalled = fields.flag("recalled")
    if len(fields.problems) > before:
        return None
    try:
        return Source(**values, recalled=recalled)  # type: ignore[arg-type]  # checked above
    except Invalid as error:
        fields.problems.extend(relocate(error, fields.path, "sources."))
        return None
