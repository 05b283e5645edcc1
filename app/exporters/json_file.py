"""JSON: a list of rows, null where nothing is known."""

from __future__ import annotations

import orjson

from app.domain.table import Table

NAME = "json"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def write(table: Table) -> bytes:
    """Write each row as an object."""
    return orjson.dumps(table.records(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
