"""Values: files are read once behind a guard before whoever computes reads them whole."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.domain.run import RunFile
from app.errors import Invalid, Problem, problem
from app.importers.guarded.guard import Choked, Guard
from app.services.runs.place import Place

# A hostile page of values can end the process that reads it, or take all of its memory.
_VALUES = Guard("app.importers.guarded.predictions")


def check_values(place: Place, files: Sequence[RunFile]) -> None:
    """Read every value of all files, and let it go.

    Raises
    ------
    Invalid
        With the first problem of each file that has one: file, column and row.
    """
    found = [each for file in files if (each := _problem(place, file)) is not None]
    if found:
        raise Invalid("The predictions cannot be read.", found[:100])


def _problem(place: Place, file: RunFile) -> Problem | None:
    where = f"files[{file.number}]"
    try:
        told = json.loads(_VALUES.ask(place.read(file).getvalue()))
    except Choked:
        return problem(
            where, "must be a file that can be read within the limits of memory and time"
        )
    if told is None:
        return None
    if "column" in told:
        where = f"{where}, {told['column']}, row {told['row']}"
    return problem(where, told["rule"], told["value"], told.get("example", ""))
