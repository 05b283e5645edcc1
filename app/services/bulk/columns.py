"""Columns: what a file of counts begins with, so that a person can say which column is what."""

from __future__ import annotations

from dataclasses import dataclass

from app.importers.counting.layout import NUMBERS, TARGETS, guessed
from app.importers.counting.reading import read_slices
from app.importers.counting.slices import as_text
from app.services.bulk.intake import Body
from app.services.bulk.spool import Spool

SHOWN_ROWS = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column, what its name says it is (None: nothing that is known), and its first values."""

    name: str
    guess: str | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The head of a file; `rows` are numbered as in the file, where the header is row 1."""

    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    targets: tuple[str, ...]
    numbers: tuple[str, ...]


def first_columns(spool: Spool, body: Body) -> Columns:
    """Read the first rows of a file that was received.

    Raises
    ------
    Invalid
        When the file breaks a rule of its format.
    TooLarge
    """
    spool.settle()
    for part in read_slices(body.path, body.form, gzip=body.gzip):
        columns = tuple(
            Column(name, guessed(name), tuple(as_text(v)[:80] for v in values))
            for name, values in zip(
                part.names, (each[:SHOWN_ROWS].to_pylist() for each in part.columns), strict=True
            )
        )
        return Columns(columns, tuple(part.rows[:SHOWN_ROWS].tolist()), TARGETS, NUMBERS)
    return Columns((), (), TARGETS, NUMBERS)
