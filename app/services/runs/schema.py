"""Schema: the columns of uploaded files are checked before any work starts."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

import pyarrow as pa

from app.domain.run import Level, RunAbout, RunFile
from app.errors import Invalid, Problem, problem
from app.importers.guarded.guard import Choked, Guard
from app.services.runs.place import Place

COUNT_COLUMNS = ("truth", "bin", "n")
MOST_ROWS = 10**11
# A hostile footer can end the process that reads it.
_SHAPES = Guard("app.importers.guarded.parquet")
OPTIONAL = ("patient", "label", "weight")


def required_columns(about: RunAbout) -> tuple[str, ...]:
    """Return the columns that each file must have."""
    if about.level is Level.COUNTS:
        return (*about.attributes, *COUNT_COLUMNS)
    truth = () if about.outcome.per_case else ("truth",)
    return ("sample", "score", *truth, *about.attributes)


def check_schema(about: RunAbout, place: Place, files: Sequence[RunFile]) -> int:
    """Check names and types of the columns of all files; return how many rows they hold.

    Raises
    ------
    Invalid
        With every file and column that is not right.
    """
    problems: list[Problem] = []
    first: pa.Schema | None = None
    rows = 0
    for file in files:
        found = _schema(place, file)
        if isinstance(found, str):
            problems.append(problem(f"files[{file.number}]", found))
            continue
        schema, held = found
        rows += held
        problems += _problems(about, file, schema)
        if first is not None and not schema.equals(first):
            rule = "must have the same columns of the same types as the first file"
            problems.append(problem(f"files[{file.number}]", rule))
        first = schema if first is None else first
    if rows > MOST_ROWS or rows == 0:
        problems.append(problem("files", f"must hold 1 to {MOST_ROWS} rows together", rows))
    if problems:
        raise Invalid("The files cannot be evaluated.", problems[:100])
    return rows


def _schema(place: Place, file: RunFile) -> tuple[pa.Schema, int] | str:
    """Return the columns and the number of rows of a file, or the rule that it breaks."""
    try:
        told = json.loads(_SHAPES.ask(place.read(file).getvalue()))
    except Choked:
        return "must be a Parquet file that can be read within the limits of memory and time"
    if "wrong" in told:
        return str(told["wrong"])
    return pa.ipc.read_schema(pa.BufferReader(base64.b64decode(told["schema"]))), told["rows"]


def _problems(about: RunAbout, file: RunFile, schema: pa.Schema) -> list[Problem]:
    where = f"files[{file.number}]"
    needed = required_columns(about)
    allowed = {*needed} | (set() if about.level is Level.COUNTS else set(OPTIONAL))
    found = [
        problem(f"{where}.{name}", "must be a column of the file")
        for name in needed
        if name not in schema.names
    ]
    found += [
        problem(f"{where}.{name}", f"is no column here; allowed are {', '.join(sorted(allowed))}")
        for name in schema.names
        if name not in allowed
    ]
    if len(set(schema.names)) < len(schema.names):
        found.append(problem(where, "must have each column once"))
    words = {*about.attributes, "label"}
    for field in schema:
        rule = _wrong_type(field, field.name in words)
        if rule:
            found.append(problem(f"{where}.{field.name}", rule, str(field.type)))
    return found


def _wrong_type(field: pa.Field, words: bool) -> str | None:
    kind = field.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    if words or field.name in ("sample", "patient"):
        return None if text else "must hold text"
    number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    return None if number else "must hold numbers"
