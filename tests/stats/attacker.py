"""An attacker: whole-number programming over whole worlds of people, built apart from the service.

The attacker has every printed number of every version, knows which counts are hidden for being
small and which to protect them, and that the tables of one version are margins of the same people.
Between two versions he takes it that as few counts changed as what is printed allows (`GUESSES`);
an `INSIDER` knows even of hidden counts whether they changed. A hidden count is *recovered* when
every world that agrees with all of this, the true one among them, has the same number there. (Where
more changed than he supposes, the true one is not among them, and a number that comes out right is
luck: he gets others wrong by the same reasoning.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

GUESSES, INSIDER = "guesses", "insider"
FAR = 100_000
# No count of these tests changes by more between two versions.
MOST_CHANGE = 1_000
Cell = tuple[int, tuple[str, ...], tuple[int, ...]]  # version, dims of the table, key


@dataclass
class Release:
    """One version: the people by all dimensions, and the tables that are printed of them."""

    people: np.ndarray
    dims: tuple[str, ...]
    tables: tuple[tuple[str, ...], ...]
    primary: set[tuple[tuple[str, ...], tuple[int, ...]]] = field(default_factory=set)
    complementary: set[tuple[tuple[str, ...], tuple[int, ...]]] = field(default_factory=set)

    def table(self, dims: tuple[str, ...]) -> np.ndarray:
        """Sum the people over all other dimensions."""
        others = tuple(i for i, dim in enumerate(self.dims) if dim not in dims)
        return self.people.sum(axis=others)

    @property
    def hidden(self) -> set[tuple[tuple[str, ...], tuple[int, ...]]]:
        return self.primary | self.complementary


def recovered(releases: Sequence[Release], threshold: int, knowing: str = GUESSES) -> list[Cell]:
    """Hidden counts that are pinned to their number."""
    attack = _Attack(releases, threshold)
    if knowing == INSIDER:
        attack.link(attack.unchanged())
    elif not attack.suppose_few_changed():
        return []
    return attack.recovered()


class _Attack:
    """One variable per group of people and version; one row per number that the tables have."""

    def __init__(self, releases: Sequence[Release], threshold: int) -> None:
        self.releases = releases
        self.threshold = threshold
        sizes = [release.people.size for release in releases]
        self.starts = np.cumsum([0, *sizes])
        self.truth = np.concatenate([release.people.ravel() for release in releases])
        self.sums: dict[Cell, np.ndarray] = {}
        rows, low, high = [], [], []
        for version, release in enumerate(releases):
            for cell, members, bounds in self._numbers(version, release):
                self.sums[cell] = members
                rows.append({int(i): 1.0 for i in members})
                low.append(bounds[0])
                high.append(bounds[1])
        self.integral = np.ones(len(self.truth))
        self.most = np.full(len(self.truth), FAR)
        self.rows, self.low, self.high = rows, low, high
        self.link([])

    def link(self, rows: Sequence[Mapping[int, float]]) -> None:
        """Believe that these differences are zero."""
        zeros = [0.0] * len(rows)
        self.constraint = LinearConstraint(
            _sparse([*self.rows, *rows], len(self.truth)),
            [*self.low, *zeros], [*self.high, *zeros],
        )  # fmt: skip

    def _numbers(self, version: int, release: Release):
        places = np.arange(release.people.size).reshape(release.people.shape)
        for dims in release.tables:
            values = release.table(dims)
            for key in np.ndindex(values.shape):
                index = iter(key)
                pick = tuple(next(index) if dim in dims else slice(None) for dim in release.dims)
                members = self.starts[version] + np.atleast_1d(places[pick]).ravel()
                n = float(values[key])
                bounds = (n, n)
                if (dims, key) in release.primary:
                    bounds = (1.0, self.threshold - 1.0)
                elif (dims, key) in release.complementary:
                    bounds = (float(self.threshold), np.inf)
                yield (version, dims, key), members, bounds

    def pairs(self) -> list[Mapping[int, float]]:
        """One row for each number that two versions have: the later without the earlier."""
        found = []
        for (version, dims, key), members in self.sums.items():
            later = self.sums.get((version + 1, dims, key))
            if later is not None:
                found.append({**{int(i): -1.0 for i in members}, **{int(i): 1.0 for i in later}})
        for version, (before, after) in enumerate(pairwise(self.releases)):
            if np.array_equal(before.people, after.people):
                first, second = self.starts[version], self.starts[version + 1]
                size = before.people.size
                found += [{int(first + i): -1.0, int(second + i): 1.0} for i in range(size)]
        return found

    def unchanged(self) -> list[Mapping[int, float]]:
        """Rows of the pairs that are equal in truth."""
        rows = self.pairs()
        zero = _sparse(rows, len(self.truth)) @ self.truth == 0
        return [row for row, same in zip(rows, zero, strict=True) if same]

    def suppose_few_changed(self) -> bool:
        """Believe in those worlds only between whose versions as few counts changed as can be.

        False where that is not so: more changed in truth.
        """
        rows = self.pairs()
        if not rows:
            return True
        size, differences = len(rows), _sparse(rows, len(self.truth))
        known, changed = self.constraint, MOST_CHANGE * eye_array(len(rows))
        empty = csr_array((known.A.shape[0], size))
        count = np.r_[np.zeros(len(self.truth)), np.ones(size)]
        self.integral = np.ones(len(count))
        self.most = np.r_[np.full(len(self.truth), FAR), np.ones(size)]
        within = [hstack([differences, side]) for side in (-changed, changed)]
        matrix = vstack([hstack([known.A, empty]), *within])
        none, zero = np.full(size, np.inf), np.zeros(size)
        low, high = np.r_[known.lb, -none, zero], np.r_[known.ub, zero, none]
        self.constraint = LinearConstraint(matrix, low, high)
        fewest = round(self._solved(count)[len(self.truth) :].sum())
        matrix = vstack([matrix, csr_array(count[None, :])])
        self.constraint = LinearConstraint(matrix, np.r_[low, 0], np.r_[high, fewest])
        return np.count_nonzero(differences @ self.truth) <= fewest

    def recovered(self) -> list[Cell]:
        waiting = {
            (version, *cell)
            for version, release in enumerate(self.releases)
            for cell in release.hidden
        }
        found = []
        while waiting:
            cell = min(waiting)
            waiting.discard(cell)
            shaken: set[Cell] = set()
            for sign in (1.0, -1.0):
                world = self._extreme(cell, sign)
                shaken |= {c for c in waiting | {cell} if self._at(c, world) != self._at(c)}
                if cell in shaken:
                    break
            if cell not in shaken:
                found.append(cell)
            waiting -= shaken
        return found

    def _at(self, cell: Cell, world: np.ndarray | None = None) -> int:
        values = self.truth if world is None else world
        return int(values[self.sums[cell]].sum())

    def _extreme(self, cell: Cell, sign: float) -> np.ndarray:
        cost = np.zeros(len(self.integral))
        cost[self.sums[cell]] = sign
        return np.rint(self._solved(cost)[: len(self.truth)])

    def _solved(self, cost: np.ndarray) -> np.ndarray:
        solved = milp(
            cost,
            integrality=self.integral,
            bounds=Bounds(0, self.most),
            constraints=self.constraint,
        )
        assert solved.x is not None, solved.message
        return solved.x


def _sparse(rows: Sequence[Mapping[int, float]], width: int) -> csr_array:
    numbers = [number for number, row in enumerate(rows) for _ in row]
    columns = [column for row in rows for column in row]
    values = [value for row in rows for value in row.values()]
    return csr_array((values, (numbers, columns)), shape=(len(rows), width))
