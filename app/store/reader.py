"""Reader: whatever a question can be asked of, the store or a transaction not yet committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy.orm import Session


class Reader(Protocol):
    """One state of the database, and the number of its release."""

    def reading(self) -> AbstractContextManager[Session]:
        """Open one unchanging state for reading."""
        ...

    def release(self) -> int:
        """Return the number of the present release."""
        ...


class Uncommitted:
    """The state inside a writing transaction, so that what it publishes can be counted in it."""

    def __init__(self, session: Session, release: int) -> None:
        self._session = session
        self._release = release

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read through the transaction itself."""
        yield self._session

    def release(self) -> int:
        """Return the release that the transaction is about to publish."""
        return self._release
