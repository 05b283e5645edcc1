"""Kind: one sort of job, by name. Its file in the drawer `kinds` registers it."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from app.domain.job import Job
from app.services.jobs import kinds
from app.store import Session, Store
from app.store.jobs import LeaseLost

Result = Mapping[str, object] | None
# Writes what the work found, in the transaction that marks the job as done: both or neither.
Effect = Callable[[Session], Result]


class Cancelled(Exception):
    """Somebody asked that the job be stopped."""


@dataclass(slots=True)
class Work:
    """A job in the hands of a worker.

    `payload` is what was asked for; `store` is for reading. What is written belongs into the
    effect that the work returns: whatever else it writes may be done twice.
    """

    job: Job
    store: Store
    progress: float = 0.0
    message: str | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
    lost: threading.Event = field(default_factory=threading.Event)

    @property
    def payload(self) -> Mapping[str, object]:
        """What was asked for."""
        return self.job.payload

    def tell(self, progress: float, message: str | None = None) -> None:
        """Say how far the work is, in [0, 1]; call it often, for it also stops the work.

        Raises
        ------
        Cancelled, LeaseLost
            Let them pass: the worker knows what to do.
        """
        self.progress, self.message = min(1.0, max(0.0, progress)), message
        if self.lost.is_set():
            raise LeaseLost(self.job.id)
        if self.stopped.is_set():
            raise Cancelled(self.job.id)


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of job.

    Parameters
    ----------
    name : str
        Name of its file in the drawer.
    run : callable
        Does the work, which may be done more than once, and returns its effect, which is not.
    max_attempts : int
    first_wait_s : float
        Before the second attempt; it doubles with each, up to ten minutes.
    """

    name: str
    run: Callable[[Work], Effect]
    max_attempts: int = 5
    first_wait_s: float = 2.0


@cache
def known_kinds() -> Mapping[str, Kind]:
    """Import each file of the drawer, once, and return its kind."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(kinds.__path__):
        kind: Kind = importlib.import_module(f"{kinds.__name__}.{module.name}").KIND
        if kind.name != module.name:
            raise ValueError(f"{module.name}.py: KIND.name must be the name of the file")
        found[kind.name] = kind
    return MappingProxyType(dict(sorted(found.items())))
