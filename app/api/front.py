"""The layer before the framework: formats by suffix, answers from memory, 304 by ETag.

A kept answer costs a few look-ups; only a miss reaches FastAPI. Validity is asked of the database
on every request, by the number of the release, so that nothing stale is ever sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.cache import Answer, AnswerCache, Headers, SingleFlight, etag_of, packed
from app.api.formats import UNPACKED, format_of, split_suffix, wants_gzip
from app.errors import AppError, NotFound
from app.services.access.sessions import COOKIE
from app.services.files import JSON_MEDIA_TYPE

PREFIX = "/api/"
MOST_BYTES = 64 * 1024 * 1024
# Any cache on the way may keep an answer, and must ask whether it still holds: that costs a 304.
_FRESHNESS = [(b"cache-control", b"public, no-cache"), (b"vary", b"Accept, Accept-Encoding")]
SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    # An answer that a browser takes for a page runs nothing, loads nothing, and is framed nowhere.
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
# Whoever asks the same in the meantime waits for this answer: to make one for few at a time takes
# each of many longer than this.
_TOGETHER_S = 0.002
Made = TypeVar("Made")
# Answers some question straight from its parameters, without the framework.
Quick = Callable[[list[tuple[str, str]]], bytes]


class Key(NamedTuple):
    """What makes two requests the same."""

    release: int
    path: str
    query: bytes
    format: str
    gzip: bool


class Front:
    """Answers listed reading addresses from memory; everything else goes on to the application.

    `nouns` are the listed ones: the first word after /api/v1/ of what anybody may read. `quick`
    answers an address by itself on a miss, in a millisecond. Where asking the database means a call
    over the network (`remote`), a thread waits for it; else the event loop asks by itself, since
    a thread that reads row by row and a loop that sends would take the interpreter from each other
    at every row, and a millisecond would become a hundred.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        release: Callable[[], int],
        nouns: frozenset[str],
        quick: Mapping[str, Quick],
        remote: bool = False,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.app = app
        self.release = release
        self.nouns = nouns
        self.quick = quick
        self.remote = remote
        self.cache = AnswerCache(most_bytes)
        self.flights = SingleFlight()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let the application answer."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        if "\n" in scope["path"]:
            # What mounts the application does not look beyond the end of a line.
            error = NotFound("There is nothing at this address. /api/docs lists what there is.")
            await problems.of_error(error, scope["path"])(scope, receive, _secured(send))
            return
        headers = dict(scope["headers"])
        path, suffix = split_suffix(scope["path"])
        if not self._listed(scope["method"], path):
            await self.app(scope, receive, _secured(send))
            return
        if is_private(headers):
            await self._private(scope, path, suffix, headers, receive, send)
            return
        try:
            answer = await self._answer(scope, path, suffix, headers)
        except AppError as error:
            await problems.of_error(error, scope["path"])(scope, receive, _secured(send))
            return
        await _send(answer, headers.get(b"if-none-match"), scope["method"], send)

    def _listed(self, method: str, path: str) -> bool:
        if method not in ("GET", "HEAD"):
            return False
        return path.startswith("/api/v1/") and path[8:].partition("/")[0] in self.nouns

    async def _private(
        self, scope: Scope, path: str, suffix: str | None, headers: dict[bytes, bytes],
        receive: Receive, send: Send,
    ) -> None:  # fmt: skip
        """Answer a caller with a key or session: in any format, and never from or into memory."""
        try:
            shape = suffix or format_of(headers.get(b"accept", b"").decode("latin-1"))
        except AppError as error:
            await problems.of_error(error, scope["path"])(scope, receive, _secured(send))
            return
        await self.app(_inner(scope, path, shape), receive, _secured(send))

    async def _answer(
        self, scope: Scope, path: str, suffix: str | None, headers: dict[bytes, bytes]
    ) -> Answer:
        shape = suffix or format_of(headers.get(b"accept", b"").decode("latin-1"))
        encoding = headers.get(b"accept-encoding", b"").decode("latin-1")
        gzip = shape not in UNPACKED and wants_gzip(encoding)
        release = await _in_thread(self.release) if self.remote else self.release()
        key = Key(release, path, canonical(scope["query_string"]), shape, gzip)
        return self.cache.get(key) or await self._fill(key, scope)

    async def _fill(self, key: Key, scope: Scope) -> Answer:
        """Make the answer once, however many ask, and keep it when it is good."""
        answer = await self.flights.do(key, lambda: self._make(key, scope))
        if answer.status == 200:
            self.cache.put(key, answer)
        return answer

    async def _make(self, key: Key, scope: Scope) -> Answer:
        if key.gzip:
            plain_key = Key(key.release, key.path, key.query, key.format, gzip=False)
            plain = self.cache.get(plain_key) or await self._fill(plain_key, scope)
            # Packing half a megabyte takes 15 ms, in which nobody else would be answered.
            return await _in_thread(packed, plain, key.release) if plain.status == 200 else plain
        quick = self.quick.get(key.path) if key.format == "json" else None
        if quick is not None:
            found = await self._quickly(quick, key)
            if found is not None:
                return found
        return await self._run(key, scope)

    async def _quickly(self, quick: Quick, key: Key) -> Answer | None:
        """Answer without the framework; what it refuses is worded by the ordinary road."""
        pairs = parse_qsl(key.query.decode("latin-1"), keep_blank_values=True)
        try:
            body = await self._asked(quick, pairs)
        except AppError:
            return None
        return finished(200, [(b"content-type", JSON_MEDIA_TYPE.encode())], body, key.release)

    async def _asked(self, quick: Quick, pairs: list[tuple[str, str]]) -> bytes:
        if self.remote:
            return await _in_thread(quick, pairs)
        await asyncio.sleep(_TOGETHER_S)
        return quick(pairs)

    async def _run(self, key: Key, scope: Scope) -> Answer:
        """Let the application answer, and gather what it sends."""
        inner = {**_inner(scope, key.path, key.format), "method": "GET"}
        gathered = _Gathered()
        await self.app(inner, _nothing, gathered.send)
        return finished(gathered.status, gathered.headers, b"".join(gathered.parts), key.release)


