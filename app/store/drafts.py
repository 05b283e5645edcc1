"""Drafts made over the API: whose they are, what was sent, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import State
from app.store.revisions import CardKind
from app.store.rows import AnySelect, select_any, table_of
from app.store.schema.access import Account
from app.store.schema.cards import Card, Revision, RevisionState
from app.store.schema.writing import DraftRow, ReviewNote, Tombstone


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A revision with whose it is; `base` is the revision it follows (0: none)."""

    revision_id: int
    kind: CardKind
    slug: str
    revision: int
    state: State
    content_hash: str
    account: int
    owner: str
    base: int
    edits: int
    document: str
    changed_at: str
    submitted_at: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on a revision; `iso3` where a focal point speaks for its country."""

    at: str
    by: str
    kind: str
    iso3: str | None
    text: str


@dataclass(frozen=True, slots=True)
class NoteKept:
    """A comment with the revision that it is on, and what has become of that."""

    slug: str
    revision: int
    state: State
    note: Note


_DRAFT = (
    DraftRow.revision_id, Card.kind, Card.slug, Revision.revision, RevisionState.state,
    Revision.content_hash, DraftRow.account_id, Account.name, DraftRow.base, DraftRow.edits,
    DraftRow.document, DraftRow.changed_at, DraftRow.submitted_at,
)  # fmt: skip


def _drafts() -> AnySelect:
    return (
        select_any(*_DRAFT)
        .join(Revision, Revision.id == DraftRow.revision_id)
        .join(RevisionState, RevisionState.revision_id == DraftRow.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .join(Account, Account.id == DraftRow.account_id)
    )


def begin_draft(
    session: Session, revision_id: int, account: int, base: int, document: str, at: str
) -> None:
    """Say whose a new revision is."""
    values = {
        "revision_id": revision_id,
        "account_id": account,
        "base": base,
        "edits": 1,
        "document": document,
        "changed_at": at,
    }
    session.execute(sa.insert(table_of(DraftRow)).values(values))


def touch_draft(session: Session, revision_id: int, at: str, **values: str | None) -> None:
    """Count one more change of a draft; `values` may be its document and `submitted_at`."""
    table = table_of(DraftRow)
    changed = {"edits": table.c.edits + 1, "changed_at": at, **values}
    session.execute(sa.update(table).where(table.c.revision_id == revision_id).values(changed))


def find_draft(session: Session, kind: CardKind, slug: str, revision: int) -> StoredDraft | None:
    """Return a revision that was made over the API, whatever has become of it."""
    query = _drafts().where(Card.kind == kind, Card.slug == slug, Revision.revision == revision)
    found = session.execute(query).one_or_none()
    return StoredDraft(*found) if found else None


def draft_of(session: Session, revision_id: int) -> StoredDraft:
    """Return what was begun by `begin_draft`."""
    query = _drafts().where(DraftRow.revision_id == revision_id)
    return StoredDraft(*session.execute(query).one())


def list_drafts(
    session: Session,
    *,
    account: int | None = None,
    kind: CardKind | None = None,
    slug: str | None = None,
) -> tuple[StoredDraft, ...]:
    """Return what is not out yet: of one owner, kind or card where these are given."""
    query = _drafts().where(RevisionState.state.in_((State.DRAFT, State.SUBMITTED)))
    if account is not None:
        query = query.where(DraftRow.account_id == account)
    if kind is not None:
        query = query.where(Card.kind == kind)
    if slug is not None:
        query = query.where(Card.slug == slug)
    ordered = query.order_by(Card.kind, Card.slug, Revision.revision)
    return tuple(StoredDraft(*row) for row in session.execute(ordered))


def add_note(session: Session, revision_id: int, account: int, note: Note) -> None:
    """Keep a comment of an account on a revision."""
    values = {
        "revision_id": revision_id,
        "account_id": account,
        "at": note.at,
        "kind": note.kind,
        "iso3": note.iso3,
        "text": note.text,
    }
    session.execute(sa.insert(table_of(ReviewNote)).values(values))


def notes_of(session: Session, revision_id: int) -> tuple[Note, ...]:
    """Return the comments on a revision, oldest first."""
    row = ReviewNote
    query = (
        select_any(row.at, Account.name, row.kind, row.iso3, row.text)
        .join(Account, Account.id == row.account_id)
        .where(row.revision_id == revision_id)
        .order_by(row.id)
    )
    return tuple(Note(*found) for found in session.execute(query))


def notes_by(session: Session, account: int, kind: str) -> tuple[NoteKept, ...]:
    """Return an account's comments of one kind, the newest first."""
    row = ReviewNote
    query = (
        select_any(Card.slug, Revision.revision, RevisionState.state,
                   row.at, Account.name, row.kind, row.iso3, row.text)
        .join(Revision, Revision.id == row.revision_id)
        .join(RevisionState, RevisionState.revision_id == row.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .join(Account, Account.id == row.account_id)
        .where(row.account_id == account, row.kind == kind)
        .order_by(row.id.desc())
    )  # fmt: skip
    found = session.execute(query)
    return tuple(NoteKept(each[0], each[1], each[2], Note(*each[3:])) for each in found)


def set_tombstone(session: Session, revision_id: int, account: str, at: str, reason: str) -> None:
    """Say who withdrew a revision, when and why."""
    values = {"revision_id": revision_id, "account": account, "at": at, "reason": reason}
    session.execute(sa.insert(table_of(Tombstone)).values(values))


def tombstones(session: Session, card_slug: str, kind: CardKind) -> dict[int, tuple[str, str, str]]:
    """Return every withdrawal of a card by revision number."""
    query = (
        select_any(Revision.revision, Tombstone.account, Tombstone.at, Tombstone.reason)
        .join(Revision, Revision.id == Tombstone.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .where(Card.kind == kind, Card.slug == card_slug)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}
