"""Publishing: cards into the store and out to everybody, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from app.domain.card import DatasetCard
from app.domain.evaluation import EvaluationCard
from app.errors import Invalid, problem
from app.services.atlas import pooled_areas
from app.services.bundle import AnyCard, CardFile, CardKind
from app.stats.tally import margins, model_margins
from app.store import Session, datasets, evaluations, models
from app.store.areas import save_area_margins
from app.store.reader import Uncommitted
from app.store.records import StoredState

States = Mapping[CardKind, Mapping[str, StoredState]]


def stored_states(session: Session) -> States:
    """What is published of every card: one query per kind."""
    return {
        "dataset": datasets.dataset_states(session),
        "model": models.model_states(session),
        "evaluation": evaluations.evaluation_states(session),
    }


def publish_card(
    session: Session, file: CardFile, card: AnyCard, origin: str, release: int
) -> None:
    """Save a card as its next revision, with its margins, and publish it in this release."""
    content = file.content_hash
    if isinstance(card, DatasetCard):
        revision = datasets.save_dataset(
            session, card, margins(card), content_hash=content, origin=origin
        )
        datasets.publish_dataset(session, revision, release)
    elif isinstance(card, EvaluationCard):
        revision = evaluations.save_evaluation(session, card, content_hash=content, origin=origin)
        evaluations.publish_evaluation(session, revision, release)
    else:
        revision = models.save_model(
            session, card, model_margins(card), content_hash=content, origin=origin
        )
        models.publish_model(session, revision, release)


def finish_release(session: Session, release: int) -> None:
    """Check what only the whole catalogue shows, and count its areas anew."""
    parents = {each.slug: each.derived_from for each in datasets.published(session)}
    loop = find_loop(parents)
    if loop:
        found = problem("derived_from", "must not lead back to the set itself", " -> ".join(loop))
        raise Invalid("The lineage of some sets runs in a circle.", [found])
    save_area_margins(session, list(pooled_areas(Uncommitted(session, release))), release)


def find_loop(parents: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the sets of one circle, the first one again at the end; empty where there is none."""
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
