"""Jobs: taken under a lease, written only by the bearer of the fencing token.

Whoever takes a job raises its `fence`. Each later write names the fence it was taken with; where
the job has been taken by another since, no row fits, and the writer learns that its lease is lost.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.job import Job, JobState
from app.store.clock import now
from app.store.rows import table_of
from app.store.schema.jobs import JobRow

LOST = "its worker was lost, and it may not be tried again"
_jobs = table_of(JobRow)
_row = _jobs.c
_SHOWN = [_row[field.name] for field in fields(Job)]
_FORGOTTEN = (JobState.DONE, JobState.CANCELLED)
_ENDED: dict[str, Any] = {"lease_until": None, "finished_at": now()}


class LeaseLost(Exception):
    """Another worker has the job now; what this one did must not be kept."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be made; one of the same kind and `key` is made once."""

    kind: str
    payload: Mapping[str, object]
    owner: int | None = None
    key: str | None = None
    max_attempts: int = 5


def enqueue(session: Session, job: NewJob) -> str:
    """Add a job and return its id; with a key that is there already, the id of that one."""
    values = {
        "id": secrets.token_urlsafe(16), "kind": job.kind, "key": job.key,
        "state": JobState.QUEUED, "payload": dict(job.payload), "owner": job.owner,
        "progress": 0.0, "message": None, "attempts": 0, "max_attempts": job.max_attempts,
        "fence": 0, "worker": None, "cancel_requested": False, "created_at": now(),
        "not_before": now(), "lease_until": None, "finished_at": None, "result": None,
        "error": None,
    }  # fmt: skip
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert: Any = sqlite.insert if on_sqlite else postgresql.insert
    session.execute(insert(_jobs).values(values).on_conflict_do_nothing())
    same = _row.id == values["id"]
    if job.key is not None:
        same = sa.and_(_row.kind == job.kind, _row.key == job.key)
    return str(session.execute(sa.select(_row.id).where(same)).scalar_one())


def find_job(session: Session, job_id: str) -> Job | None:
    """Return a job as it stands."""
    found = session.execute(sa.select(*_SHOWN).where(_row.id == job_id)).one_or_none()
    return _job(found) if found else None


def dead_jobs(session: Session, most: int) -> tuple[Job, ...]:
    """Return the jobs that wait for a person, the latest first."""
    query = sa.select(*_SHOWN).where(_row.state == JobState.DEAD)
    query = query.order_by(_row.finished_at.desc(), _row.id).limit(most)
    return tuple(_job(row) for row in session.execute(query))


def take(session: Session, worker: str, kinds: Collection[str], lease_s: float) -> Job | None:
    """Take the job that has waited longest; rows that another worker is taking are passed over."""
    waiting = sa.and_(_row.state == JobState.QUEUED, _row.not_before <= now())
    found = (
        sa.select(_row.id)
        .where(_row.kind.in_(list(kinds)), sa.or_(waiting, _orphaned()))
        .order_by(_row.not_before, _row.created_at, _row.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        sa.update(_jobs)
        .where(_row.id == found.scalar_subquery())
        .values(
            state=JobState.RUNNING,
            fence=_row.fence + 1,
            attempts=_row.attempts + 1,
            lease_until=now() + lease_s,
            worker=worker,
        )
        .returning(*_SHOWN)
    )
    row = session.execute(taken).one_or_none()
    return _job(row) if row else None


def bury(session: Session) -> None:
    """End orphaned jobs that were cancelled, or that have been tried as often as they may."""
    spent = sa.or_(_row.cancel_requested, _row.attempts >= _row.max_attempts)
    found = sa.select(_row.id).where(_orphaned(), spent).with_for_update(skip_locked=True)
    state = sa.case((_row.cancel_requested, JobState.CANCELLED.value), else_=JobState.DEAD.value)
    error = sa.case((_row.cancel_requested, sa.null()), else_=sa.literal(LOST))
    session.execute(
        sa.update(_jobs).where(_row.id.in_(found)).values(state=state, error=error, **_ENDED)
    )


def _orphaned() -> sa.ColumnElement[bool]:
    return sa.and_(_row.state == JobState.RUNNING, _row.lease_until < now())


def beat(session: Session, job: Job, lease_s: float, progress: float, message: str | None) -> bool:
    """Lengthen the lease and tell how far the work is; return whether to stop it."""
    told = {"lease_until": now() + lease_s, "progress": progress, "message": message}
    statement = sa.update(_jobs).where(_held(job)).values(told).returning(_row.cancel_requested)
    found = session.execute(statement).one_or_none()
    if found is None:
        raise LeaseLost(job.id)
    return bool(found[0])


def hold(session: Session, job: Job) -> None:
    """Make sure that the job is still ours, until the transaction ends."""
    query = sa.select(_row.id).where(_held(job)).with_for_update()
    if session.execute(query).one_or_none() is None:
        raise LeaseLost(job.id)


def finish(session: Session, job: Job, result: Mapping[str, object] | None) -> None:
    """Mark a job as done, with its result."""
    done: dict[str, Any] = {
        "state": JobState.DONE,
        "result": result,
        "progress": 1.0,
        "error": None,
    }
    _end(session, job, done | _ENDED)


def fail(session: Session, job: Job, error: str, wait_s: float | None) -> None:
    """Put a job back, to be tried again after a wait; without one it is dead."""
    if wait_s is None:
        _end(session, job, {"state": JobState.DEAD, "error": error} | _ENDED)
        return
    again: dict[str, Any] = {
        "state": JobState.QUEUED,
        "not_before": now() + wait_s,
        "lease_until": None,
    }
    _end(session, job, again | {"error": error})


def end_cancelled(session: Session, job: Job) -> None:
    """Mark a running job as cancelled."""
    _end(session, job, {"state": JobState.CANCELLED} | _ENDED)


def _end(session: Session, job: Job, values: Mapping[str, object]) -> None:
    statement = sa.update(_jobs).where(_held(job)).values(dict(values)).returning(_row.id)
    if session.execute(statement).one_or_none() is None:
        raise LeaseLost(job.id)


def _held(job: Job) -> sa.ColumnElement[bool]:
    return sa.and_(_row.id == job.id, _row.fence == job.fence, _row.state == JobState.RUNNING.value)


def ask_to_cancel(session: Session, job_id: str) -> None:
    """Cancel a waiting job at once, and tell the worker of a running one to stop."""
    waiting = sa.and_(_row.id == job_id, _row.state == JobState.QUEUED)
    ended = {"state": JobState.CANCELLED, "cancel_requested": True} | _ENDED
    session.execute(sa.update(_jobs).where(waiting).values(ended))
    running = sa.and_(_row.id == job_id, _row.state == JobState.RUNNING)
    session.execute(sa.update(_jobs).where(running).values(cancel_requested=True))


def revive(session: Session, job_id: str) -> None:
    """Let a dead job be tried again, as often as a new one."""
    again = {"state": JobState.QUEUED, "attempts": 0, "not_before": now(), "finished_at": None}
    dead = sa.and_(_row.id == job_id, _row.state == JobState.DEAD)
    session.execute(sa.update(_jobs).where(dead).values(again))


def forget(session: Session, older_than_s: float) -> int:
    """Delete what was finished so long ago, and return how many; dead jobs are kept."""
    old = _row.finished_at < now() - older_than_s
    statement = sa.delete(_jobs).where(_row.state.in_(_FORGOTTEN), old).returning(_row.id)
    return len(session.execute(statement).all())


def _job(row: Any) -> Job:
    found = dict(row._mapping)
    return Job(**found | {"state": JobState(found["state"])})
