"""Selection: which datasets a question is about, which are left out, and why."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.assessment import CitedSource, Excluded
from app.domain.question import Question
from app.domain.vocabulary import Kind, Overlap
from app.errors import Invalid, NotFound, problem
from app.language import N_, _
from app.services.wording import several
from app.stats.lineage import Lineage, Node
from app.store.records import PublishedDataset

SYNTHETIC = N_("synthetic images show nobody and are outside every total")


@dataclass(frozen=True, slots=True)
class Selection:
    """The datasets of one question.

    `total` holds what each set counts as a whole where it is published (or, in a mix, what the
    model learned from it); a set that is absent there has no such total. `printed` cites the
    totals that are a model's own statement of what it learned from.
    """

    datasets: tuple[PublishedDataset, ...]
    total: Mapping[str, int]
    printed: Mapping[str, CitedSource | None] = field(default_factory=dict)
    excluded: tuple[Excluded, ...] = ()
    notes: tuple[str, ...] = ()
    single: bool = False
    open_ended: bool = False


def lineage_of(records: Iterable[PublishedDataset]) -> Lineage:
    """Build the graph of all sets of a release, counted or not."""
    return Lineage(
        {
            record.slug: Node(
                parents=tuple(record.derived_from),
                full=record.overlap is Overlap.FULL,
                aggregate=record.kind is Kind.AGGREGATE,
            )
            for record in records
        }
    )


def find(records: Mapping[str, PublishedDataset], slug: str) -> PublishedDataset:
    """Return the dataset with this slug; the error names the nearest slugs."""
    if slug in records:
        return records[slug]
    near = difflib.get_close_matches(slug, records, n=3)
    raise NotFound(
        _("There is no dataset {slug}.", slug=f"{slug[:80]!r}"),
        [problem("subject", _("must name a published dataset"), slug, ", ".join(near))],
    )


def select(question: Question, records: Mapping[str, PublishedDataset]) -> Selection:
    """Choose the datasets of a question about datasets (a mix is chosen in `mix`)."""
    kind, _other, rest = question.subject.partition(":")
    notes: list[str] = []
    if kind == "all":
        named = list(records.values())
    else:
        named = [find(records, slug) for slug in rest.split(",")]
        for record in named:
            _refuse_cohort(record)
    asked = _without_aggregates(named, records, kind != "all", notes)
    kept, excluded = filtered(question, asked)
    return Selection(
        datasets=tuple(kept),
        total=totals(question, kept),
        excluded=tuple(excluded),
        notes=(*notes, *_undated(question, kept)),
        single=kind == "dataset" and len(asked) == 1 and len(named) == 1,
    )


def _refuse_cohort(record: PublishedDataset) -> None:
    if record.kind is Kind.COHORT:
        rule = _("must be a dataset; a cohort without released images is counted nowhere")
        raise Invalid(
            _("{record} cannot be assessed.", record=record.name),
            [problem("subject", rule, record.slug)],
        )


def _without_aggregates(
    named: list[PublishedDataset],
    records: Mapping[str, PublishedDataset],
    asked_by_name: bool,
    notes: list[str],
) -> list[PublishedDataset]:
    """Leave out cohorts and aggregates; one asked for by name is replaced by its parts."""
    found: dict[str, PublishedDataset] = {}
    for record in named:
        if record.kind is Kind.DATASET:
            found[record.slug] = record
        elif record.kind is Kind.AGGREGATE and asked_by_name:
            parts = parts_of(record, records)
            notes.append(
                _(
                    "{record} is a merge of other sets: the answer is about its "
                    "{parts} with a card here.",
                    record=record.name,
                    parts=several(len(parts), "part"),
                )
            )
            found |= {part.slug: part for part in parts}
    return list(found.values())


def parts_of(
    record: PublishedDataset, records: Mapping[str, PublishedDataset]
) -> list[PublishedDataset]:
    """Return the sets that an aggregate stands for, however deep they lie."""
    found: dict[str, PublishedDataset] = {}
    waiting, seen = list(record.derived_from), {record.slug}
    while waiting:
        slug = waiting.pop(0)
        part = records.get(slug)
        if part is None or slug in seen:
            continue
        seen.add(slug)
        if part.kind is Kind.AGGREGATE:
            waiting.extend(part.derived_from)
        else:
            found[slug] = part
    return list(found.values())


def filtered(
    question: Question, records: Iterable[PublishedDataset]
) -> tuple[list[PublishedDataset], list[Excluded]]:
    """Apply the filters; what a reader would expect to see and does not is named, with why."""
    kept, excluded = [], []
    for record in records:
        if not _asked_for(question, record):
            continue
        if record.synthetic and not question.include_synthetic:
            excluded.append(Excluded(record.slug, _(SYNTHETIC)))
        else:
            kept.append(record)
    return kept, excluded


def _asked_for(question: Question, record: PublishedDataset) -> bool:
    year = record.release_year
    return (
        (question.modality is None or question.modality in record.modalities)
        and (question.body_region is None or question.body_region in record.body_regions)
        and (question.access is None or question.access == record.access)
        and (year is None or question.released_from is None or year >= question.released_from)
        and (year is None or question.released_to is None or year <= question.released_to)
    )


def totals(question: Question, records: Iterable[PublishedDataset]) -> dict[str, int]:
    """Return the published totals in the unit asked for; recalled ones only on request."""
    found = {}
    for record in records:
        total = record.totals.get(question.unit)
        if total is None or total.n is None:
            continue
        if not total.recalled or question.include_recalled:
            found[record.slug] = total.n
    return found


def _undated(question: Question, records: Iterable[PublishedDataset]) -> list[str]:
    if question.released_from is None and question.released_to is None:
        return []
    undated = sorted(record.slug for record in records if record.release_year is None)
    return (
        [_("Kept though their year is not known: {listed}.", listed=", ".join(undated))]
        if undated
        else []
    )
