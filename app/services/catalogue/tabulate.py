"""Tabulate: answers as flat tables, for every format that has rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from app.domain.table import Cell, Column, ColumnKind, Table

BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Shown:
    """One column, and how its cell is read off a row."""

    column: Column
    read: Callable[[Any], Any]


def shown(
    name: str,
    meaning: str,
    kind: ColumnKind = "text",
    unit: str | None = None,
    read: Callable[[Any], Any] | None = None,
) -> Shown:
    """A column that is the field of the same name, unless told how it is read."""
    return Shown(Column(name, meaning, kind, unit), read or attrgetter(name))


def table(
    name: str, definition: str, columns: Sequence[Shown], rows: Iterable[Any], release: int
) -> Table:
    """Make the table of these rows."""
    return Table(
        name=name,
        definition=definition,
        columns=tuple(each.column for each in columns),
        rows=tuple(tuple(_cell(each.read(row)) for each in columns) for row in rows),
        release=release,
    )


def _cell(value: Any) -> Cell:
    """Write several values in one cell; nothing at all is None, never an empty text."""
    if isinstance(value, tuple | list | frozenset):
        return BETWEEN.join(str(each) for each in value) or None
    if isinstance(value, str):
        return str(value)
    found: Cell = value
    return found


def total_columns(unit: str) -> list[Shown]:
    """The columns of a published total: the number, its status, its flags and its source."""

    def of(field: str) -> Callable[[Any], Any]:
        return lambda row: getattr(row.totals[unit], field) if unit in row.totals else None

    return [
        shown(unit, f"Published total of {unit}", "whole", unit, of("n")),
        shown(f"{unit}_status", "What kind of number or nothing it is", read=of("status")),
        shown(f"{unit}_recalled", "It rests on memory", "flag", read=of("recalled")),
        shown(f"{unit}_unattributed", "It has no stated source", "flag", read=of("unattributed")),
        shown(f"{unit}_citation", "Where it was printed", read=of("citation")),
        shown(f"{unit}_url", "Address of that source", read=of("url")),
    ]
