"""Applications that are compared; each takes what it needs from the environment."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Awaitable, Callable, Hashable
from pathlib import Path
from typing import Any
from unittest import mock

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.cache import Answer, SingleFlight
from app.api.front import Front
from app.main import create_app

ANSWER = "BENCH_ANSWER"
ROLLUP = "BENCH_ROLLUP"
SEEN = "/bench/seen"
LEFT_TO_UVICORN = ("date", "server")


def ceiling() -> ASGIApp:
    """Send the bytes and headers of one answer to whoever asks whatever: nothing is quicker."""
    folder = Path(os.environ[ANSWER])
    body = (folder / "body").read_bytes()
    pairs = json.loads((folder / "headers.json").read_text())
    headers = [(name.encode(), value.encode()) for name, value in pairs]
    return constant(200, headers, body)


def constant(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> ASGIApp:
    """Make the application that knows one answer."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return answer


def rollup() -> ASGIApp:
    """Datasette over the same rows in one table, opened as a file that never changes."""
    from datasette.app import Datasette  # only this process needs it

    return Datasette(immutables=[os.environ[ROLLUP]], settings={"max_returned_rows": 1000}).app()  # type: ignore[no-any-return]


class Alone(SingleFlight):
    """Everybody makes an answer of their own."""

    async def do(self, key: Hashable, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """Make it, even where another is making the same."""
        return await make()


class Forgetful(Front):
    """The layer without its memory; those who ask at once share one making, as in the service."""

    def __init__(self, app: ASGIApp, **options: Any) -> None:
        super().__init__(app, **{**options, "most_bytes": 0})


class ForgetfulAlone(Forgetful):
    """Without memory, and nobody waits for another's answer: the worst that can come."""

    def __init__(self, app: ASGIApp, **options: Any) -> None:
        super().__init__(app, **options)
        self.flights = Alone()


class Counted(SingleFlight):
    """Counts the requests that memory could not answer."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    async def do(self, key: Hashable, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """Count, and go on as ever."""
        self.asked += 1
        return await super().do(key, make)


class Watched(Front):
    """The layer as it is, with its misses counted."""

    misses = Counted()

    def __init__(self, app: ASGIApp, **options: Any) -> None:
        super().__init__(app, **options)
        self.flights = Watched.misses


def with_front(front: type[Front]) -> ASGIApp:
    """Make our application with another layer in the place of the one before the framework."""
    with mock.patch("app.main.Front", front):
        return create_app()


def misses() -> ASGIApp:
    """Our application, which keeps no answer."""
    return with_front(Forgetful)


def misses_alone() -> ASGIApp:
    """Our application, in which everybody makes an answer anew."""
    return with_front(ForgetfulAlone)


class Trace:
    """What SQLite is asked in this process: statements, and the tables that any of them reads."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.tables: set[str] = set()
        self._connect = sqlite3.connect
        modules: tuple[Any, ...] = (sqlite3, sqlite3.dbapi2)
        for module in modules:
            module.connect = self._connect_traced

    def _connect_traced(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._connect(*arguments, **options)
        connection.set_trace_callback(self.statements.append)
        connection.set_authorizer(self._note)
        return connection

    def _note(self, action: int, table: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table:
            self.tables.add(table)
        return sqlite3.SQLITE_OK

    def take(self) -> dict[str, Any]:
        """Tell the statements since the last time, and the tables since the process began.

        SQLite names tables when it compiles a statement, and a compiled one may serve again.
        """
        seen = {"statements": list(self.statements), "tables": sorted(self.tables)}
        self.statements.clear()
        return seen


def watched() -> ASGIApp:
    """Our application as it is, and one more address that tells its SQL and its misses."""
    trace = Trace()
    inner = with_front(Watched)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == SEEN:
            seen = {**trace.take(), "misses": Watched.misses.asked}
            Watched.misses.asked = 0
            body = json.dumps(seen).encode()
            await constant(200, [(b"content-type", b"application/json")], body)(
                scope, receive, send
            )
        else:
            await inner(scope, receive, send)

    return answer
