"""CSV: one header line, UTF-8, an empty cell where nothing is known."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from app.domain.table import Cell, Table
from app.exporters._pieces import some

NAME = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
# A spreadsheet runs a text that begins so as a formula; an apostrophe keeps it a text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


def write(table: Table) -> bytes:
    """Write the table; numbers exactly as they are, texts never as formulas."""
    return b"".join(pieces(table))


def pieces(table: Table) -> Iterator[bytes]:
    """Write the table piece by piece."""
    yield _lines([[column.name for column in table.columns]])
    for rows in some(table.rows):
        yield _lines([[_shown(cell) for cell in row] for row in rows])


def _lines(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else str(cell)
    return repr(cell)
