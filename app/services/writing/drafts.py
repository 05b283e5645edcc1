"""Drafts: cards on their way in, which only their owner changes and only reviewers see besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from app.domain.access import Caller, Scope
from app.domain.vocabulary import State
from app.errors import (
    AppError,
    Conflict,
    Forbidden,
    NotFound,
    problem,
)
from app.importers.reading.json_text import read_json
from app.services.desk import Desk
from app.services.disclosure import Protection
from app.services.parameters import checked_slug
from app.services.writing.cards import Document, Sent, patched, read_card
from app.services.writing.kinds import Kind, edition_of
from app.services.writing.matching import check_match, etag_of
from app.services.writing.road import Asked, Done, Told, write
from app.services.writing.sheltering import foresee, sheltered
from app.services.writing.uploaded import let_uploads_stay
from app.store import Session, revisions
from app.store import drafts as stored
from app.store.audit import Event
from app.store.drafts import StoredDraft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as a list shows it; `base` is the revision that it follows, 0 for a new card."""

    kind: str
    slug: str
    revision: int
    state: State
    owner: str
    base: int
    content_hash: str
    changed_at: str
    submitted_at: str | None


@dataclass(frozen=True, slots=True)
class DraftList:
    """What is not out yet, as far as the caller may see it."""

    items: tuple[DraftRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DraftDetail:
    """A draft with the card as it is kept; send its `etag` as If-Match to change it.

    `protection` says what of a dataset was hidden when it was sent; None where it is only read.
    """

    draft: DraftRow
    etag: str
    card: Mapping[str, Any]
    protection: Protection | None = None


def create(desk: Desk, caller: Caller, kind: Kind, document: Document, asked: Asked) -> Told:
    """Begin a new card as a draft.

    Raises
    ------
    Invalid
        With all that is wrong with the card.
    Conflict
        When a card of this name was ever out, or somebody else has begun one.
    """
    sent = read_card(kind, document)
    foresee(desk, sent, asked.threshold)

    def work(session: Session) -> Done:
        known = revisions.revisions_of(session, kind.name, sent.slug)
        if known:
            rule = f"is taken; for a new revision: POST /api/v1/{kind.noun}/{sent.slug}/versions"
            raise Conflict("There is such a card.", [problem("slug", rule, sent.slug)])
        return begin(session, desk, caller, sent, 0, asked)

    return write(desk, caller, asked, work)


def revise(
    desk: Desk, caller: Caller, kind: Kind, slug: str, document: Document, asked: Asked
) -> Told:
    """Begin the next revision of a card that was out, as a draft."""
    sent = read_card(kind, document, checked_slug(kind.name, slug))
    foresee(desk, sent, asked.threshold)

    def work(session: Session) -> Done:
        base = latest_out(session, kind, slug)
        if base == 0:
            raise NotFound(f"There is no {kind.name} {slug[:80]!r}.")
        return begin(session, desk, caller, sent, base, asked)

    return write(desk, caller, asked, work)


def latest_out(session: Session, kind: Kind, slug: str) -> int:
    """Return the number of the latest revision that was ever out; 0 where there is none."""
    known = revisions.revisions_of(session, kind.name, slug)
    return max((each.revision for each in known if each.release_in is not None), default=0)


def begin(
    session: Session, desk: Desk, caller: Caller, sent: Sent, base: int, asked: Asked
) -> Done:
    """Write a card as a new draft of the caller, without what must not be printed."""
    sent, protection = sheltered(session, desk, sent, asked.threshold)
    kind, edition = sent.kind, edition_of(sent.card)
    own = revisions.new_draft(session, kind.name, sent.slug, edition, sent.hash, "user")
    kind.fill(session, own, sent.card)
    stored.begin_draft(session, own, caller.account, base, sent.text, desk.stamp())
    draft = stored.draft_of(session, own)
    event = Event("drafted", kind.name, sent.slug, draft.revision, None, sent.hash)
    headers = {"ETag": etag_of(draft), "Location": _address(kind, draft)}
    return Done(event, detail_of(draft, protection), 201, headers)


def _address(kind: Kind, draft: StoredDraft) -> str:
    return f"/api/v1/{kind.noun}/{draft.slug}/drafts/{draft.revision}"


def found_draft(session: Session, kind: Kind, slug: str, revision: int) -> StoredDraft:
    """Return a draft that is there, whoever asks."""
    found = stored.find_draft(session, kind.name, checked_slug(kind.name, slug), revision)
    if found is None:
        raise NotFound(f"There is no draft {revision} of a {kind.name} {slug[:80]!r}.")
    return found


def seen_draft(
    session: Session, caller: Caller, kind: Kind, slug: str, revision: int
) -> StoredDraft:
    """Return a draft that the caller may see; to anybody else it is not there."""
    found = found_draft(session, kind, slug, revision)
    if found.account == caller.account or caller.may(Scope.REVIEW):
        return found
    raise NotFound(f"There is no draft {revision} of a {kind.name} {slug[:80]!r}.")


def own_draft(
    session: Session, caller: Caller, kind: Kind, slug: str, revision: int, asked: Asked
) -> StoredDraft:
    """Return a draft of the caller's own, in the state that the caller knows."""
    found = seen_draft(session, caller, kind, slug, revision)
    if found.account != caller.account:
        raise Forbidden(f"Only {found.owner} changes this draft; return it with comments instead.")
    check_match(found, asked)
    return found


def replace_card(
    desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], document: Document, asked: Asked
) -> Told:
    """Put another card in the place of a draft's."""
    slug, revision = at
    sent = read_card(kind, document, slug)
    foresee(desk, sent, asked.threshold)

    def work(session: Session) -> Done:
        draft = own_draft(session, caller, kind, slug, revision, asked)
        return edit(session, desk, draft, sent, asked)

    return write(desk, caller, asked, work)


