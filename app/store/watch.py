"""The number of the present release, known at every request without a query where possible."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing

import sqlalchemy as sa

PRESENT = "SELECT coalesce(max(number), 0) FROM releases"


def release_watch(reader: sa.Engine) -> Callable[[], int]:
    """Return the function that tells the present release of this database."""
    if reader.dialect.name == "sqlite":
        return SqliteRelease(str(reader.url.database))
    return lambda: _ask(reader)


def _ask(reader: sa.Engine) -> int:
    with reader.connect() as connection:
        return int(connection.exec_driver_sql(PRESENT).scalar_one())


class SqliteRelease:
    """Reads the release again only when some connection has committed something.

    `data_version` moves for a connection when *another* one commits. So the connection that asks
    is used for nothing else: it never writes and holds no transaction.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._version = -1
        self._release = 0

    def __call__(self) -> int:
        with self._lock:
            connection = self._connection or self._open()
            version = connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                # The version is older than what is read next, so no commit is ever missed.
                self._release = int(connection.execute(PRESENT).fetchone()[0])
                self._version = version
            return self._release

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        with closing(connection.execute("PRAGMA query_only=ON")):
            self._connection = connection
        return connection

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._version = None, -1
