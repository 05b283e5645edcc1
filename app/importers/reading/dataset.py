"""A dataset, aggregate or cohort card."""

from __future__ import annotations

from app.domain.card import DatasetCard, Site, Total
from app.domain.source import Source
from app.domain.vocabulary import (
    BODY_REGIONS,
    MODALITIES,
    Access,
    Kind,
    Overlap,
    Selection,
    Unit,
)
from app.errors import Invalid
from app.importers.reading.fields import Fields, relocate
from app.importers.reading.governance import read_documentation, read_governance
from app.importers.reading.sources import read_sources
from app.importers.reading.tables import read_tables
from app.importers.reading.whole import Given, read_whole

CARD_FIELDS = (
    "slug", "name", "kind", "version", "release_year", "description", "modalities",
    "body_regions", "access", "licence", "homepage", "doi", "custodian", "synthetic",
    "derived_from", "overlap", "collection_period", "selection", "sites", "totals",
    "totals_source", "tables", "documentation", "governance", "sources", "full_source_read",
    "note",
)  # fmt: skip
SITE_FIELDS = ("institution", "city", "country", "country_recalled")
UNITS = tuple(unit.value for unit in Unit)


def read_dataset(given: Given) -> DatasetCard:
    """Read the card of a dataset, an aggregate or a cohort.

    Parameters
    ----------
    given : str or mapping
        One card in YAML; see docs/cards.md.

    Returns
    -------
    DatasetCard
        Labels as categories, the words of the source kept in `Cell.printed`.

    Raises
    ------
    Invalid
        With every problem found: field path, rule, value and an example.
    TooLarge
        When the text is longer than allowed.
    """
    return read_whole(given, CARD_FIELDS, _card, "card")


def _card(fields: Fields) -> DatasetCard | None:
    sources = read_sources(fields)
    totals = _totals(fields, sources)
    read_before_tables = len(fields.problems)
    numbers = {unit: total.n for unit, total in totals.items()}
    tables = read_tables(fields, "tables", numbers)
    # With a table left out, the card's own checks would name the wrong one.
    tables = tables if len(fields.problems) == read_before_tables else ()
    documentation, answers = read_documentation(fields)
    values = {
        **_identity(fields),
        "sources": sources,
        "derived_from": fields.slugs("derived_from"),
        "overlap": fields.word("overlap", Overlap) if fields.has("overlap") else None,
        "sites": tuple(_site(each) for each in fields.each("sites", SITE_FIELDS)),
        "totals": totals,
        "tables": tables,
        "documentation": documentation,
        "answers": answers,
        "selection": fields.word("selection", Selection) if fields.has("selection") else None,
        "governance": read_governance(fields),
    }
    try:
        return DatasetCard(**values)  # type: ignore[arg-type]  # each value was read by its type
    except Invalid as error:
        fields.problems.extend(relocate(error, ""))
        return None


def _identity(fields: Fields) -> dict[str, object]:
    return {
        "slug": fields.slug("slug"),
        "name": fields.text("name"),
        "kind": fields.word("kind", Kind),
        "description": fields.text("description"),
        "modalities": fields.words("modalities", MODALITIES),
        "body_regions": fields.words("body_regions", BODY_REGIONS),
        "access": fields.word("access", Access),
        "synthetic": fields.flag("synthetic"),
        "version": fields.optional_text("version"),
        "release_year": fields.whole("release_year", 1900, 2100),
        "licence": fields.optional_text("licence"),
        "homepage": fields.link("homepage"),
        "doi": fields.doi("doi"),
        "custodian": fields.optional_text("custodian"),
        "collection_period": _period(fields),
        "full_source_read": fields.optional_text("full_source_read"),
        "note": fields.optional_text("note"),
    }


def _period(fields: Fields) -> str | None:
    """Read [first year, last year], or a text."""
    value = fields.values.get("collection_period")
    if value is None or isinstance(value, str):
        return fields.optional_text("collection_period")
    years = value if isinstance(value, list) else []
    whole = all(isinstance(year, int) and not isinstance(year, bool) for year in years)
    if not whole or len(years) != 2 or not 1800 <= years[0] <= years[1] <= 2100:
        rule = "must be the first and the last year"
        fields.note("collection_period", rule, value, "[2002, 2017]")
        return None
    return str(years[0]) if years[0] == years[1] else f"{years[0]} to {years[1]}"


def _site(fields: Fields) -> Site:
    return Site(
        country=fields.iso3("country") or "",
        institution=fields.optional_text("institution"),
        city=fields.optional_text("city"),
        country_recalled=fields.flag("country_recalled"),
    )


def _totals(fields: Fields, sources: tuple[Source, ...]) -> dict[Unit, Total]:
    """Read the totals with the source of each; one without a source stays unattributed."""
    counts = fields.inside("totals", UNITS)
    named = fields.inside("totals_source", UNITS)
    recalled = {source.id for source in sources if source.recalled}
    found = {}
    for unit in Unit:
        n, source = counts.whole(unit.value), named.optional_text(unit.value)
        if n is None and source is not None and not counts.has(unit.value):
            named.note(unit.value, "names the source of a total that is not given", source)
        if n is not None:
            found[unit] = Total(unit, n, source, source in recalled)
    return found
