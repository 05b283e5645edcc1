"""Evaluations: published results of models, linked to cards where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.domain.evaluation import EvaluationCard, PublishedScore
from app.store import revisions as lives
from app.store.bulk import insert_many
from app.store.records import PublishedEvaluation, RevisionMeta, StoredState
from app.store.rows import columns_of, of, select_any, values_of
from app.store.schema.cards import Card, Revision, RevisionState
from app.store.schema.evaluations import EvaluationFacts, ScoreRow
from app.store.sources import save_sources, sources_of


def save_evaluation(
    session: Session, card: EvaluationCard, *, content_hash: str, origin: str
) -> int:
    """Write a draft revision with all its scores and return its id."""
    revision_id = lives.new_draft(session, "evaluation", card.slug, None, content_hash, origin)
    fill_evaluation(session, revision_id, card)
    return revision_id


def fill_evaluation(session: Session, revision_id: int, card: EvaluationCard) -> None:
    """Write all parts of a card into an empty draft."""
    facts = {"revision_id": revision_id, **values_of(card, EvaluationFacts)}
    insert_many(session, EvaluationFacts, [facts])
    save_sources(session, revision_id, card.sources)
    scores = (
        {"revision_id": revision_id, "position": position, **values_of(score, ScoreRow)}
        for position, score in enumerate(card.scores)
    )
    insert_many(session, ScoreRow, scores)


def publish_evaluation(session: Session, revision_id: int, release: int) -> None:
    """Publish a draft in this release; the revision before it ends there."""
    lives.publish(session, "evaluation", revision_id, release)


def withdraw_evaluation(session: Session, slug: str, release: int) -> None:
    """Take an evaluation out of this and later releases."""
    lives.withdraw(session, "evaluation", slug, release)


def evaluation_states(session: Session) -> Mapping[str, StoredState]:
    """Return the same for every evaluation, by slug, in one query."""
    return lives.stored_states(session, "evaluation")


def published_evaluations(
    session: Session, release: int | None = None
) -> tuple[PublishedEvaluation, ...]:
    """Return all evaluations of a release by slug, in one query."""
    scores = sa.select(sa.func.count()).where(ScoreRow.revision_id == EvaluationFacts.revision_id)
    columns = (
        EvaluationFacts.revision_id, Card.slug, Revision.revision, EvaluationFacts.model,
        EvaluationFacts.dataset, _card_named(EvaluationFacts.model, "model", release),
        _card_named(EvaluationFacts.dataset, "dataset", release), EvaluationFacts.task,
        EvaluationFacts.label, EvaluationFacts.protocol, EvaluationFacts.scale,
        EvaluationFacts.publication_status, scores.scalar_subquery(), EvaluationFacts.datasets,
        EvaluationFacts.trained_on,
    )  # fmt: skip
    query = (
        select_any(*columns)
        .join(Revision, Revision.id == EvaluationFacts.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .where(of(EvaluationFacts, lives.visible("evaluation", release)))
        .order_by(Card.slug)
    )
    return tuple(PublishedEvaluation(*row) for row in session.execute(query))


def measured_by(
    session: Session, release: int | None = None
) -> Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return, by revision, what the groups are told apart by, and the metrics, in one query."""
    columns = (ScoreRow.revision_id, ScoreRow.dims, ScoreRow.metric)
    query = select_any(*columns).where(of(ScoreRow, lives.visible("evaluation", release)))
    attributes: dict[int, dict[str, None]] = {}
    metrics: dict[int, dict[str, None]] = {}
    for revision_id, dims, metric in session.execute(query.order_by(ScoreRow.position)):
        attributes.setdefault(revision_id, {}).update(dict.fromkeys(dims))
        metrics.setdefault(revision_id, {})[metric] = None
    return {each: (tuple(attributes[each]), tuple(metrics[each])) for each in metrics}


def _card_named(name: Any, kind: lives.CardKind, release: int | None) -> sa.ScalarSelect[Any]:
    """Slug of the published card that a printed name is the slug of; null where there is none."""
    card = aliased(Card)
    out = sa.select(RevisionState.card_id).where(lives.visible_at(release))
    return (
        sa.select(card.slug)
        .where(card.kind == kind, card.slug == name, card.id.in_(out))
        .scalar_subquery()
    )


def evaluation_card(
    session: Session,
    slug: str,
    revision: int | None = None,
    release: int | None = None,
    *,
    drafts: bool = False,
) -> tuple[EvaluationCard, RevisionMeta]:
    """Return the whole card: of a numbered revision, else as the release shows it."""
    meta = lives.find_revision(session, "evaluation", slug, revision, release, drafts)
    own = [meta.revision_id]
    facts = session.execute(
        select_any(*columns_of(EvaluationFacts)).where(of(EvaluationFacts, own))
    )
    columns = [getattr(ScoreRow, field.name) for field in fields(PublishedScore)]
    scores = select_any(*columns).where(of(ScoreRow, own)).order_by(ScoreRow.position)
    card = EvaluationCard(
        slug=slug,
        scores=tuple(PublishedScore(*row) for row in session.execute(scores)),
        sources=tuple(sources_of(session, own).values()),
        **dict(facts.mappings().one()),
    )
    return card, meta
