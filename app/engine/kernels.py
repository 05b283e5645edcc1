"""Kernels: the same passes compiled by numba, where it is installed (extra `engine`).

They are quicker, not different: tests hold each against the NumPy road, which is the default.
"""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.groups import Groups
from app.engine.ranked import Ranked, Scored, obuchowski
from app.stats.arithmetic import Floats, divide

_HERE = importlib.util.find_spec("numba") is not None

if _HERE:
    from app.engine import compiled

NOTHING = np.zeros(0)
ONE = np.ones(1)


def here() -> bool:
    """Whether compiled passes are used."""
    return _HERE


def rank_all(rows: Scored, groups: Groups, variance: bool) -> Ranked:
    """Rank all groupings as `ranked.rank` does each, in one pass over the sorted rows."""
    order, room = rows.order, sum(groups.sizes)
    code: NDArray[Any] = groups.cell.astype(np.uint8 if groups.cells <= 127 else np.uint32)
    code *= 2
    code += rows.truth
    weight = ONE if rows.weight is None else rows.weight
    counted = np.zeros((groups.cells, 5))
    compiled.additive(
        (rows.score, rows.truth, groups.cell, weight),
        NOTHING,
        np.float32(np.inf),
        counted,
        np.zeros((0, 0, 4)),
    )
    totals = groups.gather(counted[:, 0], 0), groups.gather(counted[:, 1], 0)
    columns = rows.score[order], code[order], weight if rows.weight is None else weight[order]
    out = np.zeros(room), np.zeros(room)
    compiled.rank(columns, _member(groups), totals, out)
    found = np.full(room, np.nan)
    if variance:
        for index, where in enumerate(groups.slices):
            mine = totals[0][where], totals[1][where]
            found[where] = _variance(rows, groups, index, columns, (*mine, out[0][where]))
    return Ranked(out[0], out[1], found)


def _variance(
    rows: Scored, groups: Groups, grouping: int, columns: Any, sums: tuple[Floats, Floats, Floats]
) -> Floats:
    neg, pos, concordant = sums
    placed = np.empty(len(rows.order))
    member = groups.member[grouping]
    compiled.place(columns, rows.order, member, (neg, pos), placed)
    mean = np.nan_to_num(divide(concordant, neg * pos))
    square, people = np.zeros((3, len(neg))), np.zeros((3, len(neg)), dtype=np.int64)
    patient = np.arange(len(placed)) if rows.patient is None else rows.patient
    weight = ONE if rows.weight is None else rows.weight
    compiled.clusters(
        (placed, groups.cell, rows.truth, weight, patient), member, mean, square, people
    )
    return obuchowski(square, people, neg, pos)


def people(outcome: NDArray[np.uint8], patient: NDArray[Any], groups: Groups) -> NDArray[np.int64]:
    """Return patients of each group: any, with a positive, with a negative; shape (3, G)."""
    found = np.zeros((3, sum(groups.sizes)), dtype=np.int64)
    compiled.people((groups.cell, outcome, patient), _member(groups), found)
    return found


def looked_up(table: NDArray[np.uint8], drawn: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Return the table's entry for each number drawn."""
    found = np.empty(drawn.shape, dtype=np.uint8)
    compiled.look_up(table, drawn.reshape(-1), found.reshape(-1))
    return found


def _member(groups: Groups) -> NDArray[np.int32]:
    """Return the group of each cell in each grouping, counted over all groupings."""
    starts = np.array([each.start for each in groups.slices], dtype=np.int32)
    return np.ascontiguousarray(groups.member + starts[:, None])


def additive(
    columns: Any, cells: int, edges: NDArray[np.float32], threshold: np.float32, calibrated: bool
) -> tuple[Floats, Floats]:
    """Return the sums that need no ranks: shapes (C, 5) and (C, M, 4)."""
    counts = np.zeros((cells, 5))
    bins = np.zeros((cells, len(edges) + 1 if calibrated else 0, 4))
    compiled.additive(columns, edges, threshold, counts, bins)
    return counts, bins


def scatter(cells: Any, drawn: NDArray[np.uint8]) -> NDArray[Any]:
    """Return the weight in each cell of each lane, shape (C, 2, B, L)."""
    kind = np.float32 if cells.weight is None else np.float64
    held = np.zeros((int(np.prod(cells.shape)), drawn.shape[1]), dtype=kind)
    weight = ONE if cells.weight is None else cells.weight
    compiled.scatter(cells.cell, cells.patient, weight, drawn, held)
    return held.reshape(*cells.shape, -1)


def sum_cells(held: NDArray[Any], cells: Any, ece_bins: int) -> tuple[Floats, Floats]:
    """Return sums of the finest cells, lanes last: shapes (5, C, L) and (4, C, M, L)."""
    size, lanes = held.shape[0], held.shape[-1]
    counts, bins = np.zeros((5, size, lanes)), np.zeros((4, size, ece_bins, lanes))
    stated = cells.mean_score, cells.mean_off, cells.mean_square
    means = tuple(np.zeros((0, 2, 1)) if each is None else each for each in stated)
    called = np.zeros(0, dtype=bool) if cells.called is None else cells.called
    compiled.sum_cells(held, means, cells.ece_bin, called, (counts, bins))
    return counts, bins


def ranks_of_bins(neg: NDArray[Any], pos: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return what `replicates.ranks_of_bins` does, in one pass over the bins."""
    shape = (neg.shape[0], neg.shape[2])
    concordant, precision = np.zeros(shape), np.zeros(shape)
    compiled.ranks_of_bins(neg, pos, concordant, precision)
    return concordant, precision
