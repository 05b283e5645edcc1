"""Accounts, keys and sessions: only hashes of what opens the door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.access import Role
from app.store.rows import select_any, table_of
from app.store.schema.access import Account, KeyRow, SessionRow


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """Somebody who may write; `focal_for` is the country the account speaks for."""

    id: int
    name: str
    role: Role
    focal_for: str | None


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key without its secret, with the account that owns it."""

    id: str
    name: str
    hash: str
    scopes: tuple[str, ...]
    created_at: str
    expires_at: str
    last_used_at: str | None
    revoked_at: str | None
    account: StoredAccount


_ACCOUNT = (Account.id, Account.name, Account.role, Account.focal_for)
_KEY = (
    KeyRow.id, KeyRow.name, KeyRow.hash, KeyRow.scopes, KeyRow.created_at, KeyRow.expires_at,
    KeyRow.last_used_at, KeyRow.revoked_at,
)  # fmt: skip


def account_named(session: Session, name: str) -> StoredAccount | None:
    """Return the account of this name."""
    found = session.execute(select_any(*_ACCOUNT).where(Account.name == name)).one_or_none()
    return StoredAccount(*found) if found else None


def save_account(session: Session, name: str, role: Role, focal_for: str | None) -> StoredAccount:
    """Make the account, or change the role and the country of the one of this name."""
    table = table_of(Account)
    values = {"name": name, "role": role, "focal_for": focal_for}
    if account_named(session, name) is None:
        session.execute(sa.insert(table).values(values))
    else:
        session.execute(sa.update(table).where(table.c.name == name).values(values))
    found = account_named(session, name)
    assert found is not None  # noqa: S101  # written above
    return found


def focal_points(session: Session, countries: Collection[str]) -> tuple[StoredAccount, ...]:
    """Return the accounts that speak for these countries, by country and name."""
    query = select_any(*_ACCOUNT).where(Account.focal_for.in_(sorted(countries)))
    ordered = query.order_by(Account.focal_for, Account.name)
    return tuple(StoredAccount(*row) for row in session.execute(ordered))


def save_key(session: Session, key: StoredKey) -> None:
    """Keep a new key."""
    values = {
        "id": key.id,
        "account_id": key.account.id,
        "name": key.name,
        "hash": key.hash,
        "scopes": key.scopes,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
    }
    session.execute(sa.insert(table_of(KeyRow)).values(values))


def keys(
    session: Session, account: int | None = None, key_id: str | None = None
) -> tuple[StoredKey, ...]:
    """Return the keys of an account, or one, or all; the oldest first."""
    query = select_any(*_KEY, *_ACCOUNT).join(Account, Account.id == KeyRow.account_id)
    if account is not None:
        query = query.where(KeyRow.account_id == account)
    if key_id is not None:
        query = query.where(KeyRow.id == key_id)
    rows = session.execute(query.order_by(KeyRow.created_at, KeyRow.id))
    return tuple(_key(*row) for row in rows)


def _key(*row: Any) -> StoredKey:
    own: dict[str, Any] = dict(zip((column.key for column in _KEY), row, strict=False))
    return StoredKey(**own, account=StoredAccount(*row[len(_KEY) :]))


def revoke_key(session: Session, key_id: str, at: str) -> None:
    """End a key, and every session that it opened."""
    table = table_of(KeyRow)
    open_still = (table.c.id == key_id) & table.c.revoked_at.is_(None)
    session.execute(sa.update(table).where(open_still).values(revoked_at=at))
    session.execute(sa.delete(table_of(SessionRow)).where(SessionRow.key_id == key_id))


def note_use(session: Session, key_id: str, at: str) -> None:
    """Note when a key was last used."""
    table = table_of(KeyRow)
    session.execute(sa.update(table).where(table.c.id == key_id).values(last_used_at=at))


def save_session(session: Session, hashed: str, key_id: str, expires_at: str, now: str) -> None:
    """Keep a new session, and forget those that are over."""
    table = table_of(SessionRow)
    session.execute(sa.delete(table).where(table.c.expires_at <= now))
    values = {"hash": hashed, "key_id": key_id, "expires_at": expires_at}
    session.execute(sa.insert(table).values(values))


def session_key(session: Session, hashed: str, now: str) -> tuple[str, str] | None:
    """Return the key that opened a session, and when the session ends."""
    query = select_any(SessionRow.key_id, SessionRow.expires_at).where(
        SessionRow.hash == hashed, SessionRow.expires_at > now
    )
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def end_session(session: Session, hashed: str) -> None:
    """Forget a session."""
    session.execute(sa.delete(table_of(SessionRow)).where(SessionRow.hash == hashed))
