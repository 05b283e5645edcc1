"""Jobs: how far long work is, for whom it is done."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Response

from app.api.body import AskedDep
from app.api.permissions import CallerDep, Router, needs
from app.api.reply import StoreDep
from app.api.routers.drafts import private
from app.domain.access import Caller, Scope
from app.services.jobs import queue

router = Router(prefix="/jobs", tags=["jobs"])
JobId = Annotated[
    str,
    Path(
        max_length=64,
        description="Id of the job, as it was told when it was asked for.",
        examples=["Zk9cV2hQm0Jr4sT1xY7uBg"],
    ),
]


def _sees_all(caller: Caller) -> bool:
    return caller.may(Scope.ADMIN)


@router.get("/{job_id}", response_model=queue.JobShown)
@needs(Scope.READ_PRIVATE)
def read_job(store: StoreDep, caller: CallerDep, job_id: JobId) -> Response:
    """State and progress of a job of yours; an admin sees any."""
    return private(queue.job(store, job_id, caller.account, every=_sees_all(caller)))


@router.post("/{job_id}/cancel", response_model=queue.JobShown)
@needs(Scope.WRITE)
def cancel_job(store: StoreDep, caller: CallerDep, job_id: JobId, asked: AskedDep) -> Response:
    """Cancel a job of yours: a waiting one at once, a running one as soon as it looks up."""
    return private(queue.cancel(store, job_id, caller.account, every=_sees_all(caller)))
