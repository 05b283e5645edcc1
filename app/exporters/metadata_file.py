"""Metadata: what stands beside every table, so that its numbers can be understood and cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from app.domain.table import Table

NAME = "metadata"
SUFFIX = ".metadata.json"
MEDIA_TYPE = "application/json"


def write(table: Table) -> bytes:
    """Write the definition, release, licence, columns with units, question and sources."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    return orjson.dumps(explained(table), option=options)


def pieces(table: Table) -> Iterator[bytes]:
    """Write it in one piece: it holds no rows."""
    yield write(table)


def explained(table: Table) -> dict[str, Any]:
    """Return what explains a table, by name."""
    return {
        "name": table.name,
        "definition": table.definition,
        "release": table.release,
        "licence": table.licence,
        "rows": len(table.rows),
        "query": table.query,
        "columns": table.columns,
        "sources": table.sources,
    }
