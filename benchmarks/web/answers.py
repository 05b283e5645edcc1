"""Answers: ours, kept for the ceiling as it is, and for datasette as a table of the same rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from benchmarks.web.apps import LEFT_TO_UVICORN

_ASKED = {"sql": "select * from areas order by position", "_shape": "array"}
ROLLUP_PATH = f"/rollup.json?{urlencode(_ASKED)}"


def keep_for_ceiling(answer: httpx.Response, folder: Path) -> None:
    """Write the body and the headers, less those that uvicorn adds by itself."""
    folder.mkdir(parents=True, exist_ok=True)
    headers = [pair for pair in answer.headers.multi_items() if pair[0] not in LEFT_TO_UVICORN]
    (folder / "body").write_bytes(answer.content)
    (folder / "headers.json").write_text(json.dumps(headers))


def keep_for_datasette(answer: httpx.Response, file: Path) -> int:
    """Write every row of the answer into one table, and return how many there are."""
    rows = [flat(item) for item in answer.json()["items"]]
    names = ["position", *rows[0]]
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" * len(names))
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"CREATE TABLE areas ({columns}, PRIMARY KEY (position))")
        values = ((at, *row.values()) for at, row in enumerate(rows))
        connection.executemany(f"INSERT INTO areas VALUES ({places})", values)  # noqa: S608
    return len(rows)


def flat(item: Mapping[str, Any]) -> dict[str, Any]:
    """One row: the values of the nested objects stand beside the others."""
    found: dict[str, Any] = {}
    for name, value in item.items():
        found.update(value if isinstance(value, Mapping) else {name: value})
    return found
