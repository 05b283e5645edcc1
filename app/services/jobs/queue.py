"""Queue: long work is asked for, looked at, cancelled and tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.job import Job, JobState
from app.errors import Conflict, Invalid, NotFound, problem
from app.services.jobs.kind import Kind, known_kinds
from app.store import Session, Store, jobs

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class JobShown:
    """A job as its owner sees it; `message` and `progress` are the work's own words."""

    id: str
    kind: str
    state: JobState
    progress: float
    message: str | None
    attempts: int
    max_attempts: int
    cancel_requested: bool
    created_at: str
    finished_at: str | None
    result: Mapping[str, object] | None
    error: str | None


def enqueue(
    store: Store,
    kind: str,
    payload: Mapping[str, object],
    *,
    owner: int | None = None,
    key: str | None = None,
    kinds: Mapping[str, Kind] | None = None,
) -> str:
    """Ask for a job and return its id; the same kind and `key` again give the same job.

    Raises
    ------
    Invalid
        When no kind has this name.
    """
    with store.queueing() as session:
        return enqueue_in(session, kind, payload, owner=owner, key=key, kinds=kinds)


def enqueue_in(
    session: Session,
    kind: str,
    payload: Mapping[str, object],
    *,
    owner: int | None = None,
    key: str | None = None,
    kinds: Mapping[str, Kind] | None = None,
) -> str:
    """Ask for a job in a transaction: it exists if, and only if, all the rest does."""
    known = known_kinds() if kinds is None else kinds
    if kind not in known:
        rule = f"must be one of {', '.join(known)}"
        raise Invalid("There is no such kind of job.", [problem("kind", rule, kind)])
    attempts = known[kind].max_attempts
    return jobs.enqueue(session, jobs.NewJob(kind, payload, owner, key, attempts))


def job(store: Store, job_id: str, owner: int | None, *, every: bool = False) -> JobShown:
    """Return a job of this owner; `every` (an admin) sees those of others, too.

    Raises
    ------
    NotFound
        When there is none, or it is somebody else's: which of the two is not told.
    """
    with store.reading() as session:
        return shown(_own(session, job_id, owner, every))


def cancel(store: Store, job_id: str, owner: int | None, *, every: bool = False) -> JobShown:
    """Cancel a job: a waiting one at once, a running one as soon as its work looks up.

    Raises
    ------
    NotFound
    Conflict
        When it is finished already.
    """
    with store.queueing() as session:
        found = _own(session, job_id, owner, every)
        if found.state not in (JobState.QUEUED, JobState.RUNNING, JobState.CANCELLED):
            raise Conflict(f"The job is {found.state} and cannot be cancelled any more.")
        jobs.ask_to_cancel(session, job_id)
        return shown(_own(session, job_id, owner, every))


def try_again(store: Store, job_id: str) -> JobShown:
    """Let a dead job be tried again.

    Raises
    ------
    NotFound
    Conflict
        When it is not dead.
    """
    with store.queueing() as session:
        found = _own(session, job_id, None, every=True)
        if found.state is not JobState.DEAD:
            raise Conflict(f"The job is {found.state}: only a dead one is tried again.")
        jobs.revive(session, job_id)
        return shown(_own(session, job_id, None, every=True))


def dead_letters(store: Store) -> tuple[JobShown, ...]:
    """Return the jobs that wait for a person, the latest first."""
    with store.reading() as session:
        return tuple(shown(each) for each in jobs.dead_jobs(session, MOST_SHOWN))


def _own(session: Session, job_id: str, owner: int | None, every: bool) -> Job:
    found = jobs.find_job(session, job_id)
    if found is None or not (every or (owner is not None and found.owner == owner)):
        raise NotFound("There is no such job that you may see.")
    return found


def shown(found: Job) -> JobShown:
    """Write a job as its owner sees it."""
    return JobShown(
        id=found.id,
        kind=found.kind,
        state=found.state,
        progress=found.progress,
        message=found.message,
        attempts=found.attempts,
        max_attempts=found.max_attempts,
        cancel_requested=found.cancel_requested,
        created_at=_time(found.created_at),
        finished_at=None if found.finished_at is None else _time(found.finished_at),
        result=found.result,
        error=found.error,
    )


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
