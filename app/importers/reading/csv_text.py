"""CSV text to rows by column name, bounded, every problem with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from app.errors import Invalid, Problem, TooLarge, problem

MAX_CHARACTERS = 400_000_000
MAX_PROBLEMS = 100


def read_rows(
    text: str, needed: Sequence[str], skip_lines: int = 0
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row of a CSV text with its line number.

    Parameters
    ----------
    text : str
        CSV with a header line; a byte order mark is allowed.
    needed : sequence of str
        Columns that must be there; others are passed on.
    skip_lines : int
        Lines before the header.

    Yields
    ------
    tuple of (int, dict)
        Line number from 1, and the values by column.

    Raises
    ------
    TooLarge
        When the text is longer than allowed.
    Invalid
        When a column is missing or given twice, or a row has another number of values.
    """
    if len(text) > MAX_CHARACTERS:
        rule = f"must be at most {MAX_CHARACTERS} characters"
        raise TooLarge("The table is too large.", [problem("table", rule, len(text))])
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        for _ in range(skip_lines):
            next(lines, None)
        header = next(lines, [])
        _check_header(header, needed)
        for values in lines:
            if not values:
                continue
            if len(values) != len(header):
                rule = f"must have {len(header)} values, as the header has"
                where = f"line {lines.line_num}"
                raise Invalid("The table is not readable.", [problem(where, rule, len(values))])
            yield lines.line_num, dict(zip(header, values, strict=True))
    except csv.Error as error:
        where = f"line {lines.line_num}"
        raise Invalid("The table is no CSV.", [problem(where, "is not CSV", str(error))]) from error


def _check_header(header: Sequence[str], needed: Sequence[str]) -> None:
    problems: list[Problem] = [
        problem("header", f"must have the column {name}", ", ".join(header))
        for name in needed
        if name not in header
    ]
    if len(set(header)) != len(header):
        problems.append(problem("header", "must name each column once", ", ".join(header)))
    if problems:
        raise Invalid("The table lacks columns.", problems)


def whole(text: str, where: str, problems: list[Problem]) -> int:
    """Read a whole number, 0 or more; 0 with a problem noted where it is none."""
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    if len(problems) < MAX_PROBLEMS:
        problems.append(problem(where, "must be a whole number, 0 or more", text, "120000"))
    return 0
