"""Documentation debt: of how many items the documents of datasets speak, by year of release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.documentation import STANDING_ITEMS, Answer, answer_of
from app.domain.table import Table
from app.domain.vocabulary import Kind
from app.language import _
from app.services.catalogue.dataset_filters import RELEASE
from app.services.catalogue.tabulate import shown, table
from app.services.parameters import Pairs, read_parameters
from app.services.snapshot import snapshot
from app.services.wording import exact, several
from app.store import Store
from app.store.records import PublishedDataset

DEBT = (RELEASE,)


@dataclass(frozen=True, slots=True)
class DebtRow:
    """The datasets of one year; the five answers add up to `items`, 18 per dataset.

    `release_year` is null for datasets of which no year is known.
    """

    release_year: int | None
    datasets: int
    items: int
    given: int
    given_in_part: int
    said_not_to_exist: int
    silent: int
    not_read: int


@dataclass(frozen=True, slots=True)
class DebtPage:
    """Every year in which a dataset was released, oldest first; those without a year last."""

    items: tuple[DebtRow, ...]
    total: int
    release: int


def documentation_debt(store: Store, pairs: Pairs = ()) -> DebtPage:
    """Count, by year of release, what the documentation of datasets says of the 18 items."""
    asked: dict[str, Any] = read_parameters(DEBT, pairs)
    shot = snapshot(store, asked.get("release"))
    sets = [record for record in shot.records.values() if record.kind is Kind.DATASET]
    known = sorted({each.release_year for each in sets if each.release_year is not None})
    years = [*known, *([None] if any(each.release_year is None for each in sets) else [])]
    rows = tuple(_row(year, [each for each in sets if each.release_year == year]) for year in years)
    return DebtPage(rows, len(rows), shot.release)


def _row(year: int | None, sets: list[PublishedDataset]) -> DebtRow:
    found = Counter(answer for each in sets for answer in _answers(each))
    return DebtRow(
        release_year=year,
        datasets=len(sets),
        items=len(sets) * len(STANDING_ITEMS),
        given=found[Answer.GIVEN],
        given_in_part=found[Answer.IN_PART],
        said_not_to_exist=found[Answer.SAID_NOT_TO_EXIST],
        silent=found[Answer.SILENT],
        not_read=found[Answer.NOT_READ],
    )


def _answers(record: PublishedDataset) -> Iterable[Answer]:
    for item in STANDING_ITEMS:
        said = answer_of(item, record.answers, record.documentation, record.full_source_read)
        yield said.answer


def debt_words(page: DebtPage) -> str:
    """Say it of all years in one sentence."""
    sets, items = sum(row.datasets for row in page.items), sum(row.items for row in page.items)
    read = items - sum(row.not_read for row in page.items)
    return _(
        "Of {items} answers (18 items for each of {sets}) we know "
        "{read}; the rest was not read for this catalogue. What was not read is our "
        "debt, not the authors’.",
        items=exact(items),
        sets=several(sets, "dataset"),
        read=exact(read),
    )


_COLUMNS = (
    shown("release_year", "Year of release; empty where none is known", "whole", "year"),
    shown("datasets", "Datasets released in it", "whole", "datasets"),
    shown("items", "18 for each of these datasets", "whole", "items"),
    shown("given", "Items that the documentation gives", "whole", "items"),
    shown("given_in_part", "Items that it gives in part", "whole", "items"),
    shown("said_not_to_exist", "Items that it says do not exist", "whole", "items"),
    shown("silent", "Items of which the full source, which was read, is silent", "whole", "items"),
    shown("not_read", "Items that nobody is known to us to have looked for", "whole", "items"),
)


def debt_table(page: DebtPage) -> Table:
    """One row per year of release."""
    definition = (
        "One row per year of release: what the public documentation of datasets says of the 18 "
        "items of the STANDING Together recommendations. Items are shown, never added to a score."
    )
    return table("documentation", definition, _COLUMNS, page.items, page.release)
