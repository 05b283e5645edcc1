"""The audit log: each event holds the hash of the one before; the head names the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.store.rows import select_any, table_of
from app.store.schema.writing import AuditEvent, AuditHead

_NOTHING_BEFORE = ""
_PART = 1000


@dataclass(frozen=True, slots=True)
class Event:
    """What one write did: to what, with the hash of the content before and after."""

    act: str
    kind: str
    subject: str
    revision: int | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as it stands in the log."""

    number: int
    at: str
    account: str
    key: str
    act: str
    kind: str
    subject: str
    revision: int | None
    before: str | None
    after: str | None
    previous: str
    hash: str


def log_event(session: Session, event: Event, account: str, key: str, at: str) -> Logged:
    """Append an event to the log, in the transaction of what it tells of."""
    number, previous = head(session)
    values = {
        "number": number + 1,
        "at": at,
        "account": account,
        "key": key,
        **asdict(event),
        "previous": previous,
    }
    hashed = _hash(values)
    session.execute(sa.insert(table_of(AuditEvent)).values(values | {"hash": hashed}))
    table = table_of(AuditHead)
    moved = {"number": number + 1, "hash": hashed}
    if number == 0:
        session.execute(sa.insert(table).values({"id": 1, **moved}))
    else:
        session.execute(sa.update(table).values(moved))
    return Logged(**values, hash=hashed)


def _hash(values: dict[str, object]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def head(session: Session) -> tuple[int, str]:
    """Return the number and hash of the last event; (0, "") before the first."""
    found = session.execute(select_any(AuditHead.number, AuditHead.hash)).one_or_none()
    return (found[0], found[1]) if found else (0, _NOTHING_BEFORE)


_COLUMNS = tuple(getattr(AuditEvent, name) for name in Logged.__dataclass_fields__)


def events(
    session: Session,
    *,
    after: int = 0,
    limit: int | None = None,
    kind: str | None = None,
    subject: str | None = None,
) -> tuple[Logged, ...]:
    """Return the events after a number, oldest first; of one card where it is named."""
    query = select_any(*_COLUMNS).where(AuditEvent.number > after).order_by(AuditEvent.number)
    if kind is not None:
        query = query.where(AuditEvent.kind == kind)
    if subject is not None:
        query = query.where(AuditEvent.subject == subject)
    return tuple(Logged(*row) for row in session.execute(query.limit(limit)))


def every_event(session: Session) -> Iterator[Logged]:
    """Yield all events, oldest first; memory does not grow with their number."""
    part = events(session, limit=_PART)
    while part:
        yield from part
        part = events(session, after=part[-1].number, limit=_PART)


def broken_at(session: Session) -> str | None:
    """Say the first place where the log is not as it was written; None where it is whole."""
    number, previous = 0, _NOTHING_BEFORE
    for event in every_event(session):
        number += 1
        values = asdict(event)
        hashed = values.pop("hash")
        if event.number != number:
            return f"event {number} is missing"
        if event.previous != previous or _hash(values) != hashed:
            return f"event {number} was changed"
        previous = hashed
    last, last_hash = head(session)
    if last != number:
        return f"event {last} is missing" if last > number else "the head of the log was changed"
    return None if last_hash == previous else f"event {number} was changed"
