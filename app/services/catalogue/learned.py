"""Learned: which models learned from a set, by name or through a set that reuses it."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.snapshot import Snapshot
from app.store.models import published_models
from app.store.reader import Reader
from app.store.records import PublishedModel


@dataclass(frozen=True, slots=True)
class Learned:
    """One model; `through` are the sets of its mix that reuse this one (empty where it is named).

    The numbers are those that the model's source prints of the set itself.
    """

    slug: str
    name: str
    roles: tuple[str, ...]
    patients: int | None
    images: int | None
    through: tuple[str, ...]


def learned_from(store: Reader, shot: Snapshot, slug: str) -> tuple[Learned, ...]:
    """Return the models whose training mix holds the set, those that name it first, by name."""
    with store.reading() as session:
        models = published_models(session, shot.release)
    found = [each for model in models if (each := _learned(model, shot, slug)) is not None]
    return tuple(sorted(found, key=lambda each: (bool(each.through), each.name.casefold())))


def _learned(model: PublishedModel, shot: Snapshot, slug: str) -> Learned | None:
    named = [part for part in model.mix if part.dataset == slug]
    through = [part for part in model.mix if slug in shot.lineage.ancestors(part.dataset)]
    parts = named or through
    if not parts:
        return None
    return Learned(
        slug=model.slug,
        name=model.name,
        roles=tuple(dict.fromkeys(part.role for part in parts)),
        patients=named[0].patients if len(named) == 1 else None,
        images=named[0].images if len(named) == 1 else None,
        through=() if named else tuple(dict.fromkeys(part.dataset for part in through)),
    )
