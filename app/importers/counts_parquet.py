"""Parquet: flat columns; the footer is checked before anything is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np

from app.errors import Invalid, Problem, TooLarge, problem
from app.importers.counting.slices import (
    FIRST_ROW,
    MAX_COLUMNS,
    SLICE_ROWS,
    Limits,
    Slice,
    check_names,
    check_rows,
)

NAME = "parquet"
MEDIA_TYPES = ("application/vnd.apache.parquet",)
# A few bytes can stand for a thousand million values: it is read in a child with limits.
HOSTILE = True
_MOST_GROUPS = 10_000
_MOST_FOOTER = 16 * 2**20


def slices(file: BinaryIO, limits: Limits) -> Iterator[Slice]:
    """Yield the rows of a Parquet file.

    Parameters
    ----------
    file : binary file
        Seekable.
    limits : Limits

    Yields
    ------
    Slice

    Raises
    ------
    Invalid
        When it is no Parquet file, or a column is neither text nor a number.
    TooLarge
        When the footer names more rows, columns, row groups or bytes than allowed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_footer_length(file)
    try:
        found = pq.ParquetFile(file, memory_map=False, pre_buffer=False)
        _check_footer(found.metadata, found.schema_arrow, limits)
        names = check_names(found.schema_arrow.names)
        read = FIRST_ROW
        for batch in found.iter_batches(batch_size=SLICE_ROWS, use_threads=False):
            rows = np.arange(read, read + batch.num_rows, dtype=np.int64)
            read += batch.num_rows
            check_rows(read - FIRST_ROW, limits)
            batch.validate(full=True)  # texts that are no UTF-8 would be found by others, too late
            yield Slice(names, batch.columns, rows)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        told = problem("table", "must be a readable Parquet file", str(error).partition("\n")[0])
        raise Invalid("The table is not readable.", [told]) from None


def check_footer_length(file: BinaryIO) -> None:
    """Look at the end of the file before the reader does: its length is a promise."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 8))
    end = file.read(8)
    file.seek(0)
    length = int.from_bytes(end[:4], "little")
    if end[4:] != b"PAR1" or length > size - 8:
        raise Invalid("The table is not readable.", [problem("table", "must be a Parquet file")])
    if length > _MOST_FOOTER:
        rule = f"must have a footer of at most {_MOST_FOOTER:,} bytes"
        raise TooLarge("The table is too large.", [problem("table", rule, f"{length:,}")])


def _check_footer(metadata: Any, schema: Any, limits: Limits) -> None:
    check_promises(metadata, limits)
    wrong = _wrong_types(schema)
    if wrong:
        raise Invalid("The table is not flat.", wrong)


def check_promises(metadata: Any, limits: Limits) -> None:
    """Refuse by what the footer promises, before anything is decoded.

    Raises
    ------
    Invalid, TooLarge
    """
    check_rows(metadata.num_rows, limits)
    counted = (
        ("columns", metadata.num_columns, MAX_COLUMNS),
        ("row groups", metadata.num_row_groups, _MOST_GROUPS),
    )
    problems = [
        problem("table", f"must have at most {most:,} {what}", f"{found:,}")
        for what, found, most in counted
        if found > most
    ]
    if problems:
        raise TooLarge("The table is too large.", problems)
    _check_width(metadata, limits)


def _check_width(metadata: Any, limits: Limits) -> None:
    """Refuse by what the columns say of themselves: values, and bytes after decompression."""
    unpacked = 0
    for group in range(metadata.num_row_groups):
        rows = metadata.row_group(group)
        for column in range(rows.num_columns):
            chunk = rows.column(column)
            unpacked += max(0, chunk.total_uncompressed_size)
            if chunk.num_values != rows.num_rows:
                told = problem("table", "must have one value per row and column", chunk.num_values)
                raise Invalid("The table is not flat.", [told])
    if unpacked > limits.unpacked_bytes:
        rule = f"must unpack to at most {limits.unpacked_bytes:,} bytes"
        raise TooLarge("The table is too large.", [problem("table", rule, f"{unpacked:,}")])


def _wrong_types(schema: Any) -> list[Problem]:
    import pyarrow as pa

    def flat(kind: Any) -> bool:
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        tests = (
            pa.types.is_integer, pa.types.is_floating, pa.types.is_string, pa.types.is_null,
            pa.types.is_large_string, pa.types.is_string_view,
        )  # fmt: skip
        return any(test(kind) for test in tests)

    rule = "must hold text or numbers, not lists, records, dates or bytes"
    wrong = [field for field in schema if not flat(field.type)]
    return [problem(field.name[:100], rule, str(field.type)[:60]) for field in wrong]
