"""The shape of a Parquet file: rows and columns by its footer; asked behind a guard."""

from __future__ import annotations

import base64
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from app.errors import AppError
from app.importers.counting.slices import Limits
from app.importers.counts_parquet import check_footer_length, check_promises


def answer(content: bytes) -> bytes:
    """Return the number of rows and the schema, or the rule that the file breaks."""
    file = io.BytesIO(content)
    try:
        check_footer_length(file)
        told = pq.read_metadata(file)
        check_promises(told, Limits())
        schema = told.schema.to_arrow_schema().remove_metadata().serialize().to_pybytes()
    except AppError as error:
        return json.dumps({"wrong": error.problems[0].rule}).encode()
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        return json.dumps({"wrong": "must be a Parquet file"}).encode()
    found = {"rows": told.num_rows, "schema": base64.b64encode(schema).decode()}
    return json.dumps(found).encode()
