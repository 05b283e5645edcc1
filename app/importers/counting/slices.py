"""Slices: a table of any size, some ten thousand rows at a time, each row with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.errors import Invalid, Problem, TooLarge, problem
from app.importers.counting.arrow import Ints, text_array

SLICE_ROWS = 25_000
# Rows that come one by one are objects of Python until they are gathered: ten times as large.
GATHERED_ROWS = 5_000
MAX_COLUMNS = 300
MAX_PROBLEMS = 100
# A spreadsheet's way to count: the header is row 1.
FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold, however it is packed.

    Parameters
    ----------
    rows : int
        Data rows.
    unpacked_bytes : int
        Bytes after decompression.
    ratio : int
        Bytes after decompression per byte before, asked once there are `ratio_from` of them.
    ratio_from : int
    sheet_rows, sheet_bytes : int
        Rows and unpacked bytes of a spreadsheet, which is the slowest of the formats.
    """

    rows: int = 20_000_000
    unpacked_bytes: int = 4 * 2**30
    ratio: int = 100
    ratio_from: int = 64 * 2**20
    sheet_rows: int = 200_000
    sheet_bytes: int = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of a table.

    Parameters
    ----------
    names : tuple of str
        Names of the columns as the file has them.
    columns : list of pyarrow.Array
        One per name; text, whole numbers or fractions, dictionary-coded or not.
    rows : ndarray of int64
        Number of each row in the file; the header is row 1.
    """

    names: tuple[str, ...]
    columns: list[Any]
    rows: Ints


def check_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns, or say what is wrong with them.

    Raises
    ------
    Invalid
        When a name is missing or given twice, or there are too many.
    """
    shown = ", ".join(names)
    problems: list[Problem] = []
    if len(names) > MAX_COLUMNS:
        problems.append(problem("header", f"must have at most {MAX_COLUMNS} columns", len(names)))
    elif len(set(names)) != len(names):
        problems.append(problem("header", "must name each column once", shown))
    elif not names or not all(name.strip() for name in names):
        problems.append(problem("header", "must name every column", shown, "sex,age,n"))
    if problems:
        raise Invalid("The table has no usable header.", problems)
    return tuple(names)


def check_rows(rows: int, limits: Limits) -> None:
    """Refuse more rows than allowed.

    Raises
    ------
    TooLarge
    """
    if rows > limits.rows:
        rule = f"must have at most {limits.rows:,} rows"
        raise TooLarge("The table is too large.", [problem("table", rule, f"{rows:,}")])


def in_slices(
    names: tuple[str, ...], records: Iterator[tuple[int, Sequence[str]]], limits: Limits
) -> Iterator[Slice]:
    """Gather rows that come one by one into slices.

    Parameters
    ----------
    names : tuple of str
    records : iterator of (int, sequence of str)
        Number of the row, and one text per column.
    limits : Limits

    Yields
    ------
    Slice
    """
    numbers: list[int] = []
    texts: list[Sequence[str]] = []
    total = 0

    def packed() -> Slice:
        columns = [text_array(column) for column in zip(*texts, strict=True)]
        return Slice(names, columns, np.array(numbers, dtype=np.int64))

    for number, record in records:
        numbers.append(number)
        texts.append(record)
        if len(texts) == GATHERED_ROWS:
            total += len(texts)
            check_rows(total, limits)
            yield packed()
            numbers.clear()
            texts.clear()
    check_rows(total + len(texts), limits)
    if texts:
        yield packed()


def as_text(value: object) -> str:
    """Write a cell of JSON or a spreadsheet as text: nothing is "", 12.0 is "12".

    Examples
    --------
    >>> as_text(12.0), as_text(0.25), as_text(None), as_text(True)
    ('12', '0.25', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return value if isinstance(value, str) else str(value)
