"""Rows and values: many rows at once in, values of ours out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeAlias, TypeVar, cast

import sqlalchemy as sa

from app.store.schema import Base

V = TypeVar("V")
AnySelect: TypeAlias = sa.Select[*tuple[Any, ...]]
AnyRow: TypeAlias = sa.Row[*tuple[Any, ...]]
# Which revisions a read is about: named ones, or a query that finds them.
Chosen: TypeAlias = Collection[int] | sa.Select[int]


def table_of(model: type[Base]) -> sa.Table:
    """Return the table of a model, for statements that go by many rows or columns."""
    return cast(sa.Table, model.__table__)


def select_any(*columns: Any) -> AnySelect:
    """Select columns whose types are told by where their values go."""
    return sa.select(*columns)


def values_of(thing: object, table: type[Base]) -> dict[str, Any]:
    """Return the fields of a value that have a column of the same name."""
    return {
        column.key: getattr(thing, column.key)
        for column in table_of(table).columns
        if hasattr(thing, column.key)
    }


def columns_of(table: type[Base], *left_out: str) -> list[sa.ColumnElement[Any]]:
    """Return the columns of a table, without the revision and what is named."""
    hidden = {"revision_id", *left_out}
    return [column for column in table_of(table).columns if column.key not in hidden]


def of(table: type[Base], chosen: Chosen) -> sa.ColumnElement[bool]:
    """Return the condition that a row belongs to a chosen revision."""
    return table_of(table).c.revision_id.in_(chosen)


def grouped(rows: Iterable[Sequence[Any]], make: Callable[..., V]) -> defaultdict[Any, list[V]]:
    """Gather values by the first column of their rows; the other columns make the value."""
    found: defaultdict[Any, list[V]] = defaultdict(list)
    for key, *rest in rows:
        found[key].append(make(*rest))
    return found
