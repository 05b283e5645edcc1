"""Upload: bulk counts into a draft, wholly or not at all, however large they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.access import Caller
from app.domain.vocabulary import State
from app.importers.reading.json_text import read_json
from app.services.bulk.given import Given
from app.services.bulk.intake import Body, Intake
from app.services.bulk.made import made_tables
from app.services.bulk.spool import Spool
from app.services.bulk.staging import Staging
from app.services.desk import Desk
from app.services.writing.cards import Sent, read_card
from app.services.writing.drafts import edit, must_be, own_draft
from app.services.writing.kinds import KINDS
from app.services.writing.road import Asked, Done, Told, answer_before, write
from app.services.writing.sheltering import foresee
from app.store import Session
from app.store.drafts import StoredDraft
from app.store.uploads import forget_uploads

At = tuple[str, int]


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table that now stands in the draft."""

    dims: tuple[str, ...]
    cells: int


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file of counts.

    `summed` says that the file is larger than a card may show: its sums stand in the draft, and
    `left_out` names the dimensions that are in none of them.
    """

    slug: str
    revision: int
    etag: str
    rows: int
    bytes: int
    sha256: str
    summed: bool
    left_out: tuple[str, ...]
    tables: tuple[MadeTable, ...]


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
    sending.spool.settle()
    intake = Intake(sending.body, sending.given)
    staging = Staging(desk.store, intake, sending.spool, draft.revision_id, desk.stamp())
    try:
        return _received(desk, caller, (at, draft), sending, asked, (intake, staging))
    except BaseException:
        staging.undo()
        raise
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
    work_on: tuple[Intake, Staging],
) -> Told:
    (at, draft), (intake, staging) = where, work_on
    last: Any = None
    for following in intake.slices():
        if last is not None and intake.sound and not asked.dry_run:
            staging.stage(last)
        last = following
    intake.finish()
    tables = made_tables(intake, sending.spool.sha256)
    sent = _card_with(draft, tables, sending.alone)
    foresee(desk, sent, asked.threshold)  # what has to be hidden is found before others wait

    def work(session: Session) -> Done:
        now = _changeable(session, caller, at, asked)
        if sending.alone:
            forget_uploads(session, now.revision_id)
        done = edit(session, desk, now, sent, asked)
        if not asked.dry_run:
            staging.complete(session, last)
            sending.spool.keep()
        answer = _answer(at, done.headers, intake, sending.spool, tables)
        return Done(done.event, answer, 201, done.headers)

    told = write(desk, caller, asked, work)
    if told.headers.get("Idempotent-Replayed"):
        staging.undo()
    return told


def _card_with(draft: StoredDraft, tables: Sequence[Mapping[str, Any]], alone: bool) -> Sent:
    """Read the card that the draft would hold, before any transaction waits for it."""
    document = read_json(draft.document.encode())
    before = [] if alone else document.get("tables") or []
    merged = {**document, "tables": [*before, *tables]}
    return read_card(KINDS["datasets"], merged, draft.slug)


def _answer(
    at: At,
    headers: Mapping[str, str],
    intake: Intake,
    spool: Spool,
    tables: Sequence[Mapping[str, Any]],
) -> Received:
    shown = {dim for table in tables for dim in table["dims"]}
    return Received(
        slug=at[0],
        revision=at[1],
        etag=headers.get("ETag", ""),
        rows=intake.rows,
        bytes=spool.size,
        sha256=spool.sha256,
        summed=intake.reduction is not None,
        left_out=tuple(dim.value for dim in intake.dims if dim.value not in shown),
        tables=tuple(MadeTable(tuple(t["dims"]), len(t["cells"])) for t in tables),
    )
