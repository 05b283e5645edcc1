"""Parquet: typed columns, with the metadata inside the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from app.domain.table import Cell, Table
from app.exporters import metadata_file
from app.exporters._pieces import some

NAME = "parquet"
SUFFIX = ".parquet"
MEDIA_TYPE = "application/vnd.apache.parquet"


def write(table: Table) -> bytes:
    """Write the table; a column keeps its type where all of its cells are empty."""
    return b"".join(pieces(table))


def pieces(table: Table) -> Iterator[bytes]:
    """Write the table piece by piece: some rows are a group of rows of the file."""
    import pyarrow.parquet as pq  # a third of a second, which only this format pays

    schema, sink = _schema(table), _Sink()
    with pq.ParquetWriter(sink, schema) as writer:
        for rows in some(table.rows):
            writer.write_table(_columns(rows, schema))
            yield sink.taken()
    yield sink.taken()


def _schema(table: Table) -> Any:
    import pyarrow as pa

    types: dict[str, Any] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
    fields = [pa.field(column.name, types[column.kind]) for column in table.columns]
    return pa.schema(fields, metadata={"fairatlas": metadata_file.write(table)})


def _columns(rows: list[tuple[Cell, ...]], schema: Any) -> Any:
    import pyarrow as pa

    columns = zip(*rows, strict=True)
    arrays = [pa.array(list(cells), each.type) for cells, each in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


class _Sink(io.RawIOBase):
    """What was written since it was last taken; a writer is told how much it was in all."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        part = bytes(content)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        """Return what came since the last time."""
        found = b"".join(self._parts)
        self._parts.clear()
        return found
