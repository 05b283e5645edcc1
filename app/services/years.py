"""Years of release: how far they reach, and which sets a choice of years keeps without one."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.question import Question
from app.domain.vocabulary import Kind
from app.language import _, plural
from app.services.selection import select
from app.store.records import PublishedDataset

Records = Mapping[str, PublishedDataset]


def release_years(records: Records) -> tuple[int, int] | None:
    """Return the first and the last year in which a dataset was released; None where none says."""
    years = [
        record.release_year
        for record in records.values()
        if record.release_year is not None and record.kind is Kind.DATASET
    ]
    return (min(years), max(years)) if years else None


def undated(question: Question, records: Records) -> tuple[str, ...]:
    """Name the sets that a question with years keeps although their year is not known."""
    if question.released_from is None and question.released_to is None:
        return ()
    kept = select(question, records).datasets
    return tuple(sorted(record.name for record in kept if record.release_year is None))


def undated_words(names: tuple[str, ...]) -> str:
    """Say how many sets without a year are kept."""
    if not names:
        return _("Every set shown has a year of release.")
    return plural(
        "{n} set without a year of release kept, too",
        "{n} sets without a year of release kept, too",
        len(names),
    )
