"""NDJSON: one object per line, null where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from app.domain.table import Table
from app.exporters._pieces import some

NAME = "ndjson"
SUFFIX = ".ndjson"
MEDIA_TYPE = "application/x-ndjson"


def write(table: Table) -> bytes:
    """Write each row as an object on a line of its own."""
    return b"".join(pieces(table))


def pieces(table: Table) -> Iterator[bytes]:
    """Write the table piece by piece."""
    for rows in some(table.records()):
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
