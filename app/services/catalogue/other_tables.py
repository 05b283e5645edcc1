"""Tables of places, references, measures and headline figures."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from app.domain.reference import Country
from app.domain.table import Table
from app.domain.vocabulary import Dim
from app.services.catalogue.headline import Stats
from app.services.catalogue.metrics import MetricPage
from app.services.catalogue.places import CountryDetail, CountryPage, RegionPage
from app.services.catalogue.references import ReferenceDetail, ReferencePage
from app.services.catalogue.tabulate import Shown, shown, table

_WHOLE = ("population",)
_FLAGS = ("least_developed", "landlocked", "small_island")
_NUMBERS = ("lon", "lat")


def _country(name: str) -> Shown:
    kind: Any = "whole" if name in _WHOLE else "flag" if name in _FLAGS else "text"
    kind = "number" if name in _NUMBERS else kind
    unit = {"population": "people", "lon": "degrees", "lat": "degrees"}.get(name)
    meaning = f"{name.replace('_', ' ').capitalize()} of the country"
    return shown(name, meaning, kind, unit, lambda row: getattr(row.country, name))


_COUNTED = (
    shown("status", "What kind of number or nothing it is"),
    shown("n", "Count, where it is exact", "whole"),
    shown("n_low", "Fewest", "whole"),
    shown("n_high", "Most; empty where no total bounds it", "whole"),
)
_SETS = (
    shown("datasets", "Datasets that count there", "whole", "datasets"),
    shown("sites_not_counted", "Datasets that name a site there without a count", "whole"),
)
_COUNTRIES = (
    *(_country(field.name) for field in fields(Country)),
    *_COUNTED,
    *_SETS,
    shown("per_million_low", "Fewest per million people", "number", "per million people"),
    shown("per_million_high", "Most per million people", "number", "per million people"),
)
_HOLDINGS = (
    shown("dataset", "Slug of the set"),
    shown("name", "Name of the set"),
    shown("kind", "dataset, aggregate or cohort; only datasets count in totals"),
    shown("synthetic", "Synthetic people, outside every total", "flag"),
    shown("unit", "What is counted"),
    *_COUNTED,
    shown("basis", "How the number came to be"),
    shown("recalled", "It rests on memory", "flag"),
    shown("citations", "Where it was printed"),
)
_REGIONS = (
    shown("grouping", "Grouping of countries"),
    shown("name", "Name of the region"),
    shown("countries", "Countries in it (ISO 3166-1 alpha-3)"),
    shown("population", "People, in the countries with a figure", "whole", "people"),
    shown("countries_without_population", "Countries without a figure", "whole", "countries"),
    shown("unit", "What is counted"),
    *_COUNTED,
    *_SETS,
)
_REFERENCES = (
    shown("slug", "Name of the reference"),
    shown("name", "What it is"),
    shown("year", "Year that the figures describe", "whole", "year"),
    shown("eligible", "Who is in it"),
    shown("dims", "By what it is broken down"),
    shown("scheme", "Category scheme of ethnicity"),
    shown("country", "Country of a national reference (ISO 3166-1 alpha-3)"),
    shown("licence", "Licence of the figures"),
    shown("total", "People", "whole", "people"),
    shown("note", "Note"),
)
_METRICS = (
    shown("id", "Name in answers"),
    shown("name", "Name"),
    shown("kind", "Of each group, or of the whole"),
    shown("question", "What it answers"),
    shown("formula", "Formula"),
    shown("unit", "Unit"),
    shown("direction", "What more and less of it mean"),
    shown("neutral", "Value of a subject composed exactly as the reference", "number"),
    shown("symmetric", "Whether subject and reference can be swapped", "flag"),
    shown("needs_reference", "Whether it needs a reference", "flag"),
    shown("version", "Version of the definition", "whole"),
    shown("source", "Where the definition comes from"),
)
_STATS = (
    shown("id", "Name of the figure"),
    shown("value", "Value, where it is exact", "whole"),
    shown("low", "Lowest", "whole"),
    shown("high", "Highest", "whole"),
    shown("unit", "Unit of the row"),
    shown("definition", "What it counts"),
)


def country_table(page: CountryPage) -> Table:
    """One row per country."""
    definition = (
        f"One row per country: {page.unit} imaged there, pooled over all datasets, each counted "
        "once as far as can be known. Synthetic and recalled figures are left out. Sources: "
        f"assess?dimension=country&unit={page.unit}."
    )
    return table("countries", definition, _COUNTRIES, page.items, page.release)


def holding_table(found: CountryDetail) -> Table:
    """One row per set and unit."""
    definition = f"One row per set and unit with a count or a site in {found.country.name}."
    name = f"country-{found.country.iso3.lower()}"
    return table(name, definition, _HOLDINGS, found.items, found.release)


def region_table(page: RegionPage) -> Table:
    """One row per region."""
    definition = (
        f"One row per region: {page.unit} imaged there. A region is not the sum of its countries."
    )
    return table("regions", definition, _REGIONS, page.items, page.release)


def reference_list_table(page: ReferencePage) -> Table:
    """One row per reference."""
    definition = "One row per reference that datasets can be held against."
    return table("references", definition, _REFERENCES, page.items, page.release)


def reference_table(found: ReferenceDetail) -> Table:
    """One row per group of people."""
    groups = tuple(_group(dim) for dim in found.dims)
    columns = (
        *groups,
        shown("n", "People", "whole", "people"),
        shown("quality", "Status of the figure"),
    )
    definition = f"{found.name}: {found.eligible}. {found.source.citation} ({found.licence})."
    return table(f"reference-{found.slug}", definition, columns, found.items, found.release)


def _group(dim: Dim) -> Shown:
    words = dim.value.replace("_", " ")
    return shown(dim, f"Group by {words}", read=lambda row: row.group[dim.value])


def metric_table(page: MetricPage) -> Table:
    """One row per measure."""
    return table("metrics", "One row per measure.", _METRICS, page.items, page.release)


def stats_table(found: Stats) -> Table:
    """One row per figure."""
    definition = "One row per headline figure about the catalogue."
    return table("stats", definition, _STATS, found.items, found.release)
