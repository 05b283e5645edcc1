"""JSON: a list of rows, null where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.table import Table
from app.exporters import ndjson_file

NAME = "json"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def write(table: Table) -> bytes:
    """Write each row as an object."""
    return b"".join(pieces(table))


def pieces(table: Table) -> Iterator[bytes]:
    """Write the table piece by piece: a row per line, with commas between them."""
    before = b"[\n"
    for lines in ndjson_file.pieces(table):
        yield before + lines[:-1].replace(b"\n", b",\n")  # a text in JSON holds no end of line
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"
