"""Dash finishes its setup with the first request to its own addresses; we knock before any page.

Without it, the first page of a process that is not "/" would come without scripts and styles.
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_DOOR = "/_dash-dependencies"


class ReadyMiddleware:
    """Sends one request of its own inwards before it lets the first one for a page through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._knocking = asyncio.Lock()
        self._ready = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http" and not self._ready and not scope["path"].startswith("/api"):
            async with self._knocking:
                if not self._ready:
                    await self.app(_knock(scope), _nothing_more, _unheard)
                    self._ready = True
        await self.app(scope, receive, send)


def _knock(scope: Scope) -> Scope:
    asked = {"method": "GET", "path": _DOOR, "raw_path": _DOOR.encode(), "query_string": b""}
    return {**scope, **asked, "headers": []}


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _unheard(message: Message) -> None:
    """Nobody waits for this answer."""
