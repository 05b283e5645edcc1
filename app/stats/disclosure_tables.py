"""The tables of one card as an attacker sees them, and all their cells in one ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Printed cells are hidden in the order of what a reader loses: cells, then totals.
CELL_COST, TOTAL_COST = 1.0, 1000.0
NOT_PRINTED = "(not printed)"


@dataclass(frozen=True, slots=True)
class TableSeen:
    """One table.

    Parameters
    ----------
    dims : tuple of str
        Names of the dimensions; () for a total. Two tables are held against each other along
        the names that they share, so two schemes of ethnicity need two names.
    keys : tuple of tuple of str
        One category per dimension and cell.
    values : tuple of int or None
        Whole counts; None where it is not known here (hidden already).
    unit : str
        Counts of two units may agree ("one image each") without being the same.
    version : int
        0 is the oldest.
    fixed : bool
        Published already: nothing of it can be hidden any more.
    highs : tuple of int or None
        Largest value of a count that is hidden already ("<11" is 10); None where it has none.
    overlapping : frozenset of str
        Dimensions over which no sum may be taken: one person may have several categories.
    complete : bool
        Counts everybody of the total, so that it must agree with the other complete tables.
    latent : bool
        Printed nowhere: what must exist for other tables to be margins of the same people.
    """

    dims: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    values: tuple[int | None, ...]
    unit: str = "patients"
    version: int = 0
    fixed: bool = False
    highs: tuple[int | None, ...] = ()
    overlapping: frozenset[str] = frozenset()
    complete: bool = True
    latent: bool = False

    def has_hidden(self, threshold: int) -> bool:
        """Whether a count of it is hidden already, or is small and has to be."""
        small = not self.fixed
        return any(n is None or (small and 0 < n < threshold) for n in self.values)


@dataclass(slots=True)
class Ledger:
    """Every cell of every table, in one row of arrays.

    Parameters
    ----------
    tables : sequence of TableSeen
    values, low, high : array, shape (cells,)
        The first world, and the range in which the attacker knows each cell to lie if hidden.
    hidden, hideable, small, real : array of bool, shape (cells,)
        Hidden from the start; may still be hidden; from 1 to threshold - 1; stands in a table
        (the rest that a complete table leaves of its total is a cell too, though not printed).
    latent : array of bool, shape (cells,)
    cost : array, shape (cells,)
        What hiding it costs.
    starts : list of int
        Index of the first cell of each table.
    """

    tables: list[TableSeen]
    values: Array
    low: Array
    high: Array
    hidden: Mask
    hideable: Mask
    small: Mask
    real: Mask
    latent: Mask
    cost: Array
    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Sequence[TableSeen], threshold: int) -> Ledger:
        """Lay the tables out, with what is hidden from the start."""
        rows = [row for table in tables for row in _rows(table, threshold)]
        columns = [np.array(column) for column in zip(*rows, strict=True)] or [np.zeros(0)] * 9
        values, low, high = (column.astype(float) for column in columns[:3])
        hidden, hideable, small, real, latent = (column.astype(bool) for column in columns[3:8])
        starts = list(np.cumsum([0, *(len(table.keys) for table in tables)]))
        ledger = cls(
            list(tables), values, low, high, hidden, hideable, small, real, latent,
            cost=columns[8].astype(float), starts=starts,
        )  # fmt: skip
        ledger.hidden |= ledger._hidden_before()
        return ledger

    def cells(self, table: int) -> range:
        """Indices of the cells of one table."""
        return range(self.starts[table], self.starts[table + 1])

    def place(self, index: int) -> tuple[int, int]:
        """Table and position of a cell."""
        table = int(np.searchsorted(self.starts, index, side="right")) - 1
        return table, index - self.starts[table]

    def positions(self, chosen: Mask) -> tuple[tuple[int, ...], ...]:
        """Positions of the chosen cells, table by table."""
        return tuple(
            tuple(i - self.starts[table] for i in self.cells(table) if chosen[i] and self.real[i])
            for table in range(len(self.tables))
        )

    def _hidden_before(self) -> Mask:
        """Cells that an earlier version hides: what has once been hidden stays so."""
        names = [(table.unit, table.dims, key) for table in self.tables for key in table.keys]
        before = {name for name, was in zip(names, self._hidden_in_fixed(), strict=True) if was}
        again = np.array([name in before for name in names], dtype=bool)
        return again & self.hideable

    def _hidden_in_fixed(self) -> Iterable[bool]:
        fixed = [table.fixed for table in self.tables for _ in table.keys]
        return (was and hid for was, hid in zip(fixed, self.hidden, strict=True))


def _rows(table: TableSeen, threshold: int) -> list[tuple[float | bool, ...]]:
    highs = table.highs or (None,) * len(table.keys)
    cost = CELL_COST if table.dims else TOTAL_COST
    return [
        (
            *_state(value, high, table, threshold),
            NOT_PRINTED not in key and not table.latent,
            table.latent,
            cost,
        )
        for key, value, high in zip(table.keys, table.values, highs, strict=True)
    ]


def _state(
    value: int | None, high: int | None, table: TableSeen, threshold: int
) -> tuple[float | bool, ...]:
    """Value, low, high, hidden, hideable, small."""
    if table.latent:
        return np.nan, 0, np.inf, True, False, False
    if value is None:
        # A bound is a small cell; without one it was hidden to protect others.
        low = 1 if high is not None or not table.fixed else threshold
        return np.nan, low, np.inf if high is None else high, True, False, high is not None
    if 1 <= value < threshold and not table.fixed:
        return value, 1, threshold - 1, True, True, True
    return value, threshold, np.inf, False, not table.fixed and value >= threshold, False
