"""Groups: which rows belong together, over all groupings that are asked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.rows import UNKNOWN, Coded
from app.errors import Invalid, TooLarge, problem
from app.stats.arithmetic import Floats

MOST_CELLS = 20_000
DENSE = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Rows in their finest cells, and the cells in the groups of every grouping.

    Parameters
    ----------
    cell : ndarray of int, shape (N,)
    cells : int
        Number of cells, C; each has a row.
    groupings : tuple of tuples of str
        The first is everybody: ().
    member : ndarray of int, shape (L, C)
        Group of each cell in each grouping, counted from 0 in each.
    names : tuple of tuples of mappings
        Per grouping, category per attribute of each group.
    """

    cell: NDArray[Any]
    cells: int
    groupings: tuple[tuple[str, ...], ...]
    member: NDArray[np.int32]
    names: tuple[tuple[Mapping[str, str], ...], ...]

    @property
    def sizes(self) -> list[int]:
        """Number of groups of each grouping."""
        return [len(each) for each in self.names]

    @property
    def slices(self) -> list[slice]:
        """Where the groups of each grouping stand among all of them."""
        ends = [0, *accumulate(self.sizes)]
        return [slice(a, b) for a, b in pairwise(ends)]

    def of_row(self, grouping: int) -> NDArray[Any]:
        """Return the group of every row in one grouping, in the smallest type that holds it."""
        small = np.uint8 if self.sizes[grouping] <= 256 else np.uint16
        return np.asarray(self.member[grouping].astype(small)[self.cell])

    def gather(self, of_cells: Floats, axis: int) -> Floats:
        """Add cells up to all groups of all groupings.

        Parameters
        ----------
        of_cells : ndarray with C entries along `axis`

        Returns
        -------
        ndarray with G entries along `axis`
        """
        cells_first = np.moveaxis(of_cells, axis, 0)
        out = np.zeros((sum(self.sizes), *cells_first.shape[1:]), dtype=of_cells.dtype)
        for where, member in zip(self.slices, self.member, strict=True):
            for cell, group in enumerate(member):
                out[where.start + group] += cells_first[cell]
        return np.moveaxis(out, 0, axis)

    def is_unknown(self, grouping: int) -> NDArray[np.bool_]:
        """Which groups of a grouping have an attribute that is not known, shape (K,)."""
        return np.array([UNKNOWN in name.values() for name in self.names[grouping]], dtype=bool)


def group(
    attributes: Mapping[str, Coded], groupings: tuple[tuple[str, ...], ...], rows: int
) -> Groups:
    """Put rows into groups.

    Parameters
    ----------
    attributes : mapping of str to Coded
        Each of shape (N,).
    groupings : tuple of tuples of str
        Everybody need not be among them.
    rows : int
        N, which also holds where no attribute is asked.

    Returns
    -------
    Groups

    Raises
    ------
    Invalid
        When an attribute is not a column of the rows.
    TooLarge
        When the crossed attributes make more than 20,000 cells.
    """
    wanted = ((), *(each for each in groupings if each))
    used = sorted({name for each in wanted for name in each})
    if missing := [name for name in used if name not in attributes]:
        rule = f"must be one of {', '.join(sorted(attributes)) or 'none: there are no attributes'}"
        raise Invalid(
            "The rows have no such attribute.",
            [problem("groupings", rule, name) for name in missing],
        )
    cell, codes = _cells([attributes[name] for name in used], rows)
    if len(codes) > MOST_CELLS:
        rule = f"must make at most {MOST_CELLS} groups when crossed"
        raise TooLarge("There are too many groups.", [problem("groupings", rule, len(codes))])
    words = {name: attributes[name].words for name in used}
    member, names = [], []
    for each in wanted:
        columns = [used.index(name) for name in each]
        unique, place = np.unique(codes[:, columns], axis=0, return_inverse=True)
        member.append(place.reshape(-1).astype(np.int32))
        names.append(
            tuple(
                {name: words[name][code] for name, code in zip(each, row, strict=True)}
                for row in unique
            )
        )
    return Groups(cell, len(codes), wanted, np.array(member), tuple(names))


def _cells(columns: list[Coded], rows: int) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the cell of every row, and the codes of every cell, shape (C, columns)."""
    sizes = [len(each.words) for each in columns]
    room = int(np.prod(sizes, dtype=object)) if sizes else 1
    if room > 2**62:
        rule = "must cross fewer attributes"
        raise TooLarge("There are too many groups.", [problem("groupings", rule)])
    crossed: NDArray[Any] = np.zeros(rows, dtype=np.int32 if room < 2**31 else np.int64)
    for each, size in zip(columns, sizes, strict=True):
        crossed *= size
        crossed += each.codes.astype(crossed.dtype)
    if room <= DENSE:
        seen = np.flatnonzero(np.bincount(crossed, minlength=room))
        table: NDArray[Any] = np.zeros(room, dtype=_small(len(seen)))
        table[seen] = np.arange(len(seen))
        cell = table[crossed]
    else:
        seen, inverse = np.unique(crossed, return_inverse=True)
        cell = inverse.reshape(-1).astype(_small(len(seen)))
    if not columns:
        return cell, np.zeros((len(seen), 0), dtype=np.int64)
    return cell, np.stack(np.unravel_index(seen, sizes), axis=1)


def _small(size: int) -> type:
    return np.uint8 if size <= 256 else np.uint16 if size <= 65536 else np.int32
