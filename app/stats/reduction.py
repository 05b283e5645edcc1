"""Reduction: sums of a table too large to be shown, by one and two dimensions, slice by slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Key = tuple[int, ...]
# Two dimensions at most, as the margins have (COUNTING, 2).
_MOST_DIMS = 2
# Beyond it, numbers are given anew before they index sums.
_MOST_MIXED = 2**20


@dataclass(frozen=True, slots=True)
class GroupSum:
    """The people of one group, added up, in the unit of the table.

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
    sums : dict of tuple of int to tuple of ndarray
        Per choice of places: category numbers, shape (places, groups), and what `_values` adds up,
        shape (4, groups).
    """

    kept: tuple[int, ...]
    required: tuple[int, ...]
    most_groups: int
    sums: dict[Key, tuple[Ints, Ints]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        free = [place for place in self.kept if place not in self.required]
        for size in range(_MOST_DIMS + 1):
            for chosen in combinations(free, size):
                places = tuple(sorted((*self.required, *chosen)))
                if places:
                    nothing = np.zeros((len(places), 0), dtype=np.int64)
                    self.sums[places] = nothing, np.zeros((4, 0), dtype=np.int64)

    def add(self, codes: Sequence[Ints], n: Ints, high: Ints) -> None:
        """Add some rows.

        Parameters
        ----------
        codes : sequence of ndarray of int64, shape (rows,)
            Per dimension, the number of each row's category.
        n, high : ndarray of int64, shape (rows,)
            Counts, and upper bounds of hidden counts; -1 where there is none. All that is ever
            added must sum to less than 2^53.
        """
        # Summed once by all that matters: far fewer rows are left for the choices.
        needed = sorted({place for places in self.sums for place in places})
        if not needed:
            return
        groups, values = _summed(np.stack([codes[at] for at in needed]), _values(n, high))
        by_place = dict(zip(needed, groups, strict=True))
        for places, before in list(self.sums.items()):
            chosen = np.stack([by_place[place] for place in places])
            # What was summed before is summed with the new rows, as rows of its own.
            together = zip(before, (chosen, values), strict=True)
            self.sums[places] = _summed(*(np.concatenate(each, axis=1) for each in together))
            if self.sums[places][0].shape[1] > self.most_groups:
                del self.sums[places]

    def tables(self) -> dict[Key, dict[Key, GroupSum]]:
        """Return the choices that are part of no larger one, by their places."""
        return {
            places: _groups(*found)
            for places, found in self.sums.items()
            if not any(set(places) < set(other) for other in self.sums)
        }


def _values(n: Ints, high: Ints) -> Ints:
    """Return what is added up: counts, bounds, hidden rows, and rows without a bound."""
    exact, bound = n >= 0, high >= 0
    return np.stack([
        np.where(exact, n, 0), np.where(bound, high, 0), ~exact, ~exact & ~bound,
    ]).astype(np.int64)  # fmt: skip


def _summed(codes: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Add up the rows of each group; below 2^53 floats are exact."""
    mixed = _mixed(codes)
    used = np.flatnonzero(np.bincount(mixed))
    sums = [np.bincount(mixed, weights=each)[used] for each in values]
    one_of = np.zeros(int(mixed.max(initial=0)) + 1, dtype=np.int64)
    one_of[mixed] = np.arange(len(mixed))
    return codes[:, one_of[used]], np.stack(sums).astype(np.int64)


def _mixed(codes: Ints) -> Ints:
    """Return one small number per row, equal where all numbers of two rows are."""
    mixed = np.zeros(codes.shape[1], dtype=np.int64)
    for each in codes:
        mixed = mixed * (int(each.max(initial=0)) + 1) + each
        if mixed.max(initial=0) >= _MOST_MIXED:
            mixed = np.unique(mixed, return_inverse=True)[1]
    return mixed


def _groups(codes: Ints, values: Ints) -> dict[Key, GroupSum]:
    return {
        tuple(key): GroupSum(n, hidden, rows, unbounded > 0)
        for key, (n, hidden, rows, unbounded) in zip(
            codes.T.tolist(), values.T.tolist(), strict=True
        )
    }
