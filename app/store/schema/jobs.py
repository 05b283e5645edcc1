"""The queue of long work: one row per job, with its lease and its fencing token."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.job import JobState
from app.store.schema.base import Base, JsonText

STATES = tuple(state.value for state in JobState)


class JobRow(Base):
    """One job. Times are seconds since 1970 by the clock of the database, which workers share."""

    __tablename__ = "jobs"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("progress BETWEEN 0 AND 1", name="progress"),
        sa.CheckConstraint("state <> 'running' OR lease_until IS NOT NULL", name="lease"),
        sa.UniqueConstraint("kind", "key"),
        sa.Index("ix_jobs_state_not_before", "state", "not_before"),
    )
    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    kind: Mapped[str]
    key: Mapped[str | None]
    state: Mapped[str]
    payload: Mapped[dict[str, object]] = mapped_column(JsonText)
    owner: Mapped[int | None]
    progress: Mapped[float]
    message: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(sa.Integer)
    max_attempts: Mapped[int] = mapped_column(sa.Integer)
    fence: Mapped[int]
    worker: Mapped[str | None]
    cancel_requested: Mapped[bool]
    created_at: Mapped[float]
    not_before: Mapped[float]
    lease_until: Mapped[float | None]
    finished_at: Mapped[float | None]
    result: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    error: Mapped[str | None]
