"""Releases: the numbered states of the whole catalogue."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.store.rows import table_of
from app.store.schema.cards import Release


def present_release(session: Session) -> int:
    """Number of the present release as this transaction sees it; 0 before the first."""
    return session.scalar(sa.select(sa.func.max(Release.number))) or 0


def bump_release(session: Session, why: str) -> int:
    """Begin the next release and return its number; call it before what it publishes."""
    number = present_release(session) + 1
    made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {"number": number, "made_at": made_at, "why": why}
    session.execute(sa.insert(table_of(Release)).values(values))
    return number


def release_times(session: Session) -> dict[int, str]:
    """Return when each release began (UTC)."""
    rows = session.execute(sa.select(Release.number, Release.made_at))
    return {number: made_at for number, made_at in rows}  # noqa: C416  # rows are no pairs to mypy