def is_private(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a caller says who it is: what it is shown may be for nobody else."""
    return b"authorization" in headers or COOKIE.encode() in headers.get(b"cookie", b"")


def _inner(scope: Scope, path: str, shape: str) -> Scope:
    """The request as the application takes it: the format stands apart from the address."""
    return {
        **scope,
        "path": path,
        "raw_path": path.encode(),
        "fairatlas.path": scope["path"],
        "fairatlas.format": shape,
    }


class _Gathered:
    """What an application sends, in one piece."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message["headers"])
        else:
            self.parts.append(message.get("body", b""))


async def _in_thread(work: Callable[..., Made], *given: Any) -> Made:
    return await asyncio.get_running_loop().run_in_executor(None, work, *given)


async def _nothing() -> Message:
    """A reading request has no body."""
    return {"type": "http.request", "body": b"", "more_body": False}


def finished(status: int, headers: Headers, body: bytes, release: int) -> Answer:
    """Complete an answer with its length, its ETag and the rules for caches."""
    kept = [(name, value) for name, value in headers if name != b"content-length"]
    kept += [*SECURITY, (b"content-length", str(len(body)).encode())]
    if status != 200:
        return Answer(status, kept, body)
    etag = etag_of(release, "identity", body)
    tagged = [(b"etag", etag), (b"x-fairatlas-release", str(release).encode())]
    return Answer(status, [*kept, *_FRESHNESS, *tagged], body, etag)


@lru_cache(maxsize=4096)
def canonical(query: bytes) -> bytes:
    """The query with its parameters in one order."""
    return b"&".join(sorted(part for part in query.split(b"&") if part))


def _matches(etag: bytes, if_none_match: bytes) -> bool:
    """Whether the caller holds this very answer (RFC 9110, 13.1.2)."""
    if if_none_match.strip() == b"*":
        return True
    held = {part.strip().removeprefix(b"W/") for part in if_none_match.split(b",")}
    return etag in held


async def _send(answer: Answer, if_none_match: bytes | None, method: str, send: Send) -> None:
    status, headers, body = answer.status, answer.headers, answer.body
    if if_none_match is not None and answer.etag and _matches(answer.etag, if_none_match):
        dropped = (b"content-length", b"content-type", b"content-encoding")
        headers = [pair for pair in headers if pair[0] not in dropped]
        status, body = 304, b""
    start: dict[str, Any] = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


def _secured(send: Send) -> Send:
    """Add the security headers to whatever the application sends."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in message["headers"]}
            added = [pair for pair in SECURITY if pair[0] not in names]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return with_headers
