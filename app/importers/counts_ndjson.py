"""NDJSON: one JSON object per line, all with the same names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from app.errors import Invalid, Problem, problem
from app.importers.counting.slices import (
    MAX_PROBLEMS,
    Limits,
    Slice,
    as_text,
    check_names,
    in_slices,
)

NAME = "ndjson"
MEDIA_TYPES = ("application/x-ndjson", "application/jsonl")
# Each line is parsed alone, and a line has a limit.
HOSTILE = False
_LONGEST_LINE = 64 * 1024


def slices(file: BinaryIO, limits: Limits) -> Iterator[Slice]:
    """Yield the objects of an NDJSON file; the names of the first hold for all.

    Parameters
    ----------
    file : binary file
    limits : Limits

    Yields
    ------
    Slice
        Text; the number of a row is that of its line, the first is 1.

    Raises
    ------
    Invalid
        When lines are no flat JSON objects with the names of the first: these are named at the
        end, after the others were yielded.
    TooLarge
        When there are more rows than allowed.
    """
    lines = enumerate(iter(lambda: file.readline(_LONGEST_LINE + 1), b""), start=1)
    problems: list[Problem] = []
    first = next(((number, line) for number, line in lines if line.strip()), None)
    if first is None:
        found = problem("table", "must have at least one line", "", '{"sex": "female", "n": 42}')
        raise Invalid("The table is empty.", [found])
    head = _object(*first, problems)
    if head is None:
        raise Invalid("The table is not readable.", problems)
    names = check_names(list(head))

    def records() -> Iterator[tuple[int, list[str]]]:
        yield first[0], [as_text(head[name]) for name in names]
        for number, line in lines:
            row = _object(number, line, problems) if line.strip() else None
            if row is not None and len(row) == len(names) and all(name in row for name in names):
                yield number, [as_text(row[name]) for name in names]
            elif row is not None:
                _note(problems, number, f"must have the names {', '.join(names)}", ", ".join(row))

    yield from in_slices(names, records(), limits)
    if problems:
        raise Invalid("The table is not readable.", problems)


def _object(number: int, line: bytes, problems: list[Problem]) -> dict[str, object] | None:
    """Read one line; note what is wrong and return None where it is no flat object."""
    if len(line) > _LONGEST_LINE:
        rule = f"must be at most {_LONGEST_LINE} bytes"
        raise Invalid("The table is not readable.", [*problems, problem(f"row {number}", rule)])
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        _note(problems, number, "must be JSON in UTF-8", str(error).partition(":")[0])
        return None
    if isinstance(found, dict) and not any(isinstance(v, dict | list) for v in found.values()):
        return found
    _note(problems, number, "must be a flat JSON object", type(found).__name__)
    return None


def _note(problems: list[Problem], number: int, rule: str, value: str) -> None:
    problems.append(problem(f"row {number}", rule, value, '{"sex": "female", "n": 42}'))
    if len(problems) >= MAX_PROBLEMS:
        raise Invalid("The table is not readable.", problems)
