"""Worker: takes one job after the other, under a lease that it lengthens while it works.

At least once: a job whose worker vanishes is taken by another when its lease has run out. The
effect of a job and its being done are one transaction, which only the holder of the fencing token
can commit, so that nothing is kept twice.
"""

from __future__ import annotations

import logging
import os
import random
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.domain.job import Job
from app.errors import AppError
from app.services.jobs.kind import Cancelled, Kind, Work, known_kinds
from app.services.jobs.queue import enqueue
from app.store import Session, Store, jobs
from app.store.jobs import LeaseLost

log = logging.getLogger("fairatlas.jobs")
LONGEST_WAIT_S = 600.0
FORGET = "forget_jobs"


def _own_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"


@dataclass
class Worker:
    """One worker; several may share a database, in one process, in many, or on many machines."""

    store: Store
    kinds: Mapping[str, Kind] = field(default_factory=known_kinds)
    lease_s: float = 30.0
    poll_s: float = 1.0
    name: str = field(default_factory=_own_name)
    _asked_on: str = field(default="", init=False)

    def run(self, stop: threading.Event, *, drain: bool = False) -> None:
        """Work until told to stop, or with `drain` until nothing is waiting.

        A stop lets the present job be finished. A database out of reach is waited for.
        """
        while not stop.is_set():
            try:
                worked = self.once()
            except AppError as error:
                log.warning("worker %s: %s", self.name, error)
                worked = False
            if not worked:
                if drain:
                    return
                self._ask_to_forget()
                stop.wait(self.poll_s * (0.5 + random.random()))  # noqa: S311  # spreads the polls

    def once(self) -> bool:
        """Take one job, if any is waiting, and do it."""
        with self.store.queueing() as session:
            jobs.bury(session)
            taken = jobs.take(session, self.name, list(self.kinds), self.lease_s)
        if taken is None:
            return False
        self._do(taken)
        return True

    def _do(self, job: Job) -> None:
        work = Work(job, self.store)
        kind = self.kinds[job.kind]
        try:
            with self._beating(work):
                effect = kind.run(work)
                work.tell(1.0, work.message)
                with self.store.writing() as session:
                    jobs.hold(session, job)
                    jobs.finish(session, job, effect(session))
        except LeaseLost:
            log.warning("job %s: the lease was lost, nothing of it is kept", job.id)
        except Cancelled:
            self._end(job, lambda session: jobs.end_cancelled(session, job))
        except Exception as error:  # whatever a job does, the worker goes on
            log.exception("job %s (%s), attempt %s", job.id, job.kind, job.attempts)
            words, wait_s = _words(error), _wait_s(kind, job, error)
            self._end(job, lambda session: jobs.fail(session, job, words, wait_s))

    def _end(self, job: Job, write: Callable[[Session], None]) -> None:
        """Write the end of a job; where the lease is lost, another worker writes it."""
        try:
            with self.store.queueing() as session:
                write(session)
        except (LeaseLost, AppError) as error:
            log.warning("job %s: %s", job.id, error)

    @contextmanager
    def _beating(self, work: Work) -> Iterator[None]:
        """Lengthen the lease every third of it, until the work is over."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=(work, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, work: Work, over: threading.Event) -> None:
        last = time.monotonic()
        while not over.wait(self.lease_s / 3):
            try:
                with self.store.queueing() as session:
                    told = (work.progress, work.message)
                    if jobs.beat(session, work.job, self.lease_s, *told):
                        work.stopped.set()
                last = time.monotonic()
            except LeaseLost:
                work.lost.set()
                return
            except AppError as error:
                log.warning("job %s: no sign of life could be given: %s", work.job.id, error)
                if time.monotonic() - last > self.lease_s:
                    work.lost.set()
                    return

    def _ask_to_forget(self) -> None:
        """Ask once a day that old jobs be forgotten; all workers ask for the same job."""
        today = datetime.now(UTC).date().isoformat()
        if FORGET in self.kinds and self._asked_on != today:
            enqueue(self.store, FORGET, {}, key=today, kinds=self.kinds)
            self._asked_on = today


def _wait_s(kind: Kind, job: Job, error: Exception) -> float | None:
    """How long to wait before the next attempt; None where another would end the same."""
    hopeless = isinstance(error, AppError) and 400 <= error.status < 500
    if hopeless or job.attempts >= job.max_attempts:
        return None
    longest = min(LONGEST_WAIT_S, kind.first_wait_s * 2.0 ** (job.attempts - 1))
    return longest * (0.5 + random.random() / 2)  # noqa: S311  # keeps retries apart


def _words(error: Exception) -> str:
    """What the owner is told: our own words, or only the kind of a fault, never its inside."""
    if isinstance(error, AppError):
        return str(error)[:2000]
    return f"an unexpected fault ({type(error).__name__}); the worker's log has it"
