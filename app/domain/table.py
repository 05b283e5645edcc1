"""Table: rows with named columns, ready to be written to any format, with what explains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from app.domain.assessment import CitedSource

# Text cells are never NaN, zero or empty in place of "unknown": they are None.
Cell = str | int | float | bool | None
ColumnKind = Literal["text", "whole", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
    meaning : str
        What it holds, in plain words.
    kind : str
        "text", "whole" (a whole number), "number" or "flag" (true or false).
    unit : str or None
        Unit of a number: "patients", "share of 1", "years" ...
    """

    name: str
    meaning: str
    kind: ColumnKind = "text"
    unit: str | None = None


class Lines(Protocol):
    """Rows that are there, or are made while somebody goes through them."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[tuple[Cell, ...]]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and what a reader needs to understand them.

    Parameters
    ----------
    name : str
        Short name, fit for a file name.
    definition : str
        What one row is, and how the numbers came to be.
    columns : tuple of Column
    rows : Lines
        One value per column; None where nothing is known. A tuple, where all fit into memory.
    release : int
        Release of the catalogue that was read.
    licence : str
    sources : mapping of str to CitedSource
        Sources that the rows name by key.
    query : mapping of str to object
        The question in its one spelling.
    """

    name: str
    definition: str
    columns: tuple[Column, ...]
    rows: Lines
    release: int
    licence: str = "CC-BY-4.0"
    sources: Mapping[str, CitedSource] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)

    def records(self) -> Iterator[dict[str, Cell]]:
        """Yield each row as a mapping of column name to value."""
        names = [str(column.name) for column in self.columns]
        for row in self.rows:
            yield dict(zip(names, row, strict=True))
