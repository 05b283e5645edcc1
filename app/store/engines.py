"""Connections: one engine that only reads and one that writes, with limits, on both databases."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url

from app.errors import Invalid, problem
from app.store.trouble import Limits

# How many steps of SQLite's machine lie between two looks at the clock (well under 1 ms).
_STEPS = 10_000
# One writer at a time on PostgreSQL, too: what holds on one database holds on the other.
_WRITERS_TURN = "SELECT pg_advisory_xact_lock(720250216841)"
_EXAMPLE = "sqlite:///var/fairatlas.db"


def read_url(text: str) -> URL:
    """Read the address of a database: a SQLite file or PostgreSQL."""
    try:
        url = make_url(text)
    except sa.exc.ArgumentError:
        rule = "must be the address of a database"
        raise Invalid("The database has no usable address.", [_url_problem(rule)]) from None
    backend = "postgresql" if url.drivername == "postgres" else url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        rule = "must name a SQLite file or a PostgreSQL database"
        raise Invalid("The database has no usable address.", [_url_problem(rule)])
    return url.set(drivername="sqlite")


def _url_problem(rule: str) -> Any:
    # The value is not shown: it may hold a password.
    return problem("DATABASE_URL", rule, "", _EXAMPLE)


def reader(url: URL, limits: Limits) -> sa.Engine:
    """Make the engine whose transactions see one state, cannot write and end in time."""
    if url.get_backend_name() == "sqlite":
        engine = _sqlite(url, limits, "BEGIN", ["query_only=ON"], size=10)
        _stop_slow_reads(engine, limits)
        return engine
    engine = _postgres(url, limits, size=5, isolation_level="REPEATABLE READ")
    _on_connect(
        engine,
        [
            f"SET statement_timeout = {int(limits.read_s * 1000)}",
            "SET default_transaction_read_only = on",
        ],
    )
    return engine


def writer(url: URL, limits: Limits) -> sa.Engine:
    """Make the engine whose transactions write, one after the other."""
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
        # One connection: threads of this process queue here, fairly, and not in SQLite's sleep.
        return _sqlite(url, limits, "BEGIN IMMEDIATE", ["foreign_keys=ON"], size=1)
    engine = _postgres(url, limits, size=1)
    _take_turns(engine, limits)
    return engine


def queuer(url: URL, limits: Limits) -> sa.Engine:
    """Make the engine of the job queue on PostgreSQL: workers take jobs side by side."""
    engine = _postgres(url, limits, size=2)
    _on_connect(engine, [f"SET lock_timeout = {int(limits.lock_s * 1000)}"])
    return engine


def migrator(url: URL, limits: Limits) -> sa.Engine:
    """Make the engine of migrations: on SQLite, tables are copied, so references rest."""
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(url, limits, "BEGIN IMMEDIATE", ["foreign_keys=OFF"], size=1)
    engine = _postgres(url, limits, size=1)
    _take_turns(engine, limits)
    return engine


def _sqlite(url: URL, limits: Limits, begin: str, pragmas: list[str], size: int) -> sa.Engine:
    engine = sa.create_engine(
        url,
        pool_size=size,
        max_overflow=3 * (size - 1),
        pool_timeout=limits.lock_s,
        connect_args={"timeout": limits.lock_s},
    )
    modes = [] if "query_only=ON" in pragmas else ["journal_mode=WAL"]

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours alone
        for pragma in (*modes, "synchronous=FULL", *pragmas):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _stop_slow_reads(engine: sa.Engine, limits: Limits) -> None:
    @event.listens_for(engine, "connect")
    def watch(connection: Any, record: Any) -> None:
        info = record.info
        info["ends"] = float("inf")
        connection.set_progress_handler(lambda: time.monotonic() > info["ends"], _STEPS)

    @event.listens_for(engine, "before_cursor_execute")
    def start(connection: sa.Connection, *_: Any) -> None:
        connection.info["ends"] = time.monotonic() + limits.read_s


def _postgres(url: URL, limits: Limits, size: int, **options: Any) -> sa.Engine:
    return sa.create_engine(
        url,
        pool_size=size,  # four processes stay below the 100 connections of a default server
        max_overflow=3 * (size - 1),
        pool_timeout=limits.lock_s,
        pool_pre_ping=True,
        **options,
    )


def _take_turns(engine: sa.Engine, limits: Limits) -> None:
    _on_connect(engine, [f"SET lock_timeout = {int(limits.lock_s * 1000)}"])

    @event.listens_for(engine, "begin")
    def wait_for_turn(connection: sa.Connection) -> None:
        connection.exec_driver_sql(_WRITERS_TURN)


def _on_connect(engine: sa.Engine, statements: list[str]) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.autocommit = True
        for statement in statements:
            connection.execute(statement)
        connection.autocommit = False
