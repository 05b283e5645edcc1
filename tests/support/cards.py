"""Small cards made in code, for tests that need one fact at a time."""

from collections.abc import Mapping
from typing import Any

from app.domain.card import DatasetCard, Site, Total
from app.domain.counts import Cell, CountTable
from app.domain.source import Source
from app.domain.vocabulary import Access, Basis, Coverage, Dim, Kind, Reported, Unit


def cell(key: Mapping[str, str], n: int | None = None, **more: Any) -> Cell:
    return Cell({Dim(dim): category for dim, category in key.items()}, n=n, **more)


def table(
    dims: str,
    cells: Mapping[str, int] | list[Cell],
    coverage: str = "complete",
    unit: str = "patients",
    **more: Any,
) -> CountTable:
    """Make a table; `cells` may be {"female": 10} for one dim, {"NYU|USA": 184} for two."""
    names = tuple(Dim(dim) for dim in dims.split(","))
    if isinstance(cells, Mapping):
        cells = [
            Cell(dict(zip(names, key.split("|"), strict=True)), n=n) for key, n in cells.items()
        ]
    more = {"basis": Basis.REPORTED, "source": "s1"} | more
    return CountTable(
        unit=Unit(unit), dims=names, cells=tuple(cells), coverage=Coverage(coverage), **more
    )


def card(
    *tables: CountTable,
    slug: str = "set",
    totals: Mapping[str, int | None] | None = None,
    sites: str = "",
    documentation: Mapping[str, str] | None = None,
    **more: Any,
) -> DatasetCard:
    """Make a card; `sites` is "KEN UGA"."""
    facts: dict[str, Any] = {
        "name": slug,
        "kind": Kind.DATASET,
        "description": "Made for a test.",
        "modalities": ("xray",),
        "body_regions": ("chest",),
        "access": Access.OPEN,
        "synthetic": False,
        "sources": (Source("s1", "A source made for a test.", "https://example.org"),),
    } | more
    return DatasetCard(
        slug=slug,
        tables=tables,
        totals={Unit(u): Total(Unit(u), n, "s1") for u, n in (totals or {}).items()},
        sites=tuple(Site(country=iso3) for iso3 in sites.split()),
        documentation={item: Reported(said) for item, said in (documentation or {}).items()},
        **facts,
    )
