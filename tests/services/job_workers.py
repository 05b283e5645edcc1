"""Workers in processes of their own, that a test may kill at any moment."""

import threading
import time

import sqlalchemy as sa

from app.services.jobs.kind import Effect, Kind, Result, Work
from app.services.jobs.worker import Worker
from app.store import Session, open_store

# Nothing here keeps a second row of the same job out: a doubled effect would be seen.
LEDGER = "CREATE TABLE ledger (job TEXT NOT NULL, worker TEXT NOT NULL)"


def _run(work: Work) -> Effect:
    for step in range(5):
        time.sleep(0.01)
        work.tell(step / 5)

    def effect(session: Session) -> Result:
        row = {"job": work.job.id, "worker": str(work.job.worker)}
        session.execute(sa.text("INSERT INTO ledger VALUES (:job, :worker)"), row)
        time.sleep(0.01)  # so that some are killed between the effect and its commit
        return {"written": 1}

    return effect


KINDS = {"write": Kind("write", _run, max_attempts=1000, first_wait_s=0.01)}


def work(url: str, lease_s: float) -> None:
    """Work until killed."""
    store = open_store(url)
    Worker(store, KINDS, lease_s=lease_s, poll_s=0.05).run(threading.Event())
