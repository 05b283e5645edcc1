"""Files: rows in Parquet, in the form that the engine reads quickest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from app.domain.rows import Coded, Outcome, Rows
from app.errors import Invalid, problem

FORM = b"fairatlas.rows"
VERSION = 1
ATTRIBUTE = "attribute."
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
    table = pq.read_table(source)
    told = json.loads((table.schema.metadata or {}).get(FORM, b"{}"))
    if told.get("version") != VERSION:
        rule = f"must be rows in canonical form, version {VERSION}"
        raise Invalid("The file cannot be read.", [problem("file", rule, told.get("version"))])

    def column(name: str) -> Any:
        if name not in table.column_names:
            return None
        return np.asarray(table.column(name).to_numpy())

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
