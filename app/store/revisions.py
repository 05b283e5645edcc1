"""Revisions: drafts, what is published in which release, and what is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import State
from app.errors import AppError, Conflict, Gone, NotFound, problem
from app.store.records import RevisionMeta, StoredState
from app.store.rows import AnyRow, AnySelect, select_any, table_of
from app.store.schema import Base
from app.store.schema.cards import Card, Revision, RevisionState
from app.store.schema.writing import Tombstone

CardKind = Literal["dataset", "model", "evaluation", "reference"]
_BESIDE_CONTENT = ("revision_states", "drafts", "review_notes", "tombstones")
_FIXED = (State.PUBLISHED, State.WITHDRAWN)


def new_draft(
    session: Session, kind: CardKind, slug: str, edition: str | None, content_hash: str, origin: str
) -> int:
    """Begin the next revision of a card and return its id."""
    card_id = _card_id(session, kind, slug)
    latest = sa.select(sa.func.max(Revision.revision)).where(Revision.card_id == card_id)
    values = {
        "card_id": card_id,
        "revision": (session.scalar(latest) or 0) + 1,
        "edition": edition,
        "content_hash": content_hash,
        "origin": origin,
    }
    revision_id = _inserted(session, sa.insert(table_of(Revision)).values(values))
    state = {"revision_id": revision_id, "card_id": card_id, "state": State.DRAFT}
    session.connection().execute(sa.insert(table_of(RevisionState)).values(state))
    return revision_id


def _card_id(session: Session, kind: CardKind, slug: str) -> int:
    query = sa.select(Card.id).where(Card.kind == kind, Card.slug == slug)
    found = session.scalar(query)
    if found is not None:
        return found
    return _inserted(session, sa.insert(table_of(Card)).values(kind=kind, slug=slug))


def _inserted(session: Session, statement: sa.Insert) -> int:
    key = session.connection().execute(statement).inserted_primary_key
    return int(cast(tuple[int], key)[0])


def empty_draft(session: Session, revision_id: int, edition: str | None, content_hash: str) -> None:
    """Take all content out of a draft, so that new content can be written into it."""
    for table in reversed(Base.metadata.sorted_tables):
        if "revision_id" in table.c and table.name not in _BESIDE_CONTENT:
            session.execute(sa.delete(table).where(table.c.revision_id == revision_id))
    values = {"edition": edition, "content_hash": content_hash}
    revision = table_of(Revision)
    session.execute(sa.update(revision).where(revision.c.id == revision_id).values(values))


def publish(session: Session, kind: CardKind, revision_id: int, release: int) -> None:
    """Publish a draft; what was published before it ends with the same release."""
    state = _state_of(session, kind, revision_id)
    if state.state in _FIXED:
        rule = f"must be a draft or submitted; it is {state.state}"
        raise Conflict("This revision is out already.", [problem("revision", rule, revision_id)])
    table = table_of(RevisionState)
    visible = (table.c.card_id == state.card_id) & visible_at(None)
    session.execute(sa.update(table).where(visible).values(release_out=release))
    session.execute(
        sa.update(table)
        .where(table.c.revision_id == revision_id)
        .values(state=State.PUBLISHED, release_in=release)
    )


def _state_of(session: Session, kind: CardKind, revision_id: int) -> AnyRow:
    query = (
        select_any(RevisionState.state, RevisionState.card_id)
        .join(Card, Card.id == RevisionState.card_id)
        .where(RevisionState.revision_id == revision_id, Card.kind == kind)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(f"There is no revision {revision_id} of a {kind}.")
    return found


def move_draft(session: Session, kind: CardKind, revision_id: int, to: State) -> None:
    """Submit a draft for review, or return a submitted one to its author."""
    state = _state_of(session, kind, revision_id).state
    if {state, to} != {State.DRAFT, State.SUBMITTED}:
        raise Conflict(f"A revision that is {state} cannot become {to}.")
    table = table_of(RevisionState)
    session.execute(sa.update(table).where(table.c.revision_id == revision_id).values(state=to))


def discard_draft(session: Session, kind: CardKind, revision_id: int) -> None:
    """Delete a draft with all its parts."""
    state = _state_of(session, kind, revision_id).state
    if state is not State.DRAFT:
        raise Conflict(f"A revision that is {state} cannot be discarded.")
    session.execute(sa.delete(table_of(Revision)).where(Revision.id == revision_id))


def withdraw(session: Session, kind: CardKind, slug: str, release: int) -> None:
    """End the published revision of a card; older releases still show it."""
    card = sa.select(Card.id).where(Card.kind == kind, Card.slug == slug).scalar_subquery()
    table = table_of(RevisionState)
    done = session.connection().execute(
        sa.update(table)
        .where(table.c.card_id == card, visible_at(None))
        .values(state=State.WITHDRAWN, release_out=release)
    )
    if not done.rowcount:
        raise NotFound(f"No {kind} {slug[:80]!r} is published.")


def visible_at(release: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a revision is part of a release; None is the present one."""
    begins, ends = RevisionState.release_in, RevisionState.release_out
    return in_release(begins, ends, release)


