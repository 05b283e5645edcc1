"""Store: one database, opened for reading, for writing, and for asking which release it is at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.store import upgrade
from app.store.engines import queuer, read_url, reader, writer
from app.store.trouble import Limits, PlainWords
from app.store.watch import SqliteRelease, release_watch


class Store:
    """The cellar's door. Safe to share between threads; close it when the process ends."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._url = url
        self._plain_words = PlainWords(limits)
        parsed = read_url(url)
        self._writer = writer(parsed, limits)
        self._reader = reader(parsed, limits)
        on_sqlite = self._reader.dialect.name == "sqlite"
        self._queuer = self._writer if on_sqlite else queuer(parsed, limits)
        self._watch = release_watch(self._reader)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read one unchanging state of the database, within the time limit."""
        with self._plain_words, Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write all of it or nothing: commit at the end, roll back on any error."""
        with self._transaction(self._writer) as session:
            yield session

    @contextmanager
    def queueing(self) -> Iterator[Session]:
        """Write to the queue of jobs: on PostgreSQL without waiting for those who write cards."""
        with self._transaction(self._queuer) as session:
            yield session

    @contextmanager
    def _transaction(self, engine: sa.Engine) -> Iterator[Session]:
        with self._plain_words, Session(engine, autoflush=False) as session, session.begin():
            session.connection()  # take the writer's turn now, not at the first statement
            yield session

    def release(self) -> int:
        """Number of the present release; 0 before the first."""
        with self._plain_words:
            return self._watch()

    def upgrade(self) -> None:
        """Create or migrate the tables; a database newer than this code is refused."""
        with self._plain_words:
            upgrade.upgrade(self._url, self._reader)

    def close(self) -> None:
        """Give every connection back."""
        if isinstance(self._watch, SqliteRelease):
            self._watch.close()
        self._reader.dispose()
        self._writer.dispose()
        self._queuer.dispose()


def open_store(url: str, read_time_limit_s: float = 10, lock_time_limit_s: float = 10) -> Store:
    """Open the database at `url`: a SQLite file or PostgreSQL."""
    return Store(url, Limits(read_time_limit_s, lock_time_limit_s))
