"""What writing leaves beside the cards: drafts, notes, ends, corrections, answers, the log."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.store.schema.base import Base, Id, JsonText, RowId, of_revision

CORRECTION_STATES = ("filed", "open", "accepted", "declined")


class DraftRow(Base):
    """A revision made over the API: whose it is, what was sent, and what it follows.

    `base` is the latest revision that was out when it was begun (0: none); `edits` counts its
    changes and makes its ETag; `document` is the card as it was sent.
    """

    __tablename__ = "drafts"
    revision_id: Mapped[int] = of_revision()
    account_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("accounts.id"), index=True)
    base: Mapped[int] = mapped_column(sa.Integer)
    edits: Mapped[int] = mapped_column(sa.Integer)
    document: Mapped[str]
    changed_at: Mapped[str]
    submitted_at: Mapped[str | None]


class ReviewNote(Base):
    """A comment on a revision under review; `iso3` where a focal point speaks for a country."""

    __tablename__ = "review_notes"
    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("revisions.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("accounts.id"))
    at: Mapped[str]
    kind: Mapped[str]
    iso3: Mapped[str | None]
    text: Mapped[str]


class Tombstone(Base):
    """Who withdrew a published revision, when and why."""

    __tablename__ = "tombstones"
    revision_id: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("revisions.id"), primary_key=True, autoincrement=False
    )
    account: Mapped[str]
    at: Mapped[str]
    reason: Mapped[str]


class CorrectionRow(Base):
    """What somebody says is wrong with a published number, and what became of it."""

    __tablename__ = "corrections"
    __table_args__ = (sa.CheckConstraint(f"state IN {CORRECTION_STATES}", name="state"),)
    id: Mapped[Id]
    card_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("cards.id"), index=True)
    revision: Mapped[int] = mapped_column(sa.Integer)
    place: Mapped[dict[str, Any]] = mapped_column(JsonText)
    says: Mapped[str]
    proposed: Mapped[str | None]
    source: Mapped[str | None]
    contact: Mapped[str | None]
    filed_at: Mapped[str]
    state: Mapped[str] = mapped_column(sa.Text, index=True)
    answer: Mapped[str | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[str | None]


class KeptAnswer(Base):
    """The answer to a write with an Idempotency-Key, for whoever sends the same again."""

    __tablename__ = "kept_answers"
    account_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    request_hash: Mapped[str]
    status: Mapped[int] = mapped_column(sa.SmallInteger)
    headers: Mapped[dict[str, str]] = mapped_column(JsonText)
    body: Mapped[str]
    kept_at: Mapped[str] = mapped_column(sa.Text, index=True)


class AuditEvent(Base):
    """One write: who, when, what, and the hash that chains it to the one before."""

    __tablename__ = "audit_events"
    number: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[str]
    account: Mapped[str]
    key: Mapped[str]
    act: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(sa.Text, index=True)
    revision: Mapped[int | None] = mapped_column(sa.Integer)
    before: Mapped[str | None]
    after: Mapped[str | None]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """The number and hash of the last event: without it the last could go unseen."""

    __tablename__ = "audit_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one"),)
    id: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]
