"""What the browser is told to refuse, and the status of an address that has no page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.language import enter_language, language
from app.services.access.sessions import COOKIE
from frontend.hall import Hall, enter, hall
from frontend.heads import Head
from frontend.reader import asked_language, keep_language, language_of

_ELSEWHERE = ("/api", "/assets/", "/_")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def content_security_policy(script_hashes: Iterable[str]) -> str:
    """Write the policy: everything from this host, scripts also by their hash.

    Inline styles are allowed because plotly.js and Dash set them on every element they draw.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class PagesMiddleware:
    """Names the hall of each request, sets the headers of pages, and answers 404 for no page.

    `script_hashes` is asked per document: the pages add scripts of their own with the first
    request. `head_of` says what the page of a path, with its query, is; None where there is none.
    `prepare` is awaited before each request of a page, with its path; soon it has nothing to do.
    """

    def __init__(
        self,
        app: ASGIApp,
        hall: Hall,
        script_hashes: Callable[[], Iterable[str]],
        head_of: Callable[[str, str], Awaitable[Head | None]],
        prepare: Callable[[str], Awaitable[None]],
    ) -> None:
        self.app = app
        self.hall = hall
        self.script_hashes = script_hashes
        self.head_of = head_of
        self.prepare = prepare

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        enter(replace(self.hall, session=_session_of(scope), path=scope["path"]))
        if scope["type"] == "websocket" or scope["path"].startswith("/api"):
            await self.app(scope, receive, send)
            return
        if wanted := asked_language(scope):
            await keep_language(wanted, scope)(scope, receive, send)
            return
        enter_language(language_of(Headers(scope=scope)))
        await self.prepare(scope["path"])
        if not scope["path"].startswith(_ELSEWHERE):
            asked = scope["query_string"].decode("latin-1")
            enter(replace(hall(), head=await self.head_of(scope["path"], asked)))
        await self.app(_head_as_get(scope), receive, self._guarded(scope, send))

    def _guarded(self, scope: Scope, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(scope, message)
            await send(message)

        return guarded

    def _complete(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        if not headers.get("content-type", "").startswith("text/html"):
            return
        headers["Content-Language"] = language().code
        headers.add_vary_header("Accept-Language, Cookie")
        headers["Content-Security-Policy"] = content_security_policy(self.script_hashes())
        if scope["path"].startswith(_ELSEWHERE):
            return
        if message["status"] == 200 and hall().head is None:
            message["status"] = 404


def _session_of(scope: Scope) -> str:
    """Read the cookie of a session; whether it is good is asked where it matters."""
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE, "")


def _head_as_get(scope: Scope) -> Scope:
    """Answer HEAD as GET; the server leaves the body away."""
    return {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
