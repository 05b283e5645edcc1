"""Tables of the answers about datasets."""

from __future__ import annotations

from typing import Any

from app.domain.documentation import DATASHEET_SECTIONS, STANDING_ITEMS, Item
from app.domain.table import Table
from app.domain.vocabulary import DOCUMENTATION_ITEMS, Dim, Reported, Unit
from app.services.catalogue.answers import (
    CountPage,
    DatasetDetail,
    DatasetPage,
    Documented,
    LineageShown,
    RevisionPage,
)
from app.services.catalogue.tabulate import Shown, shown, table, total_columns


def _reported(item: str) -> Shown:
    def read(row: Any) -> Reported | None:
        found = row.documentation.get(item)
        return found.reported if isinstance(found, Documented) else found

    words = item.replace("_", " ")
    return shown(f"documents_{item}", f"Whether the documentation reports {words}", read=read)


def _answer(item: Item) -> Shown:
    def read(row: Any) -> str:
        items = (*row.standing_together, *row.datasheet)
        return str(next(each.answer for each in items if each.id == item.id))

    return shown(f"answer_{item.id}", f"What the documentation says: {item.title}", read=read)


def _governance(name: str) -> Shown:
    meaning = f"Governance of the data: {name}"
    return shown(name, meaning, read=lambda row: getattr(row.governance, name))


_ROW = (
    shown("slug", "Name of the card"),
    shown("name", "Name of the set"),
    shown("kind", "dataset, aggregate (its people belong to its parts) or cohort"),
    shown("edition", "The authors' own label of the version"),
    shown("revision", "Number of this content of the card", "whole"),
    shown("release_year", "Year of release", "whole", "year"),
    shown("modalities", "Imaging modalities"),
    shown("body_regions", "Parts of the body"),
    shown("access", "How a person obtains the data"),
    shown("synthetic", "Synthetic people, outside every total", "flag"),
    shown("custodian", "Who keeps the data: not where patients were imaged"),
    shown(
        "countries",
        "Where patients were imaged, as far as stated (ISO 3166-1 alpha-3)",
        read=lambda row: tuple(place.iso3 for place in row.countries),
    ),
    shown(
        "countries_recalled",
        "Those of them that rest on memory",
        read=lambda row: tuple(place.iso3 for place in row.countries if place.recalled),
    ),
    *(column for unit in Unit for column in total_columns(unit)),
    *(_reported(item) for item in DOCUMENTATION_ITEMS),
    shown("derived_from", "Sets whose people or images it reuses"),
    shown("overlap", "How much of it lies inside those sets"),
)
_CARD = (
    *_ROW,
    shown("description", "What it is"),
    shown("collection_period", "When the images were taken"),
    shown("licence", "Licence of the dataset"),
    shown("homepage", "Address"),
    shown("doi", "DOI"),
    shown("selection", "How people came to be in it"),
    *(_answer(item) for item in (*STANDING_ITEMS, *DATASHEET_SECTIONS)),
    *(_governance(name) for name in ("authority", "consent", "terms")),
    shown(
        "withheld",
        "What those whose data it is keep to themselves",
        read=lambda row: [
            wish.category or wish.dim.value.replace("_", " ") for wish in row.governance.withheld
        ],
    ),
    shown("full_source_read", "Who read the full source, and when; empty where nobody is known to"),
    shown("note", "Note"),
    shown("citations", "Sources of the card", read=lambda row: [s.citation for s in row.sources]),
)


def dataset_table(page: DatasetPage) -> Table:
    """One row per set."""
    definition = "One row per dataset, aggregate or cohort, as its present card says."
    return table("datasets", definition, _ROW, page.items, page.release)


def dataset_card_table(card: DatasetDetail) -> Table:
    """One row: the card without its printed numbers, which have an address of their own."""
    definition = "The card of one set; its printed numbers are under counts."
    return table(f"dataset-{card.slug}", definition, _CARD, [card], card.release)


_REVISIONS = (
    shown("revision", "Number of the revision", "whole"),
    shown("edition", "The authors' own label of the version"),
    shown("state", "published or withdrawn"),
    shown("origin", "bundled, or revised by a user"),
    shown("content_hash", "Hash of the content"),
    shown("release_in", "First release that shows it", "whole"),
    shown("release_out", "Release from which it is no longer shown", "whole"),
)


def revision_table(page: RevisionPage) -> Table:
    """One row per revision."""
    definition = "One row per revision that was ever out, oldest first."
    return table(f"dataset-{page.slug}-revisions", definition, _REVISIONS, page.items, page.release)


def _dimension(dim: Dim) -> Shown:
    words = dim.value.replace("_", " ")
    return shown(dim, f"Group by {words}", read=lambda row: row.group.get(dim.value))


_COUNTS = (
    shown("table", "Which printed table of the card, from 0", "whole"),
    shown("unit", "What is counted"),
    *(_dimension(dim) for dim in Dim),
    shown("n", "Count, in the unit of the row", "whole"),
    shown("share", "Published share, where only that is printed", "number", "share of 1"),
    shown("n_low", "Fewest, where a bound is printed", "whole"),
    shown("n_high", "Most, where a bound is printed", "whole"),
    shown("status", "What kind of number or nothing it is"),
    shown("basis", "How the number came to be: reported, counted, derived or estimated"),
    shown("coverage", "How the table stands to the total of its unit"),
    shown("scheme", "Category scheme of ethnicity or skin tone"),
    shown("part", "Disjoint part of the dataset that is counted"),
    shown("covers", "How many the table covers, in the unit of the row", "whole"),
    shown("recalled", "It rests on memory", "flag"),
    shown("assigned_by", "Who said which ethnicity or skin tone a person has"),
    shown("note", "Note on the table"),
    shown("citation", "Where it was printed"),
    shown("url", "Address of that source"),
)


def count_table(page: CountPage) -> Table:
    """One row per printed number."""
    definition = "One row per printed number that we hold; rows of different tables never add up."
    return table(f"dataset-{page.slug}-counts", definition, _COUNTS, page.items, page.release)


_EDGES = (
    shown("child", "Set that reuses people or images"),
    shown("parent", "Set that it reuses"),
    shown("overlap", "How much of the child lies inside the sets it reuses"),
    shown("has_card", "Whether the parent has a card here", "flag"),
)


def lineage_table(found: LineageShown) -> Table:
    """One row per edge among the sets that may hold the same people."""
    definition = "One row per edge among all sets that may hold people of this one."
    return table(f"dataset-{found.slug}-lineage", definition, _EDGES, found.edges, found.release)
