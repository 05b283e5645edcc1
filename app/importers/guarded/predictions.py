"""The values of a file of predictions, read once and let go; asked behind a guard.

What can be read here within the limits, some rows at a time, can be read whole by who computes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_AT_ONCE = 1 << 16
# So many bytes in memory each row may take, beyond what any small file may: a text of a megabyte
# that stands in every row is packed as once.
ROW_BYTES = 1000
_ANYWAY = 16 * 2**20
_TOO_WIDE = f"must take at most {ROW_BYTES:,} bytes a row once it is unpacked"


def answer(content: bytes) -> bytes:
    """Return the problems of the file: none, or the first, with its column and row if it has."""
    try:
        found = next(_wrong(pq.ParquetFile(io.BytesIO(content), pre_buffer=False)), None)
    except MemoryError:
        found = {"rule": _TOO_WIDE, "value": "more memory than may be taken"}
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        said = str(error).partition("\n")[0][:200]
        found = {"rule": "must be a readable Parquet file", "value": said}
    return json.dumps(found).encode()


def _wrong(file: pq.ParquetFile) -> Iterator[dict[str, Any]]:
    rows = unpacked = 0
    for batch in file.iter_batches(_AT_ONCE, use_threads=False):
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            at = _not_text(column)
            if at is not None:
                place = {"column": name, "row": rows + at + 1}
                yield place | {
                    "rule": "must be UTF-8 text",
                    "value": _shown(column[at]),
                    "example": "café",
                }
        rows += batch.num_rows
        unpacked += batch.nbytes
        if unpacked > _ANYWAY + ROW_BYTES * rows:
            yield {"rule": _TOO_WIDE, "value": f"{unpacked // rows:,}"}


def _not_text(column: Any) -> int | None:
    """Return the place of the first value that is no UTF-8."""
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return next(filter(lambda at: not _is_text(column[at]), range(len(column))), 0)
    return None


def _is_text(value: Any) -> bool:
    try:
        value.as_py()
    except UnicodeDecodeError:
        return False
    return True


def _shown(value: Any) -> str:
    text = value.value if isinstance(value, pa.DictionaryScalar) else value
    if not pa.types.is_string(text.type) and not pa.types.is_large_string(text.type):
        return ""
    return bytes(text.as_buffer() or b"").decode("utf-8", "backslashreplace")[:200]
