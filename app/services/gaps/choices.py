"""Choices: what may be asked of a subject, with how much there is to find behind each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.margin import Margin
from app.domain.question import Question
from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Dim, Kind, Unit
from app.language import N_, _
from app.services.catalogue.references import ReferenceHead, references
from app.services.gather import dims_of
from app.services.mix import select_mix
from app.services.selection import select
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store.margins import margins_of, model_margins_of
from app.store.models import model_card, published_models
from app.store.records import PublishedDataset, PublishedModel

_SCHEMED = frozenset({Dim.ETHNICITY, Dim.SKIN_TONE})


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be asked about: `value` as in the question, `words` as a person reads it."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class SchemeChoice:
    """A category scheme, and how many sets of the subject count by it."""

    id: str
    name: str
    note: str
    datasets: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """One modality and one body region: how many sets there count what is asked, of how many."""

    modality: str
    body_region: str
    counting: int
    datasets: int


def subjects(store: Store, release: int | None = None) -> tuple[Subject, ...]:
    """Return everything that can be asked about: all sets, each set, each model's mix."""
    shot = snapshot(store, release)
    with store.reading() as session:
        models = published_models(session, shot.release)
    asked = [record for record in shot.records.values() if record.kind is not Kind.COHORT]
    found = [_set(record) for record in sorted(asked, key=_name)]
    found += [_mix(model) for model in sorted(models, key=_name)]
    return (Subject("all", _("All datasets")), *_told_apart(found))


def _name(card: PublishedDataset | PublishedModel) -> str:
    return card.name.casefold()


def _set(record: PublishedDataset) -> Subject:
    merged = record.kind is Kind.AGGREGATE
    pattern = N_("{name} (merge of datasets)") if merged else N_("{name} (dataset)")
    return Subject(f"dataset:{record.slug}", _(pattern, name=record.name))


def _mix(model: PublishedModel) -> Subject:
    return Subject(f"model:{model.slug}", _("{name} (training mix)", name=model.name))


def _told_apart(found: Sequence[Subject]) -> list[Subject]:
    """Give subjects of the same words their slugs, so that words lead to one subject."""
    seen = Counter(each.words for each in found)
    return [
        each if seen[each.words] == 1 else Subject(each.value, f"{each.words}, {_slug(each)}")
        for each in found
    ]


def _slug(subject: Subject) -> str:
    return subject.value.partition(":")[2]


def subject_words(store: Store, question: Question) -> str:
    """Name the subject of a question in a sentence; what is not here keeps its own name."""
    kind, _colon, rest = question.subject.partition(":")
    if kind == "all":
        return _("All datasets")
    if kind == "model":
        with store.reading() as session:
            models = published_models(session, snapshot(store, question.release).release)
        name = next((model.name for model in models if model.slug == rest), rest)
        return _("The training mix of {name}", name=name)
    records = snapshot(store, question.release).records
    return ", ".join(records[slug].name if slug in records else slug for slug in rest.split(","))


def fitting_references(
    store: Store, question: Question, scheme: str | None
) -> tuple[ReferenceHead, ...]:
    """Return the references that this question can be held against.

    One fits that counts people by every dimension asked for, by the same scheme, and, where it
    describes one country, for a subject of which some set is imaged wholly there. Images and
    studies are held against nobody.
    """
    if question.unit is not Unit.PATIENTS:
        return ()
    needed = set(dims_of(question.dimension))
    records = selected(store, question)
    return tuple(
        head
        for head in references(store).items
        if needed <= set(head.dims)
        and (Dim.ETHNICITY not in needed or head.scheme == scheme)
        and (head.country is None or any(_whole_in(r, head.country) for r in records))
    )


def _whole_in(record: PublishedDataset, country: str) -> bool:
    return {iso3 for iso3, _other in record.site_countries} == {country}


