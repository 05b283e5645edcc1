"""Review: a draft is submitted, talked about, returned or published; what is out is withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from app.domain.access import Caller, Role
from app.domain.vocabulary import State
from app.errors import Conflict, Forbidden, Invalid, problem
from app.importers.reading.fields import Fields
from app.services.desk import Desk
from app.services.parameters import checked_slug
from app.services.publishing import finish_release
from app.services.writing.cards import Document, located
from app.services.writing.drafts import (
    DraftRow,
    found_draft,
    latest_out,
    must_be,
    own_draft,
    row_of,
    seen_draft,
    told_of,
)
from app.services.writing.focal import Consulted, all_consulted, check_heard, consulted
from app.services.writing.kinds import Kind
from app.services.writing.matching import check_match, etag_of
from app.services.writing.road import Asked, Done, Told, write
from app.store import Session, revisions
from app.store import drafts as stored
from app.store.audit import Event
from app.store.changed import countries_changed
from app.store.drafts import Note, StoredDraft
from app.store.releases import bump_release


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """What is said about a draft, and which countries are asked before it is published."""

    draft: DraftRow
    comments: tuple[Note, ...]
    countries: tuple[Consulted, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that waits to be reviewed, and which countries are asked about it."""

    draft: DraftRow
    countries: tuple[Consulted, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A revision that is out, and the release that began with it."""

    kind: str
    slug: str
    revision: int
    state: State
    release: int


def submit(desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], asked: Asked) -> Told:
    """Hand a draft to the reviewers; the time of the focal points begins."""

    def work(session: Session) -> Done:
        draft = own_draft(session, caller, kind, *at, asked)
        must_be(draft, State.DRAFT)
        revisions.move_draft(session, kind.name, draft.revision_id, State.SUBMITTED)
        now = desk.stamp()
        stored.touch_draft(session, draft.revision_id, now, submitted_at=now)
        return told_of(session, kind, draft, _event("submitted", draft))

    return write(desk, caller, asked, work)


def _event(act: str, draft: StoredDraft) -> Event:
    return Event(
        act, draft.kind, draft.slug, draft.revision, draft.content_hash, draft.content_hash
    )


def _said(act: str, draft: StoredDraft, text: str) -> Event:
    """Log words beside a draft: the hash after is theirs, so that they cannot be changed unseen."""
    return replace(_event(act, draft), after=hashlib.sha256(text.encode()).hexdigest())


def send_back(
    desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], body: Document, asked: Asked
) -> Told:
    """Return a submitted draft to its author, with comments."""
    text = read_text(body, "comments", "Table 2: the source says 184, not 148.")

    def work(session: Session) -> Done:
        draft = seen_draft(session, caller, kind, *at)
        check_match(draft, asked)
        must_be(draft, State.SUBMITTED)
        revisions.move_draft(session, kind.name, draft.revision_id, State.DRAFT)
        now = desk.stamp()
        note = Note(now, caller.name, "returned", None, text)
        stored.add_note(session, draft.revision_id, caller.account, note)
        stored.touch_draft(session, draft.revision_id, now, submitted_at=None)
        return told_of(session, kind, draft, _said("returned", draft, text))

    return write(desk, caller, asked, work)


def comment(
    desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], body: Document, asked: Asked
) -> Told:
    """Say something about a draft: its owner, a reviewer, or the focal point of a country in it."""
    text = read_text(body, "text", "Our registry counts 1,204 patients in 2021.")

    def work(session: Session) -> Done:
        draft = found_draft(session, kind, *at)
        iso3 = _speaks_for(session, caller, kind, draft)
        if iso3 is None:
            draft = seen_draft(session, caller, kind, *at)
        must_be(draft, State.DRAFT, State.SUBMITTED)
        word = "focal" if iso3 else "comment"
        note = Note(desk.stamp(), caller.name, word, iso3, text)
        stored.add_note(session, draft.revision_id, caller.account, note)
        return Done(_said("commented", draft, text), _detail(session, desk, kind, draft), 201)

    return write(desk, caller, asked, work)


def _speaks_for(session: Session, caller: Caller, kind: Kind, draft: StoredDraft) -> str | None:
    """Return the country of a focal point whose figures a submitted draft changes."""
    if caller.focal_for is None or draft.state is not State.SUBMITTED:
        return None
    changed = countries_changed(session, [draft.revision_id])
    return caller.focal_for if caller.focal_for in changed.get(draft.revision_id, ()) else None


def read_text(body: Document, name: str, example: str) -> str:
    """Read a body that holds one text."""
    fields = Fields(body, "", (name,), [])
    text = fields.text(name, example)
    if fields.problems:
        raise Invalid("The text cannot be taken.", [located(each) for each in fields.problems])
    return text


def read_review(
    desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int]
) -> tuple[ReviewDetail, str]:
    """Return what is said about a draft, and its ETag."""
    with desk.store.reading() as session:
        draft = found_draft(session, kind, *at)
        if _speaks_for(session, caller, kind, draft) is None:
            draft = seen_draft(session, caller, kind, *at)
        return _detail(session, desk, kind, draft), etag_of(draft)


def _detail(session: Session, desk: Desk, kind: Kind, draft: StoredDraft) -> ReviewDetail:
    notes = stored.notes_of(session, draft.revision_id)
    return ReviewDetail(row_of(draft), notes, consulted(session, desk, draft))


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Return what is submitted, the longest wait first, for those who review."""
    with desk.store.reading() as session:
        drafts = [d for d in stored.list_drafts(session) if d.state is State.SUBMITTED]
        asked = all_consulted(session, desk, drafts)
    found = (Waiting(row_of(draft), each) for draft, each in zip(drafts, asked, strict=True))
    return tuple(sorted(found, key=lambda each: each.draft.submitted_at or ""))


def publish(desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int], asked: Asked) -> Told:
    """Put a submitted draft out, in a new release.

    Raises
    ------
    Forbidden
        When a reviewer would publish what is the reviewer's own: a second pair of eyes is needed.
    Conflict
        When another revision came out meanwhile, or a country still has time to comment.
    """

    def work(session: Session) -> Done:
        draft = seen_draft(session, caller, kind, *at)
        check_match(draft, asked)
        must_be(draft, State.SUBMITTED)
        if draft.account == caller.account and caller.role is not Role.ADMIN:
            raise Forbidden("Somebody else has to publish what is your own.")
        return _put_out(session, desk, kind, draft)

    return write(desk, caller, asked, work)


