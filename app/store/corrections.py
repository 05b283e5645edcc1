"""Corrections: what anybody says is wrong with a published number, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.store.revisions import CardKind
from app.store.rows import select_any, table_of
from app.store.schema.cards import Card
from app.store.schema.writing import CorrectionRow


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction; `place` names the number, `contact` is for reviewers alone."""

    id: int
    kind: str
    slug: str
    revision: int
    place: Mapping[str, Any]
    says: str
    proposed: str | None
    source: str | None
    contact: str | None
    filed_at: str
    state: str
    answer: str | None
    answered_by: str | None
    answered_at: str | None


_ROW = CorrectionRow
_COLUMNS = (
    _ROW.id, Card.kind, Card.slug, _ROW.revision, _ROW.place, _ROW.says, _ROW.proposed,
    _ROW.source, _ROW.contact, _ROW.filed_at, _ROW.state, _ROW.answer, _ROW.answered_by,
    _ROW.answered_at,
)  # fmt: skip


def file_correction(session: Session, kind: CardKind, slug: str, values: Mapping[str, Any]) -> int:
    """Keep what was filed and return its number."""
    card = session.scalar(sa.select(Card.id).where(Card.kind == kind, Card.slug == slug))
    statement = sa.insert(table_of(CorrectionRow)).values(
        {"card_id": card, "state": "filed", **values}
    )
    key = session.connection().execute(statement).inserted_primary_key
    return int(key[0]) if key else 0


def corrections(
    session: Session,
    *,
    number: int | None = None,
    kind: CardKind | None = None,
    slug: str | None = None,
    states: Collection[str] = (),
) -> tuple[Correction, ...]:
    """Return corrections, the oldest first: one, those of a card, those in some states."""
    query = select_any(*_COLUMNS).join(Card, Card.id == _ROW.card_id).order_by(_ROW.id)
    if number is not None:
        query = query.where(_ROW.id == number)
    if kind is not None:
        query = query.where(Card.kind == kind)
    if slug is not None:
        query = query.where(Card.slug == slug)
    if states:
        query = query.where(_ROW.state.in_(sorted(states)))
    return tuple(Correction(*row) for row in session.execute(query))


def answer_correction(session: Session, number: int, values: Mapping[str, Any]) -> None:
    """Move a correction on."""
    table = table_of(CorrectionRow)
    session.execute(sa.update(table).where(table.c.id == number).values(dict(values)))
