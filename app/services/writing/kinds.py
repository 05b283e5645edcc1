"""Kinds: how a card of each kind is read, written into a draft, and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.domain.card import DatasetCard
from app.domain.evaluation import EvaluationCard
from app.domain.model import ModelCard
from app.domain.reference import Reference
from app.importers.card_yaml import read_dataset, read_evaluation, read_model
from app.importers.reference_json import read_reference_fields
from app.stats.tally import margins, model_margins
from app.store import Session, datasets, evaluations, models, references
from app.store.revisions import CardKind

Written: TypeAlias = DatasetCard | ModelCard | EvaluationCard | Reference


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of card: `read` says everything that is wrong; `fill` writes into an empty draft."""

    name: CardKind
    noun: str
    read: Callable[[Mapping[str, Any]], Written]
    fill: Callable[[Session, int, Any], None]
    load: Callable[..., tuple[Written, Any]]


def _fill_dataset(session: Session, revision_id: int, card: DatasetCard) -> None:
    datasets.fill_dataset(session, revision_id, card, margins(card))


def _fill_model(session: Session, revision_id: int, card: ModelCard) -> None:
    models.fill_model(session, revision_id, card, model_margins(card))


KINDS: Mapping[str, Kind] = {
    kind.noun: kind
    for kind in (
        Kind("dataset", "datasets", read_dataset, _fill_dataset, datasets.dataset_card),
        Kind("model", "models", read_model, _fill_model, models.model_card),
        Kind(
            "evaluation", "evaluations", read_evaluation, evaluations.fill_evaluation,
            evaluations.evaluation_card,
        ),
        Kind(
            "reference", "references", read_reference_fields, references.fill_reference,
            references.reference_card,
        ),
    )
}  # fmt: skip


def edition_of(card: Written) -> str | None:
    """Return the authors' own label of a card, where its kind has one."""
    return getattr(card, "version", None)
