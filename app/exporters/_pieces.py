"""Pieces: some rows of a table at a time, for formats that need not hold it whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")
AT_ONCE = 5_000


def some(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows, so many at a time."""
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        yield part
