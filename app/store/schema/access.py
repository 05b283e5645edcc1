"""Who may do what: accounts, their keys, and the sessions that keys open on the page."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.access import Role
from app.store.schema.base import Base, Id, RowId, Words, words_of


class Account(Base):
    """A person or program that may write; `focal_for` is the country it speaks for."""

    __tablename__ = "accounts"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(sa.Text, unique=True)
    role: Mapped[Role] = mapped_column(words_of(Role, "role"))
    focal_for: Mapped[str | None] = mapped_column(sa.Text, index=True)


class KeyRow(Base):
    """A bearer token as it may be kept: its hash, what it allows, and until when."""

    __tablename__ = "keys"
    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(RowId, sa.ForeignKey("accounts.id"), index=True)
    name: Mapped[str]
    hash: Mapped[str]
    scopes: Mapped[tuple[str, ...]] = mapped_column(Words)
    created_at: Mapped[str]
    expires_at: Mapped[str]
    last_used_at: Mapped[str | None]
    revoked_at: Mapped[str | None]


class SessionRow(Base):
    """A stay on the page, opened by a key; it ends with the key at the latest."""

    __tablename__ = "sessions"
    hash: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    key_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("keys.id"), index=True)
    expires_at: Mapped[str]
