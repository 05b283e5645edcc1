"""Reduction: sums of a table too large to be shown, by one and two dimensions, slice by slice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Key = tuple[int, ...]
# Two dimensions at most, as the margins have (COUNTING, 2).
_MOST_DIMS = 2


@dataclass(slots=True)
class GroupSum:
    """The people of one group while its rows are being added up, in the unit of the table.

    Parameters
    ----------
    n : int
        Sum of the exact counts.
    hidden : int
        Sum of the upper bounds of hidden counts; each may be 0.
    rows_hidden : int
        Rows whose count is hidden.
    unbounded : bool
        Whether a row has neither a count nor a bound.
    """

    n: int = 0
    hidden: int = 0
    rows_hidden: int = 0
    unbounded: bool = False


@dataclass(slots=True)
class Reduction:
    """Sums over the dimensions that may be summed, for every choice of one or two of the others.

    Parameters
    ----------
    kept : tuple of int
        Places of dimensions that may be shown together by twos.
    required : tuple of int
        Places of dimensions that may not be summed over: part of every choice.
    most_groups : int
        A choice with more groups is given up.

    Attributes
    ----------
    sums : dict of tuple of int to dict
        Per choice of places, the sum of each group by its category numbers.
    """

    kept: tuple[int, ...]
    required: tuple[int, ...]
    most_groups: int
    sums: dict[Key, dict[Key, GroupSum]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        free = [place for place in self.kept if place not in self.required]
        for size in range(_MOST_DIMS + 1):
            for chosen in combinations(free, size):
                places = tuple(sorted((*self.required, *chosen)))
                if places:
                    self.sums[places] = {}

    def add(self, codes: Sequence[Ints], n: Ints, high: Ints) -> None:
        """Add some rows.

        Parameters
        ----------
        codes : sequence of ndarray of int64, shape (rows,)
            Per dimension, the number of each row's category.
        n, high : ndarray of int64, shape (rows,)
            Counts, and upper bounds of hidden counts; -1 where there is none.
        """
        for places in list(self.sums):
            groups = self.sums[places]
            for key, each in _summed([codes[place] for place in places], n, high):
                _add(groups.setdefault(key, GroupSum()), each)
            if len(groups) > self.most_groups:
                del self.sums[places]

    def tables(self) -> dict[Key, dict[Key, GroupSum]]:
        """Return the choices that are part of no larger one, by their places."""
        return {
            places: groups
            for places, groups in self.sums.items()
            if not any(set(places) < set(other) for other in self.sums)
        }


def _add(to: GroupSum, more: GroupSum) -> None:
    to.n += more.n
    to.hidden += more.hidden
    to.rows_hidden += more.rows_hidden
    to.unbounded |= more.unbounded


def _summed(codes: list[Ints], n: Ints, high: Ints) -> Iterator[tuple[Key, GroupSum]]:
    """Add up the rows of one slice by their keys, in whole numbers throughout."""
    radix = [int(each.max(initial=0)) + 1 for each in codes]
    mixed = np.zeros(len(n), dtype=np.int64)
    for each, size in zip(codes, radix, strict=True):
        mixed = mixed * size + each
    order = np.argsort(mixed, kind="stable")
    keys, starts = np.unique(mixed[order], return_index=True)
    if not len(keys):
        return

    def total(values: Ints) -> list[int]:
        found: list[int] = np.add.reduceat(values[order], starts).tolist()
        return found

    exact, bound = n >= 0, high >= 0
    sums = zip(
        keys.tolist(),
        total(np.where(exact, n, 0)),
        total(np.where(bound, high, 0)),
        total((~exact).astype(np.int64)),
        total((~exact & ~bound).astype(np.int64)),
        strict=True,
    )
    for key, count, hidden, rows, open_rows in sums:
        yield _split(key, radix), GroupSum(count, hidden, rows, open_rows > 0)


def _split(key: int, radix: list[int]) -> Key:
    found = []
    for size in reversed(radix):
        key, digit = divmod(key, size)
        found.append(digit)
    return tuple(reversed(found))
