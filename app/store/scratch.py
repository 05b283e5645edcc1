"""Scratch: what the present release shows, in a database of its own that ends with its use.

Whatever is tried there is seen by nobody and keeps nobody who writes waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.store.bulk import insert_many
from app.store.reader import Reader
from app.store.revisions import CardKind, visible_at
from app.store.rows import of, table_of
from app.store.schema import Base
from app.store.schema.cards import Card, Release, Revision, RevisionState
from app.store.schema.counts import CellRow, CountryRow
from app.store.schema.writing import CorrectionRow

_WHOLE: tuple[type[Base], ...] = (Release, Card, Revision, RevisionState, CountryRow, CorrectionRow)
# Whose a draft is and what is said of it are no part of what a release shows.
_BESIDE = {"drafts", "review_notes", "tombstones"}


@contextmanager
def scratch(store: Reader, kind: CardKind, slug: str) -> Iterator[Session]:
    """Open a database in memory with all that the catalogue shows, and with one card's past.

    Printed cells are there of that card alone: of the others, their margins are asked.
    """
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    try:
        with Session(engine, autoflush=False) as session, session.begin():
            Base.metadata.create_all(session.connection())
            with store.reading() as source:
                _fill(source, session, kind, slug)
            yield session
    finally:
        engine.dispose()


def _fill(source: Session, session: Session, kind: CardKind, slug: str) -> None:
    for model in _WHOLE:
        _copy(source, session, model, sa.true())
    own = sa.select(Card.id).where(Card.kind == kind, Card.slug == slug).scalar_subquery()
    past = (RevisionState.card_id == own) & RevisionState.release_in.is_not(None)
    for model in _contents():
        shown = past if model is CellRow else past | visible_at(None)
        _copy(source, session, model, of(model, sa.select(RevisionState.revision_id).where(shown)))


def _contents() -> Iterator[type[Base]]:
    """Yield the tables of what revisions say."""
    for mapper in Base.registry.mappers:
        table = table_of(mapper.class_)
        beside = table.name in _BESIDE or mapper.class_ in _WHOLE
        if "revision_id" in table.c and not beside:
            yield mapper.class_


def _copy(
    source: Session, session: Session, model: type[Base], chosen: sa.ColumnElement[bool]
) -> None:
    rows: Any = source.connection().execute(sa.select(table_of(model)).where(chosen)).mappings()
    insert_many(session, model, rows)
