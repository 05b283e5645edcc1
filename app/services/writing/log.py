"""Log: every write with who, when and what, chained by hash; and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from app.domain.question import whole_number
from app.errors import Conflict, problem
from app.services.parameters import Pairs, Parameter, read_parameters
from app.store import Store
from app.store import audit as stored

LOG = (
    Parameter("after", "Number of the event after which to begin.", whole_number(0, 2**53), "0",
              {"type": "integer", "minimum": 0}),
    Parameter("limit", "How many events, at most 1000; 100 unless told.", whole_number(1, 1000),
              "100", {"type": "integer", "minimum": 1, "maximum": 1000}),
)  # fmt: skip


Logged: TypeAlias = stored.Logged


@dataclass(frozen=True, slots=True)
class Whole:
    """A log that is as it was written, with the hash of its last event."""

    events: int
    head: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """A part of the log, oldest first; `next` is what to ask `after` for the next part."""

    items: tuple[Logged, ...]
    total: int
    next: int | None


def verify(store: Store, earlier: str | None = None) -> Whole:
    """Walk the whole log; `earlier` is the hash of a head noted before, which must be in it.

    Raises
    ------
    Conflict
        With the first place where an event is missing or was changed.
    """
    with store.reading() as session:
        broken = stored.broken_at(session)
        number, head = stored.head(session)
        known = earlier is None or any(each.hash == earlier for each in stored.every_event(session))
    if broken is None and not known:
        broken = "the earlier head is not in it"
    if broken is not None:
        raise Conflict("The log is not as it was written.", [problem("audit_events", broken)])
    return Whole(number, head)


def read_log(store: Store, pairs: Pairs = ()) -> LogPage:
    """Return a part of the log."""
    asked: dict[str, Any] = read_parameters(LOG, pairs)
    after, limit = asked.get("after", 0), asked.get("limit", 100)
    with store.reading() as session:
        rows = stored.events(session, after=after, limit=limit)
        total, _ = stored.head(session)
    more = rows and rows[-1].number < total
    return LogPage(rows, total, rows[-1].number if more else None)
