"""Problem details (RFC 9457): one shape for every error, and never a stack trace."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import AppError, Problem, problem

MEDIA_TYPE = "application/problem+json"
MOST_PROBLEMS = 100
log = logging.getLogger("fairatlas.api")


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """What went wrong: `type` names the kind, `problems` what to mend, `more_problems` the rest."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    problems: tuple[Problem, ...] = ()
    more_problems: int = 0
    reference: str | None = None


def kind_of(error: type[AppError]) -> str:
    """Name of an error in answers and in docs/errors.md: NotFound is "not-found"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__).lower()


def respond(
    path: str,
    status: int,
    kind: str,
    words: tuple[str, str],
    problems: Sequence[Problem] = (),
    headers: Mapping[str, str] | None = None,
    reference: str | None = None,
) -> Response:
    """Make the answer to an error; `words` are its title and its detail."""
    details = ProblemDetails(
        type=f"urn:fairatlas:problem:{kind}",
        title=words[0],
        status=status,
        detail=words[1],
        instance=path,
        problems=tuple(problems[:MOST_PROBLEMS]),
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        reference=reference,
    )
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(_bytes(details), status, headers=kept, media_type=MEDIA_TYPE)


def _bytes(details: ProblemDetails) -> bytes:
    """Write the details; half a surrogate pair, which no UTF-8 can hold, is shown as "?"."""
    try:
        return orjson.dumps(details)
    except TypeError:
        return orjson.dumps(_clean(asdict(details)))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def of_error(error: AppError, path: str) -> Response:
    """Answer expected trouble, with the same text as at every other door."""
    headers = {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="FairAtlas"'
    words = (error.title, error.message)
    return respond(path, error.status, kind_of(type(error)), words, error.problems, headers)


def of_crash(error: Exception, path: str) -> Response:
    """Answer unexpected trouble with a reference that the log holds, and nothing else."""
    reference = uuid.uuid4().hex[:12]
    log.error("unexpected error %s at %s", reference, path, exc_info=error)
    detail = f"This is our fault. Whoever runs the service finds it in the log as {reference}."
    words = ("Something went wrong", detail)
    return respond(path, 500, "unexpected", words, reference=reference)


def install(app: FastAPI) -> None:
    """Make every error of this application a problem."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_middleware(CrashGuard)


def path_of(scope: Scope) -> str:
    """Path as the caller wrote it, its format included."""
    path: str = scope.get("fairatlas.path", scope["path"])
    return path


def _app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)  # noqa: S101  # registered for no other
    return of_error(error, path_of(request.scope))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for no other
    title = HTTPStatus(error.status_code).phrase
    kind = title.lower().replace(" ", "-")
    detail = _DETAILS.get(error.status_code, str(error.detail))
    path = path_of(request.scope)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = request.app.state.methods(request.scope["path"])
    return respond(path, error.status_code, kind, (title, detail), headers=headers)


_DETAILS = {
    404: "There is nothing at this address. /api/docs lists what there is.",
    405: "This address cannot be used with this method. /api/docs lists what can.",
}


def _validation_error(request: Request, error: Exception) -> Response:
    """Name each field and rule; what was sent is never echoed at length."""
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for no other
    found = [
        problem(".".join(str(part) for part in each["loc"]), str(each["msg"]), each.get("input"))
        for each in error.errors()
    ]
    words = ("The request breaks a rule", "The request cannot be read.")
    return respond(path_of(request.scope), 422, "invalid", words, found)


class CrashGuard:
    """Turns what nobody expected into a problem with a reference; the log has the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application; after the first byte is sent nothing can be mended."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            log.info("whoever asked at %s has left before the end", path_of(scope))
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            await of_crash(error, path_of(scope))(scope, receive, send)
