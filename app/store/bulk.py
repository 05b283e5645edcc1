"""Many rows at once, by the quickest road of each database: executemany, or COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.store.schema import Base

_BATCH = 10_000
Row: TypeAlias = Mapping[str, Any]


def insert_many(session: Session, model: type[Base], rows: Iterable[Row]) -> None:
    """Insert rows that all name the same columns; memory does not grow with their number."""
    source = iter(rows)
    first = next(source, None)
    if first is None:
        return
    table: Any = model.__table__
    connection = session.connection()
    columns = [table.c[name] for name in first]
    ready = _ready(chain([first], source), columns, connection.dialect)
    insert = _executemany if connection.dialect.name == "sqlite" else _copy
    insert(connection, table.name, list(first), ready)


def _ready(
    rows: Iterable[Row], columns: list[sa.Column[Any]], dialect: sa.Dialect
) -> Iterator[list[Any]]:
    """Turn rows into lists in the order of the columns, as the types of the columns ask."""
    names = [column.key for column in columns]
    converters: list[tuple[int, Callable[[Any], Any]]] = []
    for place, column in enumerate(columns):
        converter = column.type.dialect_impl(dialect).bind_processor(dialect)
        if converter is not None:
            converters.append((place, converter))
    for row in rows:
        values = [row[name] for name in names]
        for at, convert in converters:
            values[at] = convert(values[at])
        yield values


def _executemany(
    connection: sa.Connection, table: str, names: list[str], rows: Iterator[list[Any]]
) -> None:
    places = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table} ({_quoted(names)}) VALUES ({places})"  # noqa: S608  # our own names
    while batch := [tuple(row) for row in islice(rows, _BATCH)]:
        connection.exec_driver_sql(statement, batch)


def _copy(
    connection: sa.Connection, table: str, names: list[str], rows: Iterator[Sequence[Any]]
) -> None:
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {table} ({_quoted(names)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
