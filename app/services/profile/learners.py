"""Learners: the models that learned from sets imaged in an area, as far as is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.model import MixPart
from app.domain.vocabulary import Kind, Reported
from app.services.mix import PRETRAIN
from app.services.selection import parts_of
from app.services.snapshot import snapshot
from app.store import Store
from app.store.models import published_models
from app.store.records import PublishedDataset, PublishedModel


@dataclass(frozen=True, slots=True)
class Learner:
    """A model, and the names of the parts of its training that lead to the area."""

    slug: str
    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learners:
    """Models that learned from sets there; `incomplete` counts models without a whole list."""

    items: tuple[Learner, ...]
    models: int
    incomplete: int


def learners(
    store: Store, release: int, slugs: Collection[str], inside: Callable[[str], bool]
) -> Learners:
    """Find the models whose pretraining names one of these sets, or a country asked about.

    A merge of sets leads there when one of its parts does. Of a set that is imaged in several
    countries it is not known which of its images a model saw.
    """
    records = snapshot(store, release).records
    models = _models(store, release)
    found = [_learner(model, records, slugs, inside) for model in models]
    return Learners(
        items=tuple(sorted(filter(None, found), key=lambda each: each.name.casefold())),
        models=len(models),
        incomplete=sum(model.mix_complete is not Reported.YES for model in models),
    )


@lru_cache(maxsize=2)
def _models(store: Store, release: int) -> tuple[PublishedModel, ...]:
    with store.reading() as session:
        return published_models(session, release)


def _learner(
    model: PublishedModel,
    records: Mapping[str, PublishedDataset],
    slugs: Collection[str],
    inside: Callable[[str], bool],
) -> Learner | None:
    parts = tuple(_leading(model, records, slugs, inside))
    return Learner(model.slug, model.name, tuple(dict.fromkeys(parts))) if parts else None


def _leading(
    model: PublishedModel,
    records: Mapping[str, PublishedDataset],
    slugs: Collection[str],
    inside: Callable[[str], bool],
) -> Iterator[str]:
    for part in model.mix:
        if part.role != PRETRAIN:
            continue
        if _members(part, records) & set(slugs) or any(map(inside, part.countries)):
            record = records.get(part.dataset)
            yield record.name if record else part.name


def _members(part: MixPart, records: Mapping[str, PublishedDataset]) -> set[str]:
    record = records.get(part.dataset)
    if record is None or record.kind is not Kind.AGGREGATE:
        return {part.dataset}
    return {part.dataset, *(each.slug for each in parts_of(record, records))}
