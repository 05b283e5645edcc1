"""Job: a piece of long work in the queue, and what has become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class JobState(StrEnum):
    """The life of a job; `dead` waits for a person, everything else for a worker or for nobody."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands.

    Parameters
    ----------
    id : str
        Not to be guessed, so that an address tells nothing of others.
    kind : str
    payload, result : mapping or None
        Small JSON objects; what is large lies in files that they name.
    owner : int or None
        Account that it was made for; None is the service itself.
    progress : float
        In [0, 1], as the work says.
    attempts, max_attempts : int
        How often a worker took it, and how often it may.
    fence : int
        Token of the present holder; every taking raises it, and only its bearer may write.
    created_at, not_before, lease_until, finished_at : float or None
        Seconds since 1970 by the clock of the database.
    """

    id: str
    kind: str
    state: JobState
    payload: Mapping[str, object]
    owner: int | None
    progress: float
    message: str | None
    attempts: int
    max_attempts: int
    fence: int
    worker: str | None
    cancel_requested: bool
    created_at: float
    not_before: float
    lease_until: float | None
    finished_at: float | None
    result: Mapping[str, object] | None
    error: str | None
