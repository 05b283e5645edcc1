"""Replicates: the patient bootstrap of all groups, gaps and intersections at once.

Each replicate gives every patient a Poisson(1) number of appearances. All groups are added up
from the cells of one and the same replicate, so differences between groups keep how they move
together. Cells are (finest group, truth, bin of the score).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import exp, factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.domain.rows import Outcome
from app.engine import kernels
from app.engine.exact import Read, are_probabilities, graded, slope_columns
from app.engine.lanes import Binned, binned, sums_of_cells
from app.engine.tallied import Tallied
from app.stats.arithmetic import Floats
from app.stats.calibration import logit_lines, slope_influence
from app.stats.sums import Sums, stacked

LANES = 32  # replicates that are computed side by side
DRAWN_AT_ONCE = 1 << 14  # patients
Lanes = NDArray[Any]


def _poisson_table() -> NDArray[np.uint8]:
    """Return 65,536 equally likely draws of a Poisson(1): a table is quicker than a sampler.

    Each count has its share of the table to 1 in 65,536, the mean is exactly 1.
    """
    share = np.array([exp(-1) / factorial(k) for k in range(9)])
    room = np.round(share * 65536).astype(int)
    room[0] += 65536 - room.sum()
    excess = int((room * np.arange(9)).sum()) - 65536
    room[1] -= excess
    room[0] += excess
    return np.repeat(np.arange(9, dtype=np.uint8), room)


POISSON = _poisson_table()


def appearances(patients: int, replicates: int, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Yield how often each patient appears, batch by batch of up to 32 replicates.

    Parameters
    ----------
    patients, replicates, seed : int

    Yields
    ------
    ndarray of uint8, shape (patients, lanes)
        The same for the same seed, to the bit, however many replicates are asked: two runs on
        the same patients are drawn alike.
    """
    for batch, first in enumerate(range(0, replicates, LANES)):
        random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, batch])))
        yield _drawn(random, patients, min(LANES, replicates - first))


def _drawn(random: np.random.Generator, patients: int, lanes: int) -> NDArray[np.uint8]:
    """Draw for a few patients at a time: what is drawn takes several times its answer's room."""
    found = np.empty((patients, lanes), dtype=np.uint8)
    for first in range(0, patients, DRAWN_AT_ONCE):
        part = found[first : first + DRAWN_AT_ONCE]
        # Four 16-bit numbers out of each word; little-endian, so that a seed means one thing.
        words = random.integers(0, 2**64, len(part) * LANES // 4, dtype=np.uint64)
        drawn = words.astype("<u8", copy=False).view("<u2").reshape(len(part), LANES)
        drawn = np.ascontiguousarray(drawn[:, :lanes])
        part[:] = kernels.looked_up(POISSON, drawn) if kernels.here() else POISSON[drawn]
    return found


def replicate(
    read: Read, needs: set[str], threshold: float | None, replicates: int, seed: int
) -> Tallied:
    """Compute the sums of every replicate.

    Parameters
    ----------
    read : Read
    needs : set of str
        Fields of `Sums`.
    threshold : float or None
    replicates, seed : int

    Returns
    -------
    Tallied
        Shape (R, G).
    """
    if read.rows.outcome is not Outcome.BINARY:
        return _of_other_outcomes(read, replicates, seed)
    calibration = bool(needs & {"squared_error", "bin_n"}) and (
        read.tallied.sums.squared_error is not None
    )
    cells = binned(read, threshold, calibration)
    matrix = None if kernels.here() else cells.matrix()
    slopes = _slope_moves(read, cells) if "slope" in needs else None

    def side_by_side(drawn: NDArray[np.uint8]) -> Tallied:
        if matrix is None:
            held = kernels.scatter(cells, drawn)
        else:
            held = (matrix @ drawn.astype(matrix.dtype)).reshape(*cells.shape, -1)
        one = sums_of_cells(held, cells, read.groups, needs)
        moved = None if slopes is None else read.tallied.sums.slope + (slopes @ (drawn - 1.0)).T
        return replace(one, sums=replace(one.sums, slope=moved))

    # By `map`, which lets go of one batch before the next is drawn.
    parts = list(map(side_by_side, appearances(cells.patients, replicates, seed)))
    cross = [
        None if each[0] is None else np.concatenate(each)
        for each in zip(*(part.cross for part in parts), strict=True)
    ]
    return Tallied(stacked([part.sums for part in parts]), tuple(cross))


def _slope_moves(read: Read, cells: Binned) -> sparse.csr_matrix | None:
    """Return by how much each appearance of a patient (columns) moves each group's slope."""
    if not are_probabilities(read.rows.score):
        return None
    x, neg, pos = slope_columns(read.rows)
    groups, parts = read.groups, []
    for index, size in enumerate(groups.sizes):
        group = groups.of_row(index)
        line = logit_lines(x, neg, pos, group, size)
        moves = slope_influence(x, neg, pos, group, line)
        shape = (size, cells.patients)
        parts.append(sparse.csr_matrix((moves, (group, cells.patient)), shape=shape))
    return sparse.vstack(parts, format="csr")


def _of_other_outcomes(read: Read, replicates: int, seed: int) -> Tallied:
    """Return the replicates of grades, numbers and figures per case: sums alone."""
    rows, groups = read.rows, read.groups
    patient = np.arange(len(rows), dtype=np.int32) if rows.patient is None else rows.patient
    people = int(patient.max(initial=-1)) + 1
    weight = np.ones(len(rows)) if rows.weight is None else rows.weight
    columns = _columns(read, weight)

    def side_by_side(drawn: NDArray[np.uint8]) -> Sums:
        lanes = drawn.astype(np.float64)
        found: dict[str, Floats] = {"pos": np.zeros((groups.cells, lanes.shape[1]))}
        for name, (place, room, values) in columns.items():
            matrix = sparse.csr_matrix(
                (values, (place, patient)), shape=(groups.cells * room, people)
            )
            found[name] = (matrix @ lanes).reshape(groups.cells, *_side(name, room), -1)
        gathered = {name: groups.gather(each, 0) for name, each in found.items()}
        return Sums(**{name: np.moveaxis(each, -1, 0) for name, each in gathered.items()})

    parts = list(map(side_by_side, appearances(people, replicates, seed)))
    return Tallied(stacked(parts), (None,) * len(groups.groupings))


def _side(name: str, room: int) -> tuple[int, ...]:
    side = round(room**0.5)
    return (side, side) if name == "confusion" else ()


def _columns(read: Read, weight: Floats) -> dict[str, tuple[Any, int, Floats]]:
    """Return per sum: place of every row among cells x room, the room, and what it adds."""
    rows, cell = read.rows, read.groups.cell.astype(np.int64)
    score = rows.score.astype(np.float64)
    found: dict[str, tuple[Any, int, Floats]] = {"n": (cell, 1, weight)}
    if rows.truth is None:
        return found | {"total": (cell, 1, weight * score)}
    off = np.abs(score - rows.truth.astype(np.float64))
    found |= {
        "absolute_error": (cell, 1, weight * off),
        "squared_error": (cell, 1, weight * off * off),
    }
    if rows.outcome is Outcome.ORDINAL:
        place, grades = graded(rows)
        found["confusion"] = (cell * grades**2 + place, grades**2, weight)
    return found
