"""CSV and TSV: a header line, then one row per group (or per row of groups), in UTF-8."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np

from app.errors import Invalid, Problem, problem
from app.importers.counting.arrow import Ints, number_array, numbers_of
from app.importers.counting.slices import (
    FIRST_ROW,
    MAX_PROBLEMS,
    SLICE_ROWS,
    Limits,
    Slice,
    check_names,
    check_rows,
)

NAME = "csv"
MEDIA_TYPES = ("text/csv", "text/tab-separated-values")
# The reader is bounded by its blocks and unpacks nothing.
HOSTILE = False
# The reader is up to 32 blocks ahead, so a block is small.
_BLOCK = 128 * 1024
_DELIMITERS = ",;\t"
_LONGEST_HEADER = 64 * 1024


class _Rows:
    """Numbers of rows, where some were left out because their width is wrong."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.wrong: list[int] = []
        self.problems: list[Problem] = []
        self.read = 0

    def note(self, row: Any) -> str:
        """Note a row of another width; the reader goes on without it."""
        self.wrong.append(row.number)
        if len(self.problems) >= MAX_PROBLEMS:
            return "error"
        rule = f"must have {self.width} values, as the header has"
        self.problems.append(problem(f"row {row.number}", rule, row.actual_columns))
        return "skip"

    def numbers(self, rows: int) -> Ints:
        """Return the numbers of the next rows that were read."""
        found = np.arange(self.read + FIRST_ROW, self.read + FIRST_ROW + rows, dtype=np.int64)
        for wrong in sorted(self.wrong):
            found[found >= wrong] += 1
        self.read += rows
        return found


def slices(file: BinaryIO, limits: Limits) -> Iterator[Slice]:
    """Yield the rows of a CSV or TSV file, with the delimiter that its header has.

    Parameters
    ----------
    file : binary file
    limits : Limits

    Yields
    ------
    Slice
        Dictionary-coded text.

    Raises
    ------
    Invalid
        When it is not UTF-8 or not CSV, or rows have another width than the header: these are
        named at the end, after the others were yielded.
    TooLarge
        When there are more rows than allowed.
    """
    import pyarrow as pa  # a third of a second, which only bulk tables pay

    start = file.read(_LONGEST_HEADER)
    delimiter = _delimiter(start)
    names = check_names(_names(start, delimiter))
    rows = _Rows(len(names))
    try:
        with _reader(_Joined(start, file), names, delimiter, rows) as reader:
            for batch in _gathered(reader):
                check_rows(rows.read + batch.num_rows, limits)
                yield _without_empty(Slice(names, batch.columns, rows.numbers(batch.num_rows)))
    except pa.ArrowInvalid as error:
        raise Invalid("The table is not readable.", _told(error, rows)) from None
    if rows.problems:
        raise Invalid("The table is not readable.", rows.problems)


def _reader(source: Any, names: tuple[str, ...], delimiter: str, rows: _Rows) -> Any:
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    words = pa.dictionary(pa.int32(), pa.string())
    return arrow_csv.open_csv(
        source,
        # One thread: only so does the reader know the number of a row that it refuses.
        read_options=arrow_csv.ReadOptions(
            use_threads=False, block_size=_BLOCK, column_names=names, skip_rows_after_names=1
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=rows.note,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, words), strings_can_be_null=False
        ),
    )


def _gathered(reader: Any) -> Iterator[Any]:
    """Yield the blocks of the reader, as many together as make a slice."""
    import pyarrow as pa

    kept: list[Any] = []
    try:
        for batch in reader:
            if kept and sum(each.num_rows for each in (*kept, batch)) > SLICE_ROWS:
                yield _together(kept)
                kept = []
            kept.append(batch)
    except pa.ArrowInvalid:
        if kept:
            yield _together(kept)
        raise
    if kept:
        yield _together(kept)


def _together(batches: list[Any]) -> Any:
    import pyarrow as pa

    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks().to_batches()[0]


def _told(error: Exception, rows: _Rows) -> list[Problem]:
    if rows.problems:
        return rows.problems
    text = str(error)
    if "UTF8" in text:
        return [problem("table", "must be text in UTF-8")]
    if "Empty CSV" in text:
        return [problem("table", "must have a header and at least one row", "", "sex,n")]
    if "straddl" in text:
        return [problem("table", f"must have no row of more than {_BLOCK:,} bytes")]
    return [problem("table", "must be CSV", text.partition("\n")[0])]


def _delimiter(start: bytes) -> str:
    line = start.splitlines()[0] if start.strip() else b""
    counts = {each: line.count(each.encode()) for each in _DELIMITERS}
    return max(counts, key=lambda each: counts[each])


def _names(start: bytes, delimiter: str) -> list[str]:
    """Read the header by Python's own reader, which knows quotes and says what is wrong."""
    import csv

    try:
        text = start.decode("utf-8-sig", "ignore" if len(start) == _LONGEST_HEADER else "strict")
    except UnicodeDecodeError:
        found = problem("table", "must be text in UTF-8")
        raise Invalid("The table is not readable.", [found]) from None
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error as error:
        raise Invalid("The table is no CSV.", [problem("row 1", str(error))]) from None


def _without_empty(found: Slice) -> Slice:
    """Leave out rows that have no value at all: an empty line is no group."""
    empty = np.ones(len(found.rows), dtype=bool)
    for column in found.columns:
        words = np.array([not word for word in column.dictionary.to_pylist()], dtype=bool)
        codes = numbers_of(column.indices)
        empty &= words[codes] if len(words) else False
        if not empty.any():
            return found
    kept = number_array(np.flatnonzero(~empty))
    return Slice(found.names, [each.take(kept) for each in found.columns], found.rows[~empty])


class _Joined(io.RawIOBase):
    """The start of a file that was read already, and the rest of it."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._start = start
        self._rest = rest

    def readable(self) -> bool:
        """Whether it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return what was read before, then what follows."""
        if not self._start:
            return self._rest.read(size)
        if size < 0:
            size = len(self._start)
        found, self._start = self._start[:size], self._start[size:]
        return found + self._rest.read(size - len(found)) if size > len(found) else found
