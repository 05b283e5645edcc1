"""Forms: the same table as Parquet, NDJSON, and packed with gzip."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq


def other_forms(file: Path) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Write a CSV in every other form; yield each file and the headers that say what it is."""
    packed = file.with_suffix(".csv.gz")
    with file.open("rb") as source, gzip.open(packed, "wb", 1) as sink:
        shutil.copyfileobj(source, sink)
    yield packed, {"Content-Type": "text/csv", "Content-Encoding": "gzip"}
    table = arrow_csv.read_csv(file)
    parquet, lines = file.with_suffix(".parquet"), file.with_suffix(".ndjson")
    pq.write_table(table, parquet, row_group_size=table.num_rows)
    yield parquet, {"Content-Type": "application/vnd.apache.parquet"}
    with lines.open("wb") as sink:
        for batch in table.to_batches(50_000):
            sink.writelines(orjson.dumps(row) + b"\n" for row in batch.to_pylist())
    yield lines, {"Content-Type": "application/x-ndjson"}
