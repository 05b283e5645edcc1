"""Trouble in the database, said in the words that every door understands."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import sqlalchemy.exc

from app.errors import AppError, Conflict, Invalid, StorageFull, Unavailable

# Our own SQLSTATE, raised by the triggers that keep published revisions as they are.
FROZEN = "FA001"
# SQLite reports a write beyond a quota or a file-size limit as an error of writing, not as "full".
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)
_EXPECTED = (
    sqlalchemy.exc.SQLAlchemyError, sqlite3.Error, psycopg.Error, OverflowError, UnicodeError,
)  # fmt: skip
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PG_BUSY = ("55P03", "40P01", "40001")
_PG_GONE = ("08", "57P", "53")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one read may take, and how long a writer waits for another, in seconds."""

    read_s: float
    lock_s: float


class PlainWords:
    """Turns expected trouble of either database into an error of ours; the rest stays a bug.

    It remembers nothing, so that one serves every request of a store: each of them enters it.
    """

    __slots__ = ("_limits",)

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        if isinstance(error, _EXPECTED):
            known = _translated(error, self._limits)
            if known is not None:
                raise known from error


def _translated(error: Exception, limits: Limits) -> AppError | None:
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return _busy(limits)
    if isinstance(error, (OverflowError, UnicodeError)):
        return Invalid(f"A value cannot be stored: {error}"[:300])
    origin = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        return _from_sqlite(origin, limits)
    if isinstance(origin, psycopg.Error):
        return _from_postgres(origin, limits)
    return None


def _from_sqlite(error: sqlite3.Error, limits: Limits) -> AppError | None:
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_INTERRUPT:
        return _too_slow(limits)
    if code & 0xFF in _BUSY:
        return _busy(limits)
    if code in _NO_ROOM:
        return _no_room(limits)
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return Unavailable("The database file cannot be opened.")
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return Conflict(str(error))
    return _no_tables(limits) if "no such table" in str(error) else None


def _from_postgres(error: psycopg.Error, limits: Limits) -> AppError | None:
    state = error.sqlstate or ""
    if state in _PG_BUSY:
        return _busy(limits)
    if state == FROZEN:
        return Conflict(error.diag.message_primary or str(error))
    if isinstance(error, psycopg.DataError):
        return Invalid(f"A value cannot be stored: {error}"[:300])
    if state in _PG_OTHER:
        return _PG_OTHER[state](limits)
    unreachable = isinstance(error, psycopg.OperationalError) and not state
    if unreachable or state.startswith(_PG_GONE):
        return Unavailable("The database cannot be reached.")
    return None


def _too_slow(limits: Limits) -> AppError:
    return Unavailable(
        f"Reading took longer than the limit of {limits.read_s:g} seconds and was stopped. "
        "Ask for less at once, or raise FAIRATLAS_READ_TIME_LIMIT_S."
    )


def _busy(limits: Limits) -> AppError:
    return Unavailable(
        f"The database was busy for longer than {limits.lock_s:g} seconds. Nothing was written; "
        "try again in a moment."
    )


def _no_room(_: Limits) -> AppError:
    return StorageFull("No room is left for the database. Nothing of this request was written.")


def _no_tables(_: Limits) -> AppError:
    return Unavailable("The database has no tables yet. Prepare it with: fairatlas init")


_PG_OTHER: dict[str | None, Callable[[Limits], AppError]] = {
    psycopg.errors.QueryCanceled.sqlstate: _too_slow,
    psycopg.errors.DiskFull.sqlstate: _no_room,
    psycopg.errors.UndefinedTable.sqlstate: _no_tables,
}
