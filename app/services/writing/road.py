"""Road: the one way of every write. One transaction holds the change, its event, its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeAlias

from app.domain.access import Caller
from app.errors import Invalid, problem
from app.services.desk import Desk
from app.services.files import to_json
from app.store import Session
from app.store.audit import Event, log_event
from app.store.kept_answers import Kept, keep_answer, kept_answer

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class Asked:
    """How a write is asked for.

    `key` is the Idempotency-Key and `request_hash` tells requests apart; `if_match` is the ETag of
    the state that is changed; `dry_run` checks everything and leaves nothing behind; `threshold`
    is the least count that may be printed, where it is higher than the server's; `drop_uploads`
    lets go what came in as files and is in the draft no more.
    """

    key: str | None = None
    request_hash: str = ""
    if_match: str | None = None
    dry_run: bool = False
    threshold: int | None = None
    drop_uploads: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to a write, as bytes, since the same bytes are given to whoever asks again."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What the work of one write did, and what is answered."""

    event: Event
    answer: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Work: TypeAlias = Callable[[Session], Done]


class _Undone(Exception):
    """Ends the transaction of a dry run without leaving anything behind."""


def write(desk: Desk, caller: Caller, asked: Asked, work: Work) -> Told:
    """Do one write wholly or not at all, with exactly one event in the log.

    Raises
    ------
    Conflict
        When the same request is being worked on.
    Invalid
        When the Idempotency-Key was used for another request.
    """
    _check_key(asked.key)
    with desk.in_flight.one(caller.account, asked.key):
        return _tried(desk, caller, asked, work) if asked.dry_run else _done(
            desk, caller, asked, work
        )  # fmt: skip


def _done(desk: Desk, caller: Caller, asked: Asked, work: Work) -> Told:
    with desk.store.writing() as session:
        before = answer_before(session, desk, caller, asked)
        if before is not None:
            return before
        told = _worked(session, desk, caller, work)
        if asked.key is not None:
            kept = Kept(asked.request_hash, told.status, told.headers, told.body.decode())
            since = desk.stamp(-KEPT_FOR)
            keep_answer(session, caller.account, asked.key, kept, desk.stamp(), since)
        return told


def _tried(desk: Desk, caller: Caller, asked: Asked, work: Work) -> Told:
    told: list[Told] = []
    try:
        with desk.store.writing() as session:
            told.append(_worked(session, desk, caller, work))
            raise _Undone
    except _Undone:
        return replace(told[0], status=200, headers={"FairAtlas-Dry-Run": "true"})


def _worked(session: Session, desk: Desk, caller: Caller, work: Work) -> Told:
    done = work(session)
    log_event(session, done.event, caller.name, caller.key, desk.stamp())
    return Told(done.status, to_json(done.answer), done.headers)


def answer_before(session: Session, desk: Desk, caller: Caller, asked: Asked) -> Told | None:
    """Return the answer that was kept for this very request, if it was done before.

    Raises
    ------
    Invalid
        When the Idempotency-Key was used for another request.
    """
    if asked.key is None:
        return None
    kept = kept_answer(session, caller.account, asked.key, desk.stamp(-KEPT_FOR))
    if kept is None:
        return None
    if kept.request_hash != asked.request_hash:
        rule = "was used for another request; choose a new one for each change"
        raise Invalid("The Idempotency-Key is taken.",
                      [problem("Idempotency-Key", rule, asked.key)])  # fmt: skip
    return Told(kept.status, kept.body.encode(), {**kept.headers, "Idempotent-Replayed": "true"})


def _check_key(key: str | None) -> None:
    if key is not None and not (
        0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()
    ):
        rule = f"must be 1 to {LONGEST_KEY} printable characters, new for each change"
        example = "3f1c0c3e-6b0f-4d43-9f0e-0f2f3d3a7a10"
        raise Invalid("The Idempotency-Key is not usable.",
                      [problem("Idempotency-Key", rule, key, example)])  # fmt: skip
