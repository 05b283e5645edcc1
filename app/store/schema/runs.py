"""Runs: what jobs upload, and what was computed of it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.run import RunState
from app.store.schema.base import Base, JsonText, Position, RowId, words_of


class RunRow(Base):
    """One upload; its `answer` belongs to the revision with this slug and content hash."""

    __tablename__ = "runs"
    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("accounts.id"), index=True)
    state: Mapped[RunState] = mapped_column(words_of(RunState, "state"))
    slug: Mapped[str] = mapped_column(sa.Text, index=True)
    about: Mapped[str]
    place: Mapped[str]
    created_at: Mapped[str]
    job: Mapped[str | None]
    revision: Mapped[int | None] = mapped_column(sa.Integer)
    content_hash: Mapped[str | None]
    problems: Mapped[list[dict[str, str]]] = mapped_column(JsonText)
    answer: Mapped[str | None]
    # How the values of groups move together, for the link; NumPy's own archive, without pickles.
    replicates: Mapped[bytes | None]


class RunFileRow(Base):
    """One file of a run that has arrived whole."""

    __tablename__ = "run_files"
    run_id: Mapped[str] = mapped_column(
        sa.Text, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[Position]
    sha256: Mapped[str]
    bytes: Mapped[int]