def patch_card(
    desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], patch: Document, asked: Asked
) -> Told:
    """Change some fields of a draft's card; null removes a field, a list is replaced whole."""
    return _made_over(desk, caller, kind, at, asked, lambda card: patched(card, patch))


def add_table(
    desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], table: Document, asked: Asked
) -> Told:
    """Add one printed table to a draft's card."""
    return _made_over(desk, caller, kind, at, asked, lambda card: _longer(card, table))


def _longer(card: Document, table: Document) -> Document:
    return {**card, "tables": [*(card.get("tables") or []), dict(table)]}


def _made_over(
    desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], asked: Asked,
    change: Callable[[Document], Document],
) -> Told:  # fmt: skip
    slug, revision = at

    def changed(session: Session) -> tuple[StoredDraft, Sent]:
        draft = own_draft(session, caller, kind, slug, revision, asked)
        return draft, read_card(kind, change(read_json(draft.document.encode())), slug)

    with suppress(AppError):
        with desk.store.reading() as session:
            _, sent = changed(session)
        foresee(desk, sent, asked.threshold)
    return write(desk, caller, asked, lambda session: edit(session, desk, *changed(session), asked))


def edit(session: Session, desk: Desk, draft: StoredDraft, sent: Sent, asked: Asked) -> Done:
    """Put a card in the place of what a draft holds, without what must not be printed."""
    must_be(draft, State.DRAFT)
    let_uploads_stay(session, draft, sent, asked)
    sent, protection = sheltered(session, desk, sent, asked.threshold)
    kind = sent.kind
    revisions.empty_draft(session, draft.revision_id, edition_of(sent.card), sent.hash)
    kind.fill(session, draft.revision_id, sent.card)
    stored.touch_draft(session, draft.revision_id, desk.stamp(), document=sent.text)
    event = Event("edited", kind.name, draft.slug, draft.revision, draft.content_hash, sent.hash)
    return told_of(session, kind, draft, event, protection)


def must_be(draft: StoredDraft, *states: State) -> None:
    """Refuse what the present state of a draft does not allow."""
    if draft.state not in states:
        rule = f"must be {' or '.join(states)}; it is {draft.state}"
        raise Conflict("The draft is in another state.", [problem("state", rule, draft.state)])


def told_of(
    session: Session, kind: Kind, draft: StoredDraft, event: Event,
    protection: Protection | None = None,
) -> Done:  # fmt: skip
    """Answer a change with the draft as it then stands."""
    now = found_draft(session, kind, draft.slug, draft.revision)
    return Done(event, detail_of(now, protection), headers={"ETag": etag_of(now)})


def discard(desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], asked: Asked) -> Told:
    """Delete a draft that was not submitted."""
    slug, revision = at

    def work(session: Session) -> Done:
        draft = own_draft(session, caller, kind, slug, revision, asked)
        must_be(draft, State.DRAFT)
        revisions.discard_draft(session, kind.name, draft.revision_id)
        event = Event("discarded", kind.name, slug, revision, draft.content_hash)
        return Done(event, row_of(draft))

    return write(desk, caller, asked, work)


def read_draft(
    desk: Desk, caller: Caller, kind: Kind, slug: str, revision: int
) -> tuple[DraftDetail, str]:
    """Return a draft that the caller may see, and its ETag."""
    with desk.store.reading() as session:
        draft = seen_draft(session, caller, kind, slug, revision)
    return detail_of(draft), etag_of(draft)


def list_drafts(desk: Desk, caller: Caller, kind: Kind | None, slug: str | None) -> DraftList:
    """Return one's own drafts; for a reviewer, everybody's."""
    account = None if caller.may(Scope.REVIEW) else caller.account
    with desk.store.reading() as session:
        found = stored.list_drafts(
            session, account=account, kind=kind.name if kind else None, slug=slug
        )
    return DraftList(tuple(row_of(each) for each in found), len(found))


def row_of(draft: StoredDraft) -> DraftRow:
    """Return a draft as a list shows it."""
    return DraftRow(
        kind=draft.kind,
        slug=draft.slug,
        revision=draft.revision,
        state=draft.state,
        owner=draft.owner,
        base=draft.base,
        content_hash=draft.content_hash,
        changed_at=draft.changed_at,
        submitted_at=draft.submitted_at,
    )


def detail_of(draft: StoredDraft, protection: Protection | None = None) -> DraftDetail:
    """Return a draft with its card; the JSON is handed on as it is kept."""
    card: Any = orjson.Fragment(draft.document)
    return DraftDetail(row_of(draft), etag_of(draft), card, protection)