def in_release(
    begins: sa.ColumnElement[Any] | Any, ends: sa.ColumnElement[Any] | Any, release: int | None
) -> sa.ColumnElement[bool]:
    """Return the condition that a row that begins and ends with releases is part of one."""
    if release is None:
        return sa.and_(begins.is_not(None), ends.is_(None))
    return sa.and_(begins <= release, sa.or_(ends.is_(None), ends > release))


def visible(kind: CardKind, release: int | None) -> sa.Select[int]:
    """Return the query for the ids of all revisions of a kind that a release shows."""
    return (
        sa.select(RevisionState.revision_id)
        .join(Card, Card.id == RevisionState.card_id)
        .where(Card.kind == kind, visible_at(release))
    )


def stored_states(session: Session, kind: CardKind) -> Mapping[str, StoredState]:
    """Return, per slug, the latest revision that was ever published."""
    query = (
        select_any(
            Card.slug,
            Revision.content_hash,
            Revision.origin,
            Revision.revision,
            RevisionState.state,
        )
        .join(Revision, Revision.card_id == Card.id)
        .join(RevisionState, RevisionState.revision_id == Revision.id)
        .where(Card.kind == kind, RevisionState.release_in.is_not(None))
        .order_by(Revision.revision)
    )
    return {slug: StoredState(*rest) for slug, *rest in session.execute(query)}


_META = (
    RevisionState.revision_id,
    Card.slug,
    Revision.revision,
    Revision.edition,
    Revision.content_hash,
    Revision.origin,
    RevisionState.state,
    RevisionState.release_in,
    RevisionState.release_out,
)


def _metas(kind: CardKind, slug: str) -> AnySelect:
    return (
        select_any(*_META)
        .join(Revision, Revision.id == RevisionState.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .where(Card.kind == kind, Card.slug == slug)
        .order_by(Revision.revision)
    )


def revisions_of(session: Session, kind: CardKind, slug: str) -> tuple[RevisionMeta, ...]:
    """Return every revision of a card, drafts included, oldest first."""
    return tuple(RevisionMeta(*row) for row in session.execute(_metas(kind, slug)))


def find_revision(
    session: Session,
    kind: CardKind,
    slug: str,
    revision: int | None,
    release: int | None,
    drafts: bool = False,
) -> RevisionMeta:
    """Return the revision asked for, else the one that the release shows.

    A revision that never was out is found only by those who may see drafts.
    """
    query = _metas(kind, slug)
    if revision is None:
        query = query.where(visible_at(release))
    else:
        query = query.where(Revision.revision == revision)
        if not drafts:
            query = query.where(RevisionState.release_in.is_not(None))
    found = session.execute(query).one_or_none()
    if found is None:
        raise _not_found(session, kind, slug, revision, release)
    return RevisionMeta(*found)


def _not_found(
    session: Session, kind: CardKind, slug: str, revision: int | None, release: int | None
) -> AppError:
    out = [each for each in revisions_of(session, kind, slug) if each.release_in is not None]
    if not out:
        return NotFound(f"There is no {kind} {slug[:80]!r}.")
    if revision is not None:
        numbers = ", ".join(str(each.revision) for each in out)
        return NotFound(f"{slug} has no revision {revision}; it has {numbers}.")
    last = out[-1]
    if last.state is State.WITHDRAWN and (release is None or release >= (last.release_out or 0)):
        return Gone(f"{slug} was withdrawn in release {last.release_out}{_told(session, last)}")
    return NotFound(f"{slug} is not part of release {release}.")


def _told(session: Session, last: RevisionMeta) -> str:
    """Say by whom, when and why, where that was written down."""
    query = select_any(Tombstone.account, Tombstone.at, Tombstone.reason)
    found = session.execute(query.where(Tombstone.revision_id == last.revision_id)).one_or_none()
    how = f" by {found[0]}, {found[1]}: “{found[2]}”." if found else "."
    return f"{how} Revision {last.revision} can still be read as it was."
