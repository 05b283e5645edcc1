"""Forget jobs that were done or cancelled a month ago; a worker asks for it once a day."""

from __future__ import annotations

from app.services.jobs.kind import Effect, Kind, Result, Work
from app.store import Session
from app.store.jobs import forget

DAYS_KEPT = 30
_DAY_S = 86_400


def _run(_: Work) -> Effect:
    def effect(session: Session) -> Result:
        return {"forgotten": forget(session, DAYS_KEPT * _DAY_S)}

    return effect


KIND = Kind("forget_jobs", _run)
