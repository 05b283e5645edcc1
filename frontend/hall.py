"""What a page may reach: the store and settings of the application that serves this request."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Hall:
    """The way from a page to the services; the store is only handed on, never asked here."""

    store: Any
    settings: Settings


_HALL: ContextVar[Hall] = ContextVar("hall")


def enter(hall: Hall) -> None:
    """Name the hall for what follows in this context (a request, and the threads it starts)."""
    _HALL.set(hall)


def hall() -> Hall:
    """Return the hall of this request."""
    return _HALL.get()
