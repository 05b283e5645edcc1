"""XLSX: one sheet of rows, one that explains them; a text is never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from app.domain.table import Cell, Table
from app.errors import TooLarge, problem
from app.exporters.metadata_file import explained

NAME = "xlsx"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a sheet and a cell of the format hold.
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767


def write(table: Table) -> bytes:
    """Write the table; a text keeps its letters and is marked as a text.

    Raises
    ------
    TooLarge
        When there are more rows than a sheet holds.
    """
    from openpyxl import Workbook  # a third of a second, which only this format pays

    if len(table.rows) >= MOST_ROWS:
        rule = f"must be less than {MOST_ROWS}: ask for CSV or Parquet"
        raise TooLarge("A sheet cannot hold this table.", [problem("rows", rule, len(table.rows))])
    book = Workbook(write_only=True)
    rows = book.create_sheet("rows")
    rows.freeze_panes = "A2"
    rows.append([_cell(rows, column.name) for column in table.columns])
    for row in table.rows:
        rows.append([_cell(rows, value) for value in row])
    about = book.create_sheet("about")
    for line in _about(table):
        about.append([_cell(about, text) for text in line])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _cell(sheet: Any, value: Cell) -> Any:
    """Make a cell; a text is stored as text whatever it begins with, and stays so when edited."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_LETTERS]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _about(table: Table) -> Iterator[tuple[str, ...]]:
    """Say what the rows are, column by column, and where they come from."""
    told = explained(table)
    for name in ("name", "definition", "release", "licence"):
        yield name, str(told[name])
    for name, value in table.query.items():
        yield "query", name, str(value)
    for column in table.columns:
        yield "column", column.name, column.meaning, column.unit or ""
    for key, source in table.sources.items():
        yield "source", key, source.citation, source.url or ""
