"""Body: what a change sends, read within limits of size and time, and how it is asked for."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from app.api.reply import DeskDep, pairs_of
from app.domain.question import one_of, whole_number
from app.errors import TooLarge, TooSlow, UnsupportedMediaType, problem
from app.services.desk import Desk
from app.services.files import JSON_MEDIA_TYPE
from app.services.parameters import Parameter, read_parameters, single
from app.services.writing.cards import Document, read_document
from app.services.writing.road import Asked, Told
from app.settings import Settings

JSON_TYPES = ("application/json", "application/merge-patch+json")
DRY_RUN = Parameter(
    "dry_run",
    "`true` checks everything and writes nothing; all problems are told at once.",
    lambda name, text: one_of(name, text, ("true", "false")) == "true",
    "true",
    {"type": "string", "enum": ["true", "false"]},
)
DROP_UPLOADS = Parameter(
    "drop_uploads",
    "`true` lets go what came into the draft as files and is named by no table of the card; "
    "without it such a card is refused (409).",
    lambda name, text: one_of(name, text, ("true", "false")) == "true",
    "false",
    {"type": "string", "enum": ["true", "false"]},
)
THRESHOLD = Parameter(
    "threshold",
    "Counts from 1 to one less are hidden, with what would give them back. It can be raised above "
    "the server's floor, never lowered below it.",
    whole_number(2, 1000),
    "20",
    {"type": "integer", "minimum": 2, "maximum": 1000},
)


async def read_bytes(request: Request, settings: Settings) -> bytes:
    """Read the whole body.

    Raises
    ------
    TooLarge, TooSlow
        When it is larger than the limit, or has not come in time.
    """
    most = settings.largest_body_bytes
    stated = request.headers.get("content-length", "0")
    if stated.isdigit() and int(stated[:20]) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(settings.body_time_limit_s):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _too_large(most)
                parts.append(part)
    except TimeoutError:
        words = f"The body did not come within {settings.body_time_limit_s:g} seconds."
        raise TooSlow(words) from None
    return b"".join(parts)


def _too_large(most: int) -> TooLarge:
    found = problem("body", f"must be at most {most} bytes (FAIRATLAS_LARGEST_BODY_BYTES)")
    return TooLarge("The body is too large.", [found])


async def _body(request: Request, desk: DeskDep) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_bytes(request, desk.settings)
    if kind not in JSON_TYPES and (body or kind):
        found = problem("Content-Type", f"must be {JSON_MEDIA_TYPE}", kind, JSON_MEDIA_TYPE)
        raise UnsupportedMediaType("This address takes JSON.", [found])
    return body


BodyDep = Annotated[bytes, Depends(_body)]


def _document(body: BodyDep) -> Document:
    return read_document(body)


def asked_with_body(request: Request, desk: DeskDep, body: BodyDep) -> Asked:
    """Return how a change is asked for, whose body is a document."""
    known = (DRY_RUN, THRESHOLD, DROP_UPLOADS)
    values: dict[str, Any] = read_parameters(known, pairs_of(request))
    asked = asked_of(request, desk, body.decode("latin-1"), dry_run=values.get("dry_run", False))
    return replace(asked, drop_uploads=values.get("drop_uploads", False))


def asked_of(request: Request, desk: Desk, content: str, *, dry_run: bool) -> Asked:
    """Return how a change is asked for; `content` stands for the body, or is its hash."""
    threshold = single(pairs_of(request)).get("threshold") or None
    return Asked(
        key=request.headers.get("idempotency-key"),
        request_hash=desk.hash_of(request.method, request.url.path, request.url.query, content),
        if_match=request.headers.get("if-match"),
        dry_run=dry_run,
        threshold=None if threshold is None else whole_number(2, 1000)("threshold", threshold),
    )


DocumentDep = Annotated[Document, Depends(_document)]
AskedDep = Annotated[Asked, Depends(asked_with_body)]


def told(answer: Told) -> Response:
    """Hand over the answer to a write; nobody keeps it."""
    headers = {**answer.headers, "Cache-Control": "no-store"}
    return Response(answer.body, answer.status, headers=headers, media_type=JSON_MEDIA_TYPE)
