"""Counts into a draft of a dataset: one printed table as JSON, or a file of any size."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from app.api.body import (
    JSON_TYPES,
    THRESHOLD,
    asked_of,
    asked_with_body,
    read_bytes,
    told,
)
from app.api.describe import STORES_NOTHING, accepts, changes, may_answer
from app.api.formats import MEDIA, NotAcceptable
from app.api.incoming import in_upload_thread, spooled
from app.api.permissions import CallerDep, Router, needs
from app.api.reply import DeskDep, format_asked, handed_in_pieces, pairs_of
from app.api.routers.drafts import Revision, Slug, private
from app.domain.access import Caller, Scope
from app.errors import Invalid, problem
from app.services.bulk.columns import Columns, first_columns
from app.services.bulk.given import COUNTS_PARAMETERS, read_given
from app.services.bulk.given_back import rows_of_upload
from app.services.bulk.intake import Body, media_types, reader_of
from app.services.bulk.upload import Received, Sending, upload_counts
from app.services.desk import Desk
from app.services.writing import drafts
from app.services.writing.cards import read_document
from app.services.writing.examples import EXAMPLES
from app.services.writing.kinds import KINDS

router = Router(tags=["writing datasets"])
_PATH = "/datasets/{slug}/drafts/{revision}/counts"


def _described(*, with_json: bool) -> dict[str, Any]:
    """Document the body: JSON of one table, or a file in any format of the drawer."""
    described = changes(*COUNTS_PARAMETERS, THRESHOLD) | accepts(EXAMPLES["datasets"]["tables"][0])
    content = described["requestBody"]["content"] if with_json else {}
    for media in media_types():
        content[media] = {"schema": {"type": "string", "format": "binary"}}
    described["requestBody"] = {"required": True, "content": content}
    return described


@router.post(
    _PATH,
    status_code=201,
    response_model=Received | drafts.DraftDetail,
    openapi_extra=_described(with_json=True),
)
@needs(Scope.WRITE)
async def add_counts(
    request: Request, desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision
) -> Response:
    """Add counts to your draft: one printed table as JSON, or a file of rows of any size."""
    if _media(request) in (*JSON_TYPES, ""):
        return await _add_table(request, desk, caller, (slug, revision))
    return await _upload(request, desk, caller, (slug, revision), alone=False)


@router.put(
    _PATH, status_code=201, response_model=Received, openapi_extra=_described(with_json=False)
)
@needs(Scope.WRITE)
async def replace_counts(
    request: Request, desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision
) -> Response:
    """Put a file of rows in the place of all tables of your draft."""
    return await _upload(request, desk, caller, (slug, revision), alone=True)


def _media(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _add_table(request: Request, desk: Desk, caller: Caller, at: tuple[str, int]) -> Response:
    body = await read_bytes(request, desk.settings)
    asked = asked_with_body(request, desk, body)
    kind, document = KINDS["datasets"], read_document(body)
    return told(await run_in_threadpool(drafts.add_table, desk, caller, kind, at, document, asked))


async def _upload(
    request: Request, desk: Desk, caller: Caller, at: tuple[str, int], *, alone: bool
) -> Response:
    form = reader_of(_media(request))
    gzip = _is_packed(request)
    given = read_given(pairs_of(request))
    async with spooled(request, desk.settings) as spool:
        body = Body(spool.path, form, gzip, _media(request))
        asked = asked_of(request, desk, spool.sha256, dry_run=given.dry_run)
        sending = Sending(spool, body, given, alone)
        work = partial(upload_counts, desk, caller, at, sending, asked)
        return told(await in_upload_thread(spool, work))


Upload = Annotated[
    str,
    Path(
        max_length=64,
        description="Which file: its name stands in the notes of its tables.",
        examples=["9f86d081884c7d659a2feaa0c55ad015"],
    ),
]
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_ROWS: dict[str, Any] = {
    "content": {
        "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
        **{MEDIA[name]: _BYTES for name in ("csv", "ndjson", "parquet")},
    }
}


@router.get(
    "/datasets/{slug}/drafts/{revision}/uploads/{upload}/rows",
    response_class=StreamingResponse,
    responses={"200": _ROWS, **may_answer("406", "410")},
)
@needs(Scope.READ_PRIVATE)
def read_rows(
    request: Request, desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision,
    upload: Upload,
) -> Response:  # fmt: skip
    """The rows of a large file that you sent, as they are kept; hidden counts stay hidden."""
    name = format_asked(request)
    found = rows_of_upload(desk.store, caller, (slug, revision), upload, name)
    if found is None:
        rule = "must be .json, .csv, .ndjson or .parquet: rows are handed over as they are read"
        raise NotAcceptable("This address has no such format.", [problem("format", rule, name)])
    return handed_in_pieces(found)


_FILE = _described(with_json=False) | {"parameters": []} | STORES_NOTHING


@router.post("/columns", response_model=Columns, openapi_extra=_FILE)
@needs(Scope.WRITE)
async def read_columns(request: Request, desk: DeskDep, caller: CallerDep) -> Response:
    """Read the columns and first rows of a file of counts; nothing is stored."""
    form, gzip = reader_of(_media(request)), _is_packed(request)
    async with spooled(request, desk.settings) as spool:
        body = Body(spool.path, form, gzip, _media(request))
        return private(await in_upload_thread(spool, partial(first_columns, spool, body)))


def _is_packed(request: Request) -> bool:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "identity"):
        found = problem("Content-Encoding", "must be gzip or left out", encoding, "gzip")
        raise Invalid("The body is packed in a way that is not read here.", [found])
    return encoding == "gzip"
