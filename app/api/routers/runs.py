"""Runs: predictions of jobs, sent file by file and evaluated here; and what came of them."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Depends, Path, Request, Response

from app.api.body import AskedDep, DocumentDep, asked_of, read_bytes, told
from app.api.describe import accepts, parameters
from app.api.permissions import CallerDep, Router, needs, public
from app.api.reply import DeskDep, StoreDep, pairs_of, reply
from app.api.routers.drafts import private
from app.domain.access import Scope
from app.services.catalogue.evaluations import EVALUATION_CARD
from app.services.runs import shown, uploads
from app.services.runs.compare import COMPARISON, comparison
from app.services.runs.compared import RunComparison, comparison_table
from app.services.runs.example import EXAMPLE
from app.services.runs.seeds import RunSeeds, run_seeds, seed_table
from app.services.runs.table import curve_table, gap_table, run_table

router = Router(prefix="/evaluations", tags=["evaluations"])
RunId = Annotated[
    str,
    Path(
        max_length=64,
        description="Id of the run, as it was told when it was begun.",
        examples=["0f3a9c0f3a9c0f3a9c0f3a9c"],
    ),
]
Number = Annotated[
    int, Path(ge=0, lt=uploads.MOST_FILES, description="Number of the file.", examples=[0])
]
Slug = Annotated[
    str, Path(description="Name of the evaluation.", examples=["afzal-2023-kits19-nnunet"])
]
_PARQUET = {"schema": {"type": "string", "format": "binary"}}
_FILE = {
    "parameters": [
        {
            "name": "FairAtlas-SHA256",
            "in": "header",
            "required": False,
            "description": "SHA-256 of the body, 64 hexadecimal digits. Without it: 422.",
            "schema": {"type": "string"},
        }
    ],
    "requestBody": {
        "required": True,
        "content": {"application/vnd.apache.parquet": _PARQUET},
    },
}
_COMPLETE = accepts({"files": [hashlib.sha256(b"").hexdigest()]})


async def _content(request: Request, desk: DeskDep) -> bytes:
    return await read_bytes(request, desk.settings)


ContentDep = Annotated[bytes, Depends(_content)]


@router.post(
    "/runs", status_code=201, response_model=uploads.RunUpload, openapi_extra=accepts(EXAMPLE)
)
@needs(Scope.WRITE)
def begin_run(desk: DeskDep, caller: CallerDep, sent: DocumentDep, asked: AskedDep) -> Response:
    """Begin a run: what was evaluated, and what the job says of itself."""
    return told(uploads.begin(desk, caller, sent, asked))


@router.get("/runs/{run_id}", response_model=uploads.RunUpload)
@needs(Scope.READ_PRIVATE)
def read_run(desk: DeskDep, caller: CallerDep, run_id: RunId) -> Response:
    """A run of yours: files that have arrived, its job, and what is wrong with its rows."""
    return private(uploads.read_upload(desk, caller, run_id))


@router.put("/runs/{run_id}/files/{number}", response_model=uploads.RunUpload, openapi_extra=_FILE)
@needs(Scope.WRITE)
def put_file(
    request: Request, desk: DeskDep, caller: CallerDep, run_id: RunId, number: Number,
    content: ContentDep,
) -> Response:  # fmt: skip
    """Send one file, at most as large as a body may be; the same file again changes nothing."""
    sha256 = request.headers.get("fairatlas-sha256", "")
    asked = asked_of(request, desk, hashlib.sha256(content).hexdigest(), dry_run=False)
    return told(uploads.put_file(desk, caller, (run_id, number), content, sha256, asked))


@router.post(
    "/runs/{run_id}/complete", status_code=202, response_model=uploads.RunUpload,
    openapi_extra=_COMPLETE,
)  # fmt: skip
@needs(Scope.WRITE)
def complete_run(
    desk: DeskDep, caller: CallerDep, run_id: RunId, sent: DocumentDep, asked: AskedDep
) -> Response:
    """Say that all files are there; a job then computes values per group into a draft."""
    return told(uploads.complete(desk, caller, run_id, sent, asked))


@router.get(
    "/{slug}/run", response_model=shown.EvaluationRun, openapi_extra=parameters(EVALUATION_CARD)
)
@public
def read_evaluation_run(request: Request, store: StoreDep, slug: Slug) -> Response:
    """What was computed of the predictions behind an evaluation; null where it prints a source."""
    return reply(request, shown.evaluation_run(store, slug, pairs_of(request)), run_table)


@router.get(
    "/{slug}/curves", response_model=shown.RunCurves, openapi_extra=parameters(EVALUATION_CARD)
)
@public
def read_curves(request: Request, store: StoreDep, slug: Slug) -> Response:
    """True and false positive rates of a run, per group, at every threshold that may be shown."""
    return reply(request, shown.run_curves(store, slug, pairs_of(request)), curve_table)


@router.get("/{slug}/gaps", response_model=shown.RunGaps, openapi_extra=parameters(EVALUATION_CARD))
@public
def read_gaps(request: Request, store: StoreDep, slug: Slug) -> Response:
    """Gaps of a run between groups, each beside what equal groups of these sizes would show."""
    return reply(request, shown.run_gaps(store, slug, pairs_of(request)), gap_table)


@router.get("/{slug}/seeds", response_model=RunSeeds, openapi_extra=parameters(EVALUATION_CARD))
@public
def read_seeds(request: Request, store: StoreDep, slug: Slug) -> Response:
    """Spread of a run over the seeds of its job, which is no interval; none of one seed alone."""
    return reply(request, run_seeds(store, slug, pairs_of(request)), seed_table)


@router.get(
    "/{slug}/comparison", response_model=RunComparison, openapi_extra=parameters(COMPARISON)
)
@public
def read_comparison(request: Request, store: StoreDep, slug: Slug) -> Response:
    """How every group fares in another run on the same patients, or what is not alike."""
    return reply(request, comparison(store, slug, pairs_of(request)), comparison_table)
