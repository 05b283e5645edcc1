"""Answers to writes, kept a day for whoever sends the same request again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.store.rows import select_any, table_of
from app.store.schema.writing import KeptAnswer


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the hash of the request that it was given to."""

    request_hash: str
    status: int
    headers: Mapping[str, str]
    body: str


def kept_answer(session: Session, account: int, key: str, since: str) -> Kept | None:
    """Return the answer that was given under this key, if it is recent enough."""
    row = KeptAnswer
    query = select_any(row.request_hash, row.status, row.headers, row.body).where(
        row.account_id == account, row.key == key, row.kept_at > since
    )
    found = session.execute(query).one_or_none()
    return Kept(*found) if found else None


def keep_answer(session: Session, account: int, key: str, kept: Kept, at: str, since: str) -> None:
    """Keep an answer, and forget those that are too old."""
    table = table_of(KeptAnswer)
    session.execute(sa.delete(table).where(table.c.kept_at <= since))
    values = {
        "account_id": account,
        "key": key,
        "request_hash": kept.request_hash,
        "status": kept.status,
        "headers": dict(kept.headers),
        "body": kept.body,
        "kept_at": at,
    }
    session.execute(sa.insert(table).values(values))
