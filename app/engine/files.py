"""Files: rows in Parquet, in the form that the engine reads quickest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from app.domain.rows import Coded, Outcome, Rows
from app.errors import Invalid, problem

FORM = b"fairatlas.rows"
VERSION = 1
ATTRIBUTE = "attribute."
ROWS_AT_ONCE = 1 << 16
BUFFER = 1 << 20  # bytes
Where = str | Path | IO[bytes]


def write_rows(rows: Rows, to: Where) -> None:
    """Write rows as they are: float32 scores, dictionary codes, int32 patients, sorted."""
    columns: dict[str, Any] = {"sample": rows.sample, "score": rows.score}
    columns |= {
        name: values
        for name, values in (
            ("truth", rows.truth),
            ("patient", rows.patient),
            ("weight", rows.weight),
        )
        if values is not None
    }
    coded = {ATTRIBUTE + name: each for name, each in rows.attributes.items()}
    if rows.label is not None:
        coded["label"] = rows.label
    columns |= {name: each.codes for name, each in coded.items()}
    told = {
        "version": VERSION,
        "outcome": rows.outcome.value,
        "one_row_per_patient": rows.one_row_per_patient,
        "words": {name: each.words for name, each in coded.items()},
    }
    table = pa.table(columns).replace_schema_metadata({FORM: json.dumps(told).encode()})
    pq.write_table(table, to, compression="zstd", use_dictionary=False)


def read_rows(source: Where) -> Rows:
    """Read rows that `write_rows` wrote.

    Raises
    ------
    Invalid
        When the file is not of this form, or of a later version of it.
    """
    with pq.ParquetFile(source, buffer_size=BUFFER) as file:
        told = json.loads((file.schema_arrow.metadata or {}).get(FORM, b"{}"))
        if told.get("version") != VERSION:
            rule = f"must be rows in canonical form, version {VERSION}"
            raise Invalid("The file cannot be read.", [problem("file", rule, told.get("version"))])
        column: Callable[[str], Any] = _columns(file).get
    words = told["words"]
    coded = {name: Coded(column(name), tuple(each)) for name, each in words.items()}
    return Rows(
        Outcome(told["outcome"]),
        column("sample"),
        column("score"),
        column("truth"),
        column("patient"),
        told["one_row_per_patient"],
        {
            name.removeprefix(ATTRIBUTE): each
            for name, each in coded.items()
            if name.startswith(ATTRIBUTE)
        },
        coded.get("label"),
        column("weight"),
    )


def _columns(file: pq.ParquetFile) -> dict[str, NDArray[Any]]:
    """Read into arrays of their final size, some rows at a time: nothing is held twice.

    Numbers are taken as they lie in memory: `to_numpy` would load pandas, and 40 MB with it.
    """
    rows = file.metadata.num_rows
    found = {each.name: np.empty(rows, each.type.to_pandas_dtype()) for each in file.schema_arrow}
    first = 0
    for batch in file.iter_batches(ROWS_AT_ONCE, use_threads=False):
        for name, values in zip(batch.schema.names, batch.columns, strict=True):
            into = found[name][first : first + len(batch)]
            held = values.buffers()[1]
            into[:] = np.frombuffer(held, into.dtype, len(into), values.offset * into.itemsize)
        first += len(batch)
    return found
