"""Foundation models: saved with their mixes, published, read as records or whole cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.margin import Margin
from app.domain.model import Developer, MixPart, ModelCard
from app.store import revisions as lives
from app.store.bulk import insert_many
from app.store.margins import save_margins
from app.store.records import PublishedModel, RevisionMeta, StoredState
from app.store.rows import (
    Chosen,
    columns_of,
    grouped,
    of,
    select_any,
    values_of,
)
from app.store.schema.base import Base
from app.store.schema.cards import Card, Revision, SourceRow
from app.store.schema.models import DeveloperRow, MixPartRow, ModelFacts
from app.store.sources import documentation_of, save_documentation, save_sources, sources_of
from app.store.tables import load_tables, save_tables


def save_model(
    session: Session,
    card: ModelCard,
    margins: Iterable[Margin],
    *,
    content_hash: str,
    origin: str,
) -> int:
    """Write a draft revision with all its parts and return its id."""
    revision_id = lives.new_draft(session, "model", card.slug, card.version, content_hash, origin)
    fill_model(session, revision_id, card, margins)
    return revision_id


def fill_model(
    session: Session, revision_id: int, card: ModelCard, margins: Iterable[Margin]
) -> None:
    """Write all parts of a card into an empty draft."""
    insert_many(session, ModelFacts, [{"revision_id": revision_id, **values_of(card, ModelFacts)}])
    save_sources(session, revision_id, card.sources)
    save_documentation(session, revision_id, card.demographics_reported)
    _save_parts(session, revision_id, DeveloperRow, card.developers)
    _save_parts(session, revision_id, MixPartRow, card.mix)
    save_tables(session, revision_id, card.population_tables)
    save_margins(session, revision_id, margins)


def _save_parts(
    session: Session, revision_id: int, table: type[Base], parts: Iterable[object]
) -> None:
    rows = (
        {"revision_id": revision_id, "position": position, **values_of(part, table)}
        for position, part in enumerate(parts)
    )
    insert_many(session, table, rows)


def publish_model(session: Session, revision_id: int, release: int) -> None:
    """Publish a draft in this release; the revision before it ends there."""
    lives.publish(session, "model", revision_id, release)


def withdraw_model(session: Session, slug: str, release: int) -> None:
    """Take a model out of this and later releases."""
    lives.withdraw(session, "model", slug, release)


def model_states(session: Session) -> Mapping[str, StoredState]:
    """Return the same for every model, by slug, in one query."""
    return lives.stored_states(session, "model")


_RECORD = (
    ModelFacts.revision_id, Card.slug, ModelFacts.name, Revision.revision, Revision.edition,
    ModelFacts.release_year, ModelFacts.modalities, ModelFacts.body_regions,
    ModelFacts.architecture, ModelFacts.parameters, ModelFacts.weights_access,
    ModelFacts.mix_complete, ModelFacts.total_patients, ModelFacts.total_images,
    ModelFacts.fairness_evaluated,
    sa.select(sa.func.count()).where(SourceRow.revision_id == ModelFacts.revision_id)
    .scalar_subquery().label("n_sources"),
)  # fmt: skip


def published_models(session: Session, release: int | None = None) -> tuple[PublishedModel, ...]:
    """Return all models of a release by slug, with their mixes, in three queries."""
    chosen = lives.visible("model", release)
    developers = _parts_of(session, chosen, DeveloperRow, Developer)
    mixes = _parts_of(session, chosen, MixPartRow, MixPart)
    query = (
        select_any(*_RECORD)
        .join(Revision, Revision.id == ModelFacts.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .where(of(ModelFacts, chosen))
        .order_by(Card.slug)
    )
    return tuple(
        PublishedModel(
            **row,
            developers=tuple(developers.get(row["revision_id"], ())),
            mix=tuple(mixes.get(row["revision_id"], ())),
        )
        for row in session.execute(query).mappings()
    )


def _parts_of(
    session: Session,
    chosen: Chosen,
    table: type[DeveloperRow] | type[MixPartRow],
    part: type[Any],
) -> Mapping[int, list[Any]]:
    columns = [getattr(table, field.name) for field in fields(part)]
    query = select_any(table.revision_id, *columns).where(of(table, chosen))
    return grouped(session.execute(query.order_by(table.revision_id, table.position)), part)


def model_card(
    session: Session,
    slug: str,
    revision: int | None = None,
    release: int | None = None,
    *,
    drafts: bool = False,
) -> tuple[ModelCard, RevisionMeta]:
    """Return the whole card: of a numbered revision, else as the release shows it."""
    meta = lives.find_revision(session, "model", slug, revision, release, drafts)
    own, chosen = meta.revision_id, [meta.revision_id]
    facts = session.execute(select_any(*columns_of(ModelFacts)).where(of(ModelFacts, chosen)))
    card = ModelCard(
        slug=slug,
        version=meta.edition,
        developers=tuple(_parts_of(session, chosen, DeveloperRow, Developer).get(own, ())),
        mix=tuple(_parts_of(session, chosen, MixPartRow, MixPart).get(own, ())),
        sources=tuple(sources_of(session, chosen).values()),
        demographics_reported=documentation_of(session, chosen).get(own, {}),
        population_tables=load_tables(session, own),
        **dict(facts.mappings().one()),
    )
    return card, meta
