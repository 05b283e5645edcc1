"""XLSX: the first sheet of a workbook, its first row the header; values only, no formulas."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from app.errors import Invalid, TooLarge, problem
from app.importers.counting.slices import (
    FIRST_ROW,
    MAX_COLUMNS,
    Limits,
    Slice,
    as_text,
    check_names,
    in_slices,
)

NAME = "xlsx"
MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",)
# A workbook is packed XML: it is read in a child with limits.
HOSTILE = True
_MOST_PARTS = 1_000


def slices(file: BinaryIO, limits: Limits) -> Iterator[Slice]:
    """Yield the rows of the first sheet of a workbook.

    Parameters
    ----------
    file : binary file
        Seekable.
    limits : Limits

    Yields
    ------
    Slice
        Text; an empty row is no row.

    Raises
    ------
    Invalid
        When it is no workbook.
    TooLarge
        When its parts unpack to more bytes, or the sheet has more rows, than allowed.
    """
    import openpyxl  # half a second, which only this format pays

    _check_parts(file, limits)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
        names = check_names(_header(next(rows, ())))
        allowed = replace(limits, rows=min(limits.rows, limits.sheet_rows))
        yield from in_slices(names, _records(rows, len(names)), allowed)
    except (Invalid, TooLarge, MemoryError):
        raise
    except Exception as error:  # openpyxl answers a broken file with whatever came up inside it
        told = problem("table", "must be a readable workbook", type(error).__name__)
        raise Invalid("The table is not readable.", [told]) from None


def _header(row: tuple[object, ...]) -> list[str]:
    texts = [as_text(value) for value in row]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


def _records(rows: Any, width: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=FIRST_ROW):
        texts = [as_text(value) for value in row]
        if any(texts[width:]):
            rule = f"must have {width} values, as the header has"
            raise Invalid("The table is not readable.", [problem(f"row {number}", rule)])
        if any(texts):
            yield number, (texts + [""] * width)[:width]


def _check_parts(file: BinaryIO, limits: Limits) -> None:
    """Hold what the directory of the archive says against the limits before unpacking."""
    size = file.seek(0, 2)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        told = problem("table", "must be a workbook (.xlsx)")
        raise Invalid("The table is not readable.", [told]) from None
    unpacked = sum(part.file_size for part in parts)
    dense = unpacked > limits.ratio_from and unpacked > limits.ratio * size
    if len(parts) > _MOST_PARTS or unpacked > limits.sheet_bytes or dense:
        rule = f"must unpack to at most {limits.sheet_bytes:,} bytes; send CSV or Parquet instead"
        found = f"{unpacked:,} bytes in {len(parts):,} parts"
        raise TooLarge("The workbook is too large.", [problem("table", rule, found)])
    file.seek(0)
