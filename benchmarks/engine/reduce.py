"""Measure the reduction of rows to counts: `python -m benchmarks.engine.reduce [--spark MASTER]`.

Files lie under var/bench-engine. What is counted is held against the exact road, row by row.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from app.engine import edges
from app.engine.cluster import rows_at
from app.engine.counts import count
from app.engine.read import Columns
from app.engine.reduce import look, reduced
from benchmarks.engine.made import SIZES, THRESHOLD, rows

FOLDER = Path(__file__).resolve().parents[2] / "var" / "bench-engine" / "files"
FILES = 16


def written(n: int) -> list[str]:
    """Write the benchmark's rows as a job uploads them, in several files."""
    made = rows(n)
    columns = {"sample": made.sample, "patient": made.patient, "score": made.score,
               "truth": made.truth}  # fmt: skip
    columns |= {
        name: pa.DictionaryArray.from_arrays(each.codes.astype(np.int32), list(each.words)).cast(
            pa.string()
        )
        for name, each in made.attributes.items()
    }
    table = pa.table(columns)
    FOLDER.mkdir(parents=True, exist_ok=True)
    paths = [FOLDER / f"{number:02d}.parquet" for number in range(FILES)]
    step = -(-n // FILES)
    for number, path in enumerate(paths):
        pq.write_table(table.slice(number * step, step), path)
    return [str(path) for path in paths]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reduction of rows to counts.")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--spark", default="", metavar="MASTER")
    given = parser.parse_args()
    paths = written(given.rows)
    made = rows(given.rows)
    own = count(made, tuple(SIZES), edges(made.score, threshold=THRESHOLD))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    columns = Columns(attributes=tuple(SIZES))
    with rows_at(paths, given.spark) as table:
        for name, task in (
            ("look at all rows (ranges, repeats, patients)", lambda: look(table, columns)),
            ("count", lambda: reduced(table, columns, tuple(SIZES), own.edges)),
            ("count, again", lambda: reduced(table, columns, tuple(SIZES), own.edges)),
        ):
            started = time.perf_counter()
            found = task()
            print(f"{name}: {time.perf_counter() - started:.2f} s")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    same = bool(np.array_equal(found[None].n, own.n))
    print(f"{given.rows:,} rows, {len(own.words)} cells x {own.bins} bins; equal: {same}; "
          f"peak {before / 1024:.0f} MB before, {after / 1024:.0f} MB after")  # fmt: skip


if __name__ == "__main__":
    main()