def schemes(store: Store, question: Question) -> tuple[SchemeChoice, ...]:
    """Return the schemes that sets of the subject use in the unit asked for."""
    dims = [dim for dim in dims_of(question.dimension) if dim in _SCHEMED]
    if not dims:
        return ()
    found: Counter[str] = Counter()
    for margins in _own_margins(store, question, (dims[0],)) or _margins(
        store, question, selected(store, question), (dims[0],)
    ):
        found.update({margin.scheme for margin in margins if margin.scheme})
    return tuple(_scheme(name, n) for name, n in sorted(found.items()))


def _own_margins(
    store: Store, question: Question, dims: tuple[Dim, ...]
) -> Iterable[tuple[Margin, ...]]:
    """Return the margins that a model's source prints of its people: they go before its sets'."""
    kind, _colon, slug = question.subject.partition(":")
    if kind != "model":
        return ()
    with store.reading() as session:
        _card, meta = model_card(session, slug, release=snapshot(store, question.release).release)
        found = model_margins_of(session, [meta.revision_id], dims, question.unit)
    return tuple(found.values())


def _scheme(name: str, n: int) -> SchemeChoice:
    known = SCHEMES.get(name)
    return SchemeChoice(name, known.name if known else name, known.note if known else "", n)


def strata(store: Store, question: Question, most: int = 12) -> tuple[Stratum, ...]:
    """Return kinds of images within which sex and age may be pooled, by name.

    Only those with at least one set that counts what is asked; of these, the `most` that hold
    most such sets.
    """
    records = selected(store, question)
    counting = _counting(store, question, records)
    all_sets: Counter[tuple[str, str]] = Counter()
    those: Counter[tuple[str, str]] = Counter()
    for record in records:
        kinds = [(m, b) for m in record.modalities for b in record.body_regions]
        all_sets.update(kinds)
        those.update(kinds if record.revision_id in counting else ())
    chosen = sorted(kind for kind, _other in those.most_common(most))
    return tuple(Stratum(*kind, those[kind], all_sets[kind]) for kind in chosen)


def counting_sets(store: Store, question: Question) -> tuple[Subject, ...]:
    """Return the sets of the subject that count by the dimension asked for, by name."""
    records = selected(store, question)
    counting = _counting(store, question, records)
    found = [record for record in records if record.revision_id in counting]
    return tuple(Subject(f"dataset:{r.slug}", r.name) for r in sorted(found, key=_name))


def counting_units(store: Store, question: Question) -> tuple[Unit, ...]:
    """Return the other units in which sets of the subject count by the dimension asked for."""
    others = (unit for unit in Unit if unit is not question.unit)
    return tuple(u for u in others if counting_sets(store, replace(question, unit=u)))


def _counting(store: Store, question: Question, records: Sequence[PublishedDataset]) -> set[int]:
    dims = dims_of(question.dimension)
    revisions = {
        record.revision_id: margins
        for record, margins in zip(records, _margins(store, question, records, dims), strict=True)
    }
    return {number for number, margins in revisions.items() if any(_counts(m) for m in margins)}


def _counts(margin: Margin) -> bool:
    return bool(margin.groups) and margin.known > 0 and not margin.recalled


def _margins(
    store: Store, question: Question, records: Sequence[PublishedDataset], dims: tuple[Dim, ...]
) -> Iterable[tuple[Margin, ...]]:
    """Return the margins of each set, in the order of the sets."""
    few = [record.revision_id for record in records] if len(records) <= 50 else None
    with store.reading() as session:
        found = margins_of(session, few, dims, question.unit, snapshot(store).release)
    return [found.get(record.revision_id, ()) for record in records]


def selected(store: Store, question: Question) -> tuple[PublishedDataset, ...]:
    """Return the sets that a question is about, before anything is left out of a pool."""
    shot = snapshot(store, question.release)
    kind, _colon, slug = question.subject.partition(":")
    if kind != "model":
        return select(question, shot.records).datasets
    return _mixed(store, question, shot, slug)


def _mixed(
    store: Store, question: Question, shot: Snapshot, slug: str
) -> tuple[PublishedDataset, ...]:
    with store.reading() as session:
        card, _meta = model_card(session, slug, release=shot.release)
    return select_mix(question, card, shot.records).datasets
