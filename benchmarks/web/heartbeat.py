"""Heartbeat: something else is written into the same database, over and over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

EVERY_S = 0.02


@contextmanager
def heartbeats(database: Path) -> Iterator[list[int]]:
    """Write one row of a table that no answer reads, fifty times a second; count the commits."""
    commits: list[int] = [0]
    stop = Event()
    beating = Thread(target=_beat, args=(database, commits, stop))
    beating.start()
    try:
        yield commits
    finally:
        stop.set()
        beating.join()


def _beat(database: Path, commits: list[int], stop: Event) -> None:
    with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bench_heartbeats (n INTEGER)")
        while not stop.wait(EVERY_S):
            connection.execute("INSERT INTO bench_heartbeats VALUES (1)")
            commits[0] += 1