def _put_out(session: Session, desk: Desk, kind: Kind, draft: StoredDraft) -> Done:
    latest = latest_out(session, kind, draft.slug)
    if latest != draft.base:
        rule = f"must follow revision {latest}, which came out meanwhile; begin a new version"
        found = problem("base", rule, draft.base, str(latest))
        raise Conflict("The draft is of an older state.", [found])
    check_heard(desk, consulted(session, desk, draft))
    release = bump_release(session, f"{kind.name} {draft.slug}, revision {draft.revision}")
    revisions.publish(session, kind.name, draft.revision_id, release)
    if kind.name == "dataset":  # no other kind says where people are
        finish_release(session, release)
    answer = Published(kind.name, draft.slug, draft.revision, State.PUBLISHED, release)
    return Done(_event("published", draft), answer)


def withdraw(
    desk: Desk, caller: Caller, kind: Kind, slug: str, body: Document, asked: Asked
) -> Told:
    """Take a card out of this and later releases; its address then says by whom, when and why."""
    reason = read_text(body, "reason", "Its authors withdrew the data: doi 10.5555/12345.")
    checked_slug(kind.name, slug)

    def work(session: Session) -> Done:
        meta = revisions.find_revision(session, kind.name, slug, None, None)
        release = bump_release(session, f"{kind.name} {slug} withdrawn")
        revisions.withdraw(session, kind.name, slug, release)
        stored.set_tombstone(session, meta.revision_id, caller.name, desk.stamp(), reason)
        if kind.name == "dataset":  # no other kind says where people are
            finish_release(session, release)
        event = Event("withdrawn", kind.name, slug, meta.revision, meta.content_hash)
        answer = Published(kind.name, slug, meta.revision, State.WITHDRAWN, release)
        return Done(event, answer)

    return write(desk, caller, asked, work)
