"""Upload: bulk counts into a draft, wholly or not at all, however large they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.access import Caller
from app.domain.vocabulary import State
from app.importers.reading.json_text import read_json
from app.services.bulk.given import Given
from app.services.bulk.intake import Body, Intake
from app.services.bulk.made import made_tables
from app.services.bulk.spool import Spool
from app.services.desk import Desk
from app.services.disclosure import Protection, checked_threshold
from app.services.writing.cards import Sent, read_card
from app.services.writing.drafts import edit, must_be, own_draft
from app.services.writing.kinds import KINDS
from app.services.writing.road import Asked, Done, Told, answer_before, write
from app.services.writing.sheltering import foresee
from app.store import Session
from app.store.drafts import StoredDraft
from app.store.uploads import StoredUpload, add_upload

At = tuple[str, int]


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table that now stands in the draft."""

    dims: tuple[str, ...]
    cells: int


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file of counts.

    `upload` names the file in the notes of its tables. `summed` says that it is larger than a card
    may show: its sums stand in the draft, and `left_out` names the dimensions in none of them.
    `protection` says what of the card is hidden with these counts in it.
    """

    slug: str
    revision: int
    etag: str
    rows: int
    bytes: int
    upload: str
    summed: bool
    left_out: tuple[str, ...]
    tables: tuple[MadeTable, ...]
    protection: Protection | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A file that lies on the disk, and what was said of it; `alone` drops all other tables."""

    spool: Spool
    body: Body
    given: Given
    alone: bool


def upload_counts(desk: Desk, caller: Caller, at: At, sending: Sending, asked: Asked) -> Told:
    """Check a file of counts and put what it holds into a draft of the caller's.

    Raises
    ------
    Invalid
        With what is wrong with the rows, or with the card that they would make.
    TooLarge
    NotFound, Forbidden, PreconditionRequired, PreconditionFailed, Conflict
        When the draft is not the caller's to change, or was changed meanwhile.
    """
    with desk.store.reading() as session:
        before = answer_before(session, desk, caller, asked)
        if before is not None:
            return before
        draft = _changeable(session, caller, at, asked)
    least = checked_threshold(asked.threshold, desk.settings.suppression_floor)
    sending.spool.settle()
    intake = Intake(sending.body, sending.given, least)
    try:
        intake.read()
        intake.finish()
        return _received(desk, caller, (at, draft), sending, asked, intake)
    finally:
        intake.close()


def _changeable(session: Session, caller: Caller, at: At, asked: Asked) -> StoredDraft:
    draft = own_draft(session, caller, KINDS["datasets"], *at, asked)
    must_be(draft, State.DRAFT)
    return draft


def _received(
    desk: Desk,
    caller: Caller,
    where: tuple[At, StoredDraft],
    sending: Sending,
    asked: Asked,
    intake: Intake,
) -> Told:
    at, draft = where
    tables = made_tables(intake, sending.spool.name)
    sent = _card_with(draft, tables, sending.alone)
    foresee(desk, sent, asked.threshold)  # what has to be hidden is found before others wait

    def work(session: Session) -> Done:
        now = _changeable(session, caller, at, asked)
        done = edit(session, desk, now, sent, replace(asked, drop_uploads=sending.alone))
        upload = _stored(sending, intake, now.revision_id, desk.stamp())
        add_upload(session, upload, intake.packed)
        answer = _answer(at, done, intake, upload, tables)
        return Done(done.event, answer, 201, done.headers)

    return write(desk, caller, asked, work)


def _stored(sending: Sending, intake: Intake, draft: int, at: str) -> StoredUpload:
    return StoredUpload(
        id=sending.spool.name,
        draft=draft,
        received_at=at,
        media_type=sending.body.media_type,
        byte_count=sending.spool.size,
        row_count=intake.rows,
        dims=tuple(dim.value for dim in intake.dims),
        given=sending.given.told(),
    )


def _card_with(draft: StoredDraft, tables: Sequence[Mapping[str, Any]], alone: bool) -> Sent:
    """Read the card that the draft would hold, before any transaction waits for it."""
    document = read_json(draft.document.encode())
    before = [] if alone else document.get("tables") or []
    merged = {**document, "tables": [*before, *tables]}
    return read_card(KINDS["datasets"], merged, draft.slug)


def _answer(
    at: At,
    done: Done,
    intake: Intake,
    upload: StoredUpload,
    tables: Sequence[Mapping[str, Any]],
) -> Received:
    shown = {dim for table in tables for dim in table["dims"]}
    return Received(
        slug=at[0],
        revision=at[1],
        etag=done.headers.get("ETag", ""),
        rows=upload.row_count,
        bytes=upload.byte_count,
        upload=upload.id,
        summed=intake.reduction is not None,
        left_out=tuple(dim for dim in upload.dims if dim not in shown),
        tables=tuple(MadeTable(tuple(t["dims"]), len(t["cells"])) for t in tables),
        protection=getattr(done.answer, "protection", None),
    )
