"""What a page may reach: the store and settings of the application that serves this request."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.services.desk import Desk
from app.settings import Settings

if TYPE_CHECKING:
    from frontend.heads import Head


@dataclass(frozen=True, slots=True)
class Hall:
    """The way from a page to the services; the store is only handed on, never asked here.

    `session` is the secret of whoever is signed in, as the browser sends it; empty for a reader.
    `path` is what the request asks for, and `head` what is said of its page, where it has one.
    """

    store: Any
    settings: Settings
    session: str = field(default="", repr=False)
    path: str = ""
    head: Head | None = None

    @property
    def address(self) -> str:
        """The one address of this page, where the site knows its own; else empty."""
        origin = self.settings.origin
        return f"{origin}{quote(self.path.rstrip('/') or '/')}" if origin else ""

    @property
    def desk(self) -> Desk:
        """What the services of writing need."""
        return Desk(self.store, self.settings)


_HALL: ContextVar[Hall] = ContextVar("hall")


def enter(hall: Hall) -> None:
    """Name the hall for what follows in this context (a request, and the threads it starts)."""
    _HALL.set(hall)


def hall() -> Hall:
    """Return the hall of this request."""
    return _HALL.get()
