"""Assess: who is in a dataset, a selection or a training mix, held against a reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.assessment import (
    AgeSummary,
    Assessment,
    Collapsed,
    Excluded,
    Known,
    Range,
    Totals,
)
from app.domain.evidence import Evidence, Key
from app.domain.margin import Margin
from app.domain.question import SCHEMED, Question
from app.domain.vocabulary import Dim
from app.errors import Invalid, problem
from app.language import _
from app.services.answering import Answering
from app.services.expected import Expected, expect
from app.services.gather import choose_scheme, dims_of, gather
from app.services.groups import groups
from app.services.measured import overall
from app.services.mix import as_record, select_mix
from app.services.pool import Pool, pool
from app.services.regions import check_region, restrict, within
from app.services.selection import Selection, select, totals
from app.services.snapshot import Snapshot, snapshot
from app.services.sources import Citations
from app.store.margins import margins_of, model_margins_of, summaries_of
from app.store.models import model_card
from app.store.reader import Reader

Margins = Mapping[int, tuple[Margin, ...]]


def assess(store: Reader, question: Question) -> Assessment:
    """Answer one question about representation, as COUNTING defines question and answer.

    Raises
    ------
    NotFound
        When the subject, the reference or the release does not exist.
    Invalid
        When the question has several answers (they are named) or must not be pooled.
    """
    shot = snapshot(store, question.release)
    check_region(question, shot.countries)
    selection, margins = _subject(store, question, shot)
    scheme = choose_scheme(question, _merged(margins, question))
    evidence = gather(question, selection, margins, scheme, shot.group_of)
    selection, evidence = restrict(question, evidence, selection, shot.group_of)
    selection, evidence = _without_single_designs(question, selection, evidence)
    selection = _within_scheme(question, selection, evidence)
    expected = expect(store, question, evidence, scheme, shot, selection)
    pooled = pool(selection, evidence, _keys(question, evidence, expected), shot.lineage)
    citations = Citations(store, selection)
    answering = Answering(question, selection, evidence, pooled, expected, citations)
    return _answer(store, answering, shot, scheme)


def _subject(
    store: Reader, question: Question, shot: Snapshot
) -> tuple[Selection, dict[tuple[Dim, ...], Margins]]:
    """Choose the sets of the question, and read their margins; a mix may bring its own tables."""
    kind, _other, slug = question.subject.partition(":")
    if kind == "model":
        return _mix(store, question, shot, slug)
    selection = select(question, shot.records)
    if question.region is not None:
        places = _read_margins(store, question, selection, (Dim.COUNTRY,), shot.release)
        selection = within(question, selection, places, shot.group_of)
    _refuse_unstratified(question, selection)
    return selection, _all_margins(store, question, selection, shot.release)


def _mix(
    store: Reader, question: Question, shot: Snapshot, slug: str
) -> tuple[Selection, dict[tuple[Dim, ...], Margins]]:
    with store.reading() as session:
        card, meta = model_card(session, slug, release=shot.release)
        dims = dims_of(question.dimension)
        printed = model_margins_of(session, [meta.revision_id], dims, question.unit)
    if printed.get(meta.revision_id):
        record = as_record(card, meta.revision_id)
        selection = Selection(
            datasets=(record,),
            total=totals(question, [record]),
            notes=(_("A printed table of the training population is used, not the mix."),),
            single=True,
        )
        return selection, {key: {} for key in _needed(question)} | {dims: printed}
    selection = select_mix(question, card, shot.records)
    return selection, _all_margins(store, question, selection, shot.release)


def _needed(question: Question) -> list[tuple[Dim, ...]]:
    dims = dims_of(question.dimension)
    if len(set(dims)) < len(dims):
        rule = _("must not join two groupings of countries")
        raise Invalid(
            _("The dimensions cannot be joined."),
            [problem("dimension", rule, ",".join(question.dimension), "region,sex")],
        )
    return [dims] if len(dims) == 1 else [dims, *((dim,) for dim in dims)]


def _all_margins(
    store: Reader, question: Question, selection: Selection, release: int
) -> dict[tuple[Dim, ...], Margins]:
    return {
        dims: _read_margins(store, question, selection, dims, release) for dims in _needed(question)
    }


def _read_margins(
    store: Reader, question: Question, selection: Selection, dims: tuple[Dim, ...], release: int
) -> Margins:
    # All of a release in one statement is quicker than a long list of revisions.
    few = len(selection.datasets) <= 50
    wanted = [record.revision_id for record in selection.datasets] if few else None
    with store.reading() as session:
        return margins_of(session, wanted, dims, question.unit, release)


def _merged(margins: Mapping[tuple[Dim, ...], Margins], question: Question) -> Margins:
    """Put together, per revision, the margins that carry a scheme."""
    merged: dict[int, tuple[Margin, ...]] = {}
    for by_revision in margins.values():
        for revision, found in by_revision.items():
            merged[revision] = (*merged.get(revision, ()), *found)
    return merged


def _refuse_unstratified(question: Question, selection: Selection) -> None:
    """Refuse sex and age over body regions: a breast set and a prostate set do not mix."""
    if not {"sex", "age"} & set(question.dimension) or selection.single:
        return
    common = [set(record.body_regions) for record in selection.datasets]
    shared = bool(common) and bool(set.intersection(*common))
    stratified = question.modality is not None and question.body_region is not None
    if stratified or (question.subject != "all" and shared):
        return
    rule = _("is needed: sex and age are pooled only within one modality and one body region")
    missing = [name for name in ("modality", "body_region") if getattr(question, name) is None]
    examples = {"modality": "xray", "body_region": "chest"}
    raise Invalid(
        _("Sex and age are not pooled over all kinds of images."),
        [problem(name, rule, "", examples[name]) for name in missing],
    )


def _without_single_designs(
    question: Question, selection: Selection, evidence: dict[str, Evidence]
) -> tuple[Selection, dict[str, Evidence]]:
    """Leave single-sex designs out of a pool by sex, and name them."""
    if "sex" not in question.dimension or selection.single:
        return selection, evidence
    single = {slug for slug, each in evidence.items() if each.single_category_design}
    why = _("a set of one sex by design is not pooled by sex")
    excluded = [Excluded(slug, why) for slug in sorted(single)]
    return (
        replace(
            selection,
            datasets=tuple(r for r in selection.datasets if r.slug not in single),
            excluded=(*selection.excluded, *excluded),
        ),
        {slug: each for slug, each in evidence.items() if slug not in single},
    )


def _within_scheme(
    question: Question, selection: Selection, evidence: Mapping[str, Evidence]
) -> Selection:
    """Keep, of all datasets, those that print the scheme: there is no global pool of ethnicity."""
    if question.subject != "all" or not SCHEMED & set(question.dimension):
        return selection
    kept = tuple(record for record in selection.datasets if record.slug in evidence)
    note = _(
        "Only the sets that print these categories ({kept}): they are not asked worldwide.",
        kept=len(kept),
    )
    return replace(selection, datasets=kept, notes=(*selection.notes, note))


def _keys(
    question: Question, evidence: Mapping[str, Evidence], expected: Expected | None
) -> list[Key]:
    """Return every group of the answer: counted, named, or in the reference."""
    found = {key for each in evidence.values() for key in (*each.amounts, *each.places)}
    found |= set(expected.people) if expected else set()
    return sorted(found, key=lambda key: tuple(map(_order, question.dimension, key)))


def _order(name: str, category: str) -> tuple[int, str]:
    if name == "age":
        return int(category.rstrip("+").partition("-")[0]), category
    return 0, category


def _answer(store: Reader, answering: Answering, shot: Snapshot, scheme: str | None) -> Assessment:
    question, selection, pooled = answering.question, answering.selection, answering.pooled
    found = groups(answering)
    return Assessment(
        query=question.canonical(),
        release=shot.release,
        unit=question.unit.value,
        scheme=scheme,
        reference=answering.expected.used if answering.expected else None,
        total=_totals(answering),
        known=Known(*pooled.placed, datasets=int(pooled.members.evidence.sum())),
        unknown=_range(answering, pooled.unplaced),
        not_printed=_range(answering, pooled.not_listed),
        groups=found,
        summaries=_summaries(store, answering),
        overall=overall(answering),
        collapsed=tuple(_collapsed(pooled)),
        excluded=(*selection.excluded, *_refused(answering), *_withheld(answering)),
        notes=selection.notes,
        sources=answering.citations.cited(),
    )


def _totals(answering: Answering) -> Totals:
    low, high = answering.pooled.total
    selection = answering.selection
    without = sum(1 for record in selection.datasets if record.slug not in selection.total)
    return Totals(
        low=low,
        high=None if answering.unbounded else high,
        datasets=int(answering.pooled.members.counted.sum()),
        datasets_without_total=without,
        sources=tuple(dict.fromkeys(answering.sources_of_total())),
    )


def _range(answering: Answering, found: tuple[int, int]) -> Range | None:
    if answering.unbounded:
        return None  # unknown = total - known, and there is no total
    return Range(*found)


def _collapsed(pooled: Pool) -> Iterable[Collapsed]:
    for slug, into in sorted(pooled.members.inside.items()):
        yield Collapsed(slug, into, _("wholly made of these sets, whose people are counted there"))


def _refused(answering: Answering) -> Iterable[Excluded]:
    for slug, each in sorted(answering.evidence.items()):
        if each.refused is not None:
            yield Excluded(slug, each.refused.sentence)


def _withheld(answering: Answering) -> Iterable[Excluded]:
    """Name the sets whose counts by what is asked stay with those whose data it is."""
    asked = answering.question.dimension
    for record in answering.selection.datasets:
        for wish in record.withheld:
            if wish.category is None and wish.dim.value in asked:
                yield Excluded(record.slug, f"withheld by {wish.by}, whose decision that is")


def _summaries(store: Reader, answering: Answering) -> tuple[AgeSummary, ...]:
    if "age" not in answering.question.dimension:
        return ()
    slugs = {record.revision_id: record.slug for record in answering.selection.datasets}
    with store.reading() as session:
        found = summaries_of(session, list(slugs), answering.question.unit)
    return tuple(
        AgeSummary(
            dataset=slugs[revision],
            mean=table.summary.mean,
            sd=table.summary.sd,
            median=table.summary.median,
            min=table.summary.min,
            max=table.summary.max,
            covers=table.covers,
            source=answering.citations.cite(revision, table.source),
        )
        for revision, tables in found.items()
        for table in tables
        if Dim.AGE in table.dims and (not table.recalled or answering.question.include_recalled)
    )
