"""Databases: an empty one of each kind, which keeps what it has acknowledged."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgres import throw_away_postgres

NAMES = ("sqlite", "postgresql")


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Let the command line choose; left out, it is both."""
    words = "leave it out for both; for PostgreSQL a server is started and thrown away"
    parser.add_argument("--database", choices=NAMES, action="append", default=[], help=words)


@contextmanager
def empty_database(name: str, folder: Path) -> Iterator[str]:
    """Lend the address of an empty database; a file lies in the folder."""
    if name == "sqlite":
        yield f"sqlite:///{folder}/fairatlas.db"
        return
    with throw_away_postgres(hasty=False) as server, server.database() as url:
        yield url
