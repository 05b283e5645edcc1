"""Answers of the pages, packed on the way out: documents, and what Dash says as JSON."""

from __future__ import annotations

import asyncio
import gzip
from functools import partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Dash gives its answers to callbacks no type at all.
_PACKED_TYPES = ("text/html", "application/json", "")
_SMALLEST = 600  # smaller ones would grow
_LARGE = 32_000  # packing a large one is left to a thread: it must not hold the others
_LEVEL = 5


def allows_gzip(headers: Headers) -> bool:
    """Whether a reader takes gzip. Browsers name it; who weighs it as 0 gets the plain answer."""
    asked = headers.get("accept-encoding", "").replace(" ", "").lower()
    names = {part.partition(";")[0]: part.partition(";")[2] for part in asked.split(",")}
    return "gzip" in names and names["gzip"] not in ("q=0", "q=0.0", "q=0.00", "q=0.000")


class PackedAnswers:
    """Packs the pages' documents and JSON; the interface for programs packs its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        elsewhere = scope["type"] != "http" or scope["path"].startswith("/api")
        if elsewhere or not allows_gzip(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Packer(send))


class _Packer:
    """Gathers one answer and sends it packed; what is not packed goes through as it comes."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_packed(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._finish(self.start, b"".join(self.parts))

    async def _finish(self, start: Message, body: bytes) -> None:
        headers = MutableHeaders(scope=start)
        headers.add_vary_header("Accept-Encoding")
        if len(body) >= _SMALLEST:
            body = await _pack(body)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


async def _pack(body: bytes) -> bytes:
    pack = partial(gzip.compress, body, compresslevel=_LEVEL, mtime=0)
    return await asyncio.to_thread(pack) if len(body) > _LARGE else pack()


def _is_packed(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "").partition(";")[0]
    return kind in _PACKED_TYPES and "content-encoding" not in headers
