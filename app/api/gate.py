"""Gate: what every change has to pass before anything is read: its origin, its rate, its size."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import problems
from app.api.limits import Limits, address_of
from app.api.signing_in import READING, check_origin
from app.errors import AppError
from app.settings import Settings


class Gate:
    """Refuses changes from other sites and floods; readers pass untouched."""

    def __init__(self, app: ASGIApp, *, limits: Limits, settings: Settings) -> None:
        self.app = app
        self.limits = limits
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != "http" or scope["method"] in READING:
            await self.app(scope, receive, send)
            return
        try:
            check_origin(scope, self.settings.origin)
            self.limits.take_address(address_of(scope))
        except AppError as error:
            await problems.of_error(error, problems.path_of(scope))(scope, receive, send)
            return
        await self.app(scope, receive, send)
