"""Worlds: whole numbers for every hidden count that agree with all that an attacker knows."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack

from app.stats.disclosure_links import Links, Row, margins
from app.stats.disclosure_tables import Array, Ledger, Mask

_SECONDS = 20.0
_GAP = 0.05
# How far a free second world may lie from the first, in units.
_REACH = 3.0
# What is believed to agree first: tables of one version, then a count with itself in the next.
_SAME, _AGAIN, _OTHER = 100.0, 10.0, 1.0


class Worlds:
    """Second worlds of a ledger.

    Parameters
    ----------
    ledger : Ledger
        Its values are the first world.
    links : Links
        What the attacker knows of sums.
    """

    def __init__(self, ledger: Ledger, links: Links) -> None:
        self._ledger = ledger
        self.told = ~ledger.latent
        self._free = np.flatnonzero(ledger.hidden | ledger.hideable)
        self._matrix, self._slack = self._rows(links)
        self._random = np.random.default_rng(0)

    def second(self, cell: int, hidden: Mask) -> Mask | None:
        """Cells that differ in the cheapest world where `cell` differs; None without any.

        Parameters
        ----------
        cell : int
        hidden : array of bool, shape (cells,)
            Cells that move without cost.
        """
        ledger = self._ledger
        middle = (ledger.low[cell] + min(ledger.high[cell], 2 * ledger.values[cell])) / 2
        up = 1.0 if ledger.values[cell] < middle else -1.0
        for direction in (up, -up):
            moved = self._cheapest(cell, direction, hidden)
            if moved is not None:
                return moved
        return None

    def stirred(self, hidden: Mask, waiting: Mask) -> Mask:
        """Cells that differ in a world where the waiting ones are pushed at random.

        Parameters
        ----------
        hidden, waiting : array of bool, shape (cells,)
            Which cells may move; which ones one would like to move.
        """
        push = self._random.choice((-1.0, 1.0), size=len(self._free)) * waiting[self._free]
        down, up = self._room()
        may = hidden[self._free]
        reach = np.where(may, _REACH, 0.0)
        bounds = (np.zeros(2 * len(push)), np.r_[np.fmin(up, reach), np.fmin(down, reach)])
        return self._solved(np.r_[-push, push] + 1e-4, bounds)

    def _cheapest(self, cell: int, direction: float, hidden: Mask) -> Mask | None:
        free = self._free
        here = int(np.searchsorted(free, cell))
        price = np.where(hidden[free], 1e-4, self._price())
        down, up = self._room()
        lower, upper = np.zeros(2 * len(free)), np.r_[up, down]
        at, other = (here, here + len(free))[:: 1 if direction > 0 else -1]
        if upper[at] < 1:
            return None
        lower[at], upper[other] = 1.0, 0.0
        moved = self._solved(np.r_[price, price], (lower, upper))
        return moved if moved[cell] else None

    def _price(self) -> Array:
        """What hiding costs: one per cell, a little more where more people stand in it."""
        n = self._ledger.values[self._free]
        price: Array = self._ledger.cost[self._free] * (1 + n / (n.max(initial=0) + 1))
        return price

    def _room(self) -> tuple[Array, Array]:
        ledger, free = self._ledger, self._free
        n = ledger.values[free]
        return np.fmax(n - ledger.low[free], 0), np.fmax(ledger.high[free] - n, 0)

    def _solved(self, cost: Array, bounds: tuple[Array, Array]) -> Mask:
        """Solve for the ways up and down; the cells that differ, none where there is no world."""
        differs = np.zeros(len(self._ledger.values), dtype=bool)
        found = _cheapest(cost, np.ones(len(cost)), bounds, self._matrix, self._slack, gap=_GAP)
        if found is not None:
            ways = np.rint(found)
            half = len(self._free)
            differs[self._free] = ways[:half] != ways[half:]
        return differs

    def _rows(self, links: Links) -> tuple[csr_array, tuple[Array, Array]]:
        """One row per link, over the ways up (first half) and the ways down (second half).

        What may be unchanged moves by as much in both versions: where it is unchanged in truth
        it stays so.
        """
        rows = [*links.equal, *links.maybe, *links.at_most]
        whole = _matrix(rows, len(self._ledger.values))
        difference = whole @ self._ledger.values
        matrix = whole[:, self._free]
        equal = np.arange(len(rows)) < len(links.equal) + len(links.maybe)
        slack = np.where(equal, 0.0, -np.inf), np.where(equal, 0.0, -difference)
        return csr_array(hstack([matrix, -matrix])), slack


def _cheapest(
    cost: Array, whole: Array, bounds: tuple[Array, Array], matrix: Any,
    sums: tuple[Array, Array], gap: float | None = None,
) -> Array | None:  # fmt: skip
    """Solve one whole-number programme; None where there is no solution within the time."""
    # It takes longer to load than all the rest of a start: only who has something to hide pays.
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        cost,
        integrality=whole,
        bounds=Bounds(*bounds),
        constraints=LinearConstraint(matrix, *sums),
        options={"time_limit": _SECONDS} | ({} if gap is None else {"mip_rel_gap": gap}),
    )
    return None if found.x is None else np.asarray(found.x)


def completed(ledger: Ledger) -> Array:
    """Fill what is hidden already with whole numbers that let as many sums agree as can be.

    Parameters
    ----------
    ledger : Ledger
        `values` is NaN where a count is not known here.

    Returns
    -------
    array, shape (cells,)
        The first world.
    """
    unknown = np.isnan(ledger.values)
    known = np.where(unknown, 0.0, ledger.values)
    cells = np.flatnonzero(unknown)
    rows, weights = _wished(ledger, unknown)
    if not rows:
        known[cells] = ledger.low[cells]
        return known
    whole = _matrix(rows, len(known))
    target = -(whole @ known)
    disagreement = np.full(2 * len(rows), np.inf)
    eye = eye_array(len(rows))
    found = _cheapest(
        np.r_[np.zeros(len(cells)), weights, weights],
        np.r_[np.ones(len(cells)), np.zeros(2 * len(rows))],
        (
            np.r_[ledger.low[cells], np.zeros(2 * len(rows))],
            np.r_[ledger.high[cells], disagreement],
        ),
        hstack([whole[:, cells], eye, -eye]),
        (target, target),
    )
    known[cells] = ledger.low[cells] if found is None else np.rint(found[: len(cells)])
    return known


def _wished(ledger: Ledger, unknown: Mask) -> tuple[list[Row], list[float]]:
    """Sums with an unknown part that one would like to agree, and how much."""
    rows: list[Row] = []
    weights: list[float] = []
    for first, second, found in margins(ledger):
        left, right = ledger.tables[first], ledger.tables[second]
        weight = _OTHER
        if (left.version, left.unit) == (right.version, right.unit):
            weight = _SAME if left.complete and right.complete else _OTHER
        elif (left.unit, left.dims) == (right.unit, right.dims):
            weight = _AGAIN
        wished = [row for row in found if unknown[[*row[0], *row[1]]].any()]
        rows += wished
        weights += [weight] * len(wished)
    return rows, weights


def _matrix(rows: list[Row], width: int) -> csr_array:
    """Turn rows into +1 for the cells of the first sum and -1 for those of the second."""
    entries = [
        (number, cell, sign)
        for number, row in enumerate(rows)
        for cells, sign in zip(row, (1.0, -1.0), strict=True)
        for cell in cells
    ]
    numbers, cells, signs = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((signs, (numbers, cells)), shape=(len(rows), width), dtype=float)
