"""Signing in: who sends a request, by bearer token or by the cookie of a session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import Scope as AsgiScope

from app.api.limits import Limits, address_of
from app.domain.access import Caller
from app.errors import Forbidden, Unauthorized, problem
from app.services.access.keys import identify
from app.services.access.sessions import COOKIE, identify_session
from app.services.desk import Desk

_HOW = "Send a token as: Authorization: Bearer fairatlas_..."
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def identified(request: Request, desk: Desk) -> Caller:
    """Return who sends the request, and count it against the rate of the key."""
    if "authorization" not in request.headers and COOKIE not in request.cookies:
        raise Unauthorized(_HOW)
    with refuse_guesses(request):
        caller = _found(request, desk)
    if request.method not in READING:
        limits: Limits = request.app.state.limits
        limits.take_write(f"key {caller.key}")
    return caller


@contextmanager
def refuse_guesses(request: Request) -> Iterator[None]:
    """Count a wrong token against the address that it came from."""
    limits: Limits = request.app.state.limits
    address = address_of(request.scope)
    limits.refuse_guessing(address)
    try:
        yield
    except Unauthorized:
        limits.note_wrong_key(address)
        raise


def _found(request: Request, desk: Desk) -> Caller:
    given = request.headers.get("authorization")
    if given is not None:
        kind, _, token = given.partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise Unauthorized(_HOW)
        return identify(desk, token.strip())
    if request.method not in READING and "origin" not in request.headers:
        raise Forbidden("A change by a session must come from a page of this site.",
                        [problem("Origin", "must be given")])  # fmt: skip
    return identify_session(desk, request.cookies[COOKIE])


def check_origin(scope: AsgiScope, own: str) -> None:
    """Refuse a change that a page of another site has sent, whoever is signed in.

    `own` is the site's origin where it is set; else the host that the request names is ours.
    """
    headers = dict(scope["headers"])
    origin = headers.get(b"origin")
    fetched = headers.get(b"sec-fetch-site", b"none")
    if origin is None and fetched in (b"none", b"same-origin"):
        return
    host = headers.get(b"host", b"").decode("latin-1")
    given = (origin or b"null").decode("latin-1")
    same = given == own if own else _host_of(given) == host and bool(host)
    if not same:
        found = problem("Origin", "must be this site", given, own or host)
        raise Forbidden("Another site may not change anything here.", [found])


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
