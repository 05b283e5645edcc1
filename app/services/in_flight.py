"""In flight: which requests with an Idempotency-Key this process is working on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Conflict, problem


class InFlight:
    """Refuses a second request while the first with the same key is being worked on.

    Per process: between processes the database lets one write after the other, and the second
    finds the answer of the first. So no mark can be left behind by a process that dies.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[tuple[int, str]] = set()

    @contextmanager
    def one(self, account: int, key: str | None) -> Iterator[None]:
        """Work on a request; without a key there is nothing to guard."""
        if key is None:
            yield
            return
        self._enter((account, key))
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard((account, key))

    def _enter(self, mark: tuple[int, str]) -> None:
        with self._lock:
            if mark in self._keys:
                rule = "is being worked on; ask again in a moment for the same answer"
                raise Conflict("The same request is on its way.",
                               [problem("Idempotency-Key", rule, mark[1])])  # fmt: skip
            self._keys.add(mark)
