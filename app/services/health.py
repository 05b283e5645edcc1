"""Health: whether the service can answer, and from which release."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from app.store import Store


@dataclass(frozen=True, slots=True)
class Health:
    """The database answers; `release` is the number of the catalogue's present state."""

    status: str
    release: int
    version: str


def health(store: Store) -> Health:
    """Ask the database; where it does not answer, that error is the answer."""
    return Health("ok", store.release(), running_version())


def running_version() -> str:
    """Version of this program."""
    try:
        return version("fairatlas")
    except PackageNotFoundError:
        return "unknown"
