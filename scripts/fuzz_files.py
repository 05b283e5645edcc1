"""Files in every format that is taken: whole, damaged, and of any bytes."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from hypothesis import strategies as st
from openpyxl import Workbook

COUNTS = pa.table({"sex": ["female", "male", "unknown"], "age": ["0-39"] * 3, "n": [48, 52, 0]})
PREDICTIONS = pa.table(
    {
        "sample": ["s1", "s2"],
        "patient": ["p1", "p2"],
        "truth": pa.array([0, 1], pa.uint8()),
        "score": pa.array([0.25, 0.75], pa.float32()),
        "sex": ["female", "male"],
    }
)


def _parquet(table: pa.Table) -> bytes:
    held = io.BytesIO()
    pq.write_table(table, held)
    return held.getvalue()


def _csv(separator: str) -> bytes:
    held = io.BytesIO()
    options = pa.csv.WriteOptions(delimiter=separator)
    pa.csv.write_csv(COUNTS, held, options)
    return held.getvalue()


def _xlsx() -> bytes:
    book, held = Workbook(), io.BytesIO()
    for row in (COUNTS.column_names, *(list(each.values()) for each in COUNTS.to_pylist())):
        book.active.append(row)
    book.save(held)
    return held.getvalue()


WHOLE = (
    _csv(","), _csv("\t"), _csv(";"), b'{"sex": "female", "n": 48}\n{"sex": "male", "n": 52}\n',
    _parquet(COUNTS), _parquet(PREDICTIONS), _xlsx(),
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a file with one piece replaced."""
    content = draw(st.sampled_from(WHOLE))
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(len(content), start + 16)))
    return content[:start] + draw(st.binary(max_size=16)) + content[end:]


FILES = st.sampled_from(WHOLE) | damaged() | st.binary(max_size=200)
