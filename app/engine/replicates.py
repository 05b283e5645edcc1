"""Replicates: the patient bootstrap of all groups, gaps and intersections at once.

Each replicate gives every patient a Poisson(1) number of appearances. All groups are added up
from the cells of one and the same replicate, so differences between groups keep how they move
together. Cells are (finest group, truth, bin of the score).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import exp, factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.domain.rows import Outcome
from app.engine import kernels
from app.engine.cells import BINS, bin_in_order, ece_bin_of_bin, edges_of_sorted
from app.engine.exact import ECE_BINS, Read, are_probabilities, graded, slope_columns
from app.engine.groups import Groups
from app.engine.tallied import Tallied
from app.stats.arithmetic import Floats, added, divide
from app.stats.calibration import logit_lines, slope_influence
from app.stats.sums import Sums, stacked

LANES = 32  # replicates that are computed side by side
MANY_ROWS = 100_000
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
        # Four 16-bit numbers out of each word; little-endian, so that a seed means one thing.
        words = random.integers(0, 2**64, patients * LANES // 4, dtype=np.uint64)
        drawn = words.astype("<u8", copy=False).view("<u2").reshape(patients, LANES)
        yield POISSON[drawn[:, : min(LANES, replicates - first)]]


@dataclass(frozen=True, slots=True, eq=False)
class Binned:
    """Rows in cells (finest group, truth, bin).

    Parameters
    ----------
    cell : ndarray of int32, shape (N,)
    shape : tuple of int
        (C, 2, B).
    patient : ndarray of int32, shape (N,)
    patients : int
    weight : ndarray of float64 or None
    mean_score, mean_off, mean_square : ndarray of shape (C, 2, B), or None
        Per cell: mean score, mean squared error, squared weights per weight.
    ece_bin : ndarray of shape (B,)
    called : ndarray of bool, shape (B,), or None
        Bins at or above the threshold.
    """

    cell: NDArray[np.int32]
    shape: tuple[int, int, int]
    patient: NDArray[np.int32]
    patients: int
    weight: Floats | None
    mean_score: Floats | None
    mean_off: Floats | None
    mean_square: Floats | None
    ece_bin: NDArray[np.int64]
    called: NDArray[np.bool_] | None

    def matrix(self) -> sparse.csr_matrix:
        """Return the cells (rows) by patients (columns) matrix of weights."""
        kind = np.float32 if self.weight is None else np.float64
        data = np.ones(len(self.cell), kind) if self.weight is None else self.weight
        shape = (int(np.prod(self.shape)), self.patients)
        return sparse.csr_matrix((data, (self.cell, self.patient)), shape=shape)


def binned(read: Read, threshold: float | None, calibration: bool) -> Binned:
    """Put the rows of the exact road into cells.

    Parameters
    ----------
    read : Read
        With scores in order.
    threshold : float or None
    calibration : bool
        Whether Brier score and calibration error are wanted.

    Returns
    -------
    Binned
    """
    scored, rows = read.scored, read.rows
    if scored is None:
        raise ValueError("the scores are not in order")
    bins = BINS if len(rows) >= MANY_ROWS else BINS // 4
    at = edges_of_sorted(scored.score[scored.order], threshold=threshold, bins=bins)
    place = bin_in_order(scored.score, scored.order, at)
    bins = len(at) - 1
    cell = (read.groups.cell.astype(np.int32) * 2 + scored.truth) * bins + place
    shape = (read.groups.cells, 2, bins)
    means = _means(read, cell, shape) if calibration else (None, None, None)
    patient = rows.patient
    if patient is None:
        patient = np.arange(len(rows), dtype=np.int32)
    called = None if threshold is None else at[:-1] >= np.float32(threshold)
    people = int(patient.max(initial=-1)) + 1
    return Binned(
        cell,
        shape,
        patient,
        people,
        rows.weight,
        means[0],
        means[1],
        means[2],
        ece_bin_of_bin(at),
        called,
    )


def _means(
    read: Read, cell: NDArray[np.int32], shape: tuple[int, int, int]
) -> tuple[Floats, Floats, Floats]:
    room = int(np.prod(shape))
    score = read.rows.score.astype(np.float64)
    weight = np.ones(len(score)) if read.rows.weight is None else read.rows.weight
    total = added(cell, weight, room)
    off = score - np.asarray(read.rows.truth)

    def mean(values: Floats) -> Floats:
        return np.nan_to_num(divide(added(cell, values, room), total)).reshape(shape)

    return mean(score * weight), mean(off * off * weight), mean(weight * weight)


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
    parts, crossed = [], []
    for drawn in appearances(cells.patients, replicates, seed):
        if matrix is None:
            held = kernels.scatter(cells, drawn)
        else:
            held = (matrix @ drawn.astype(matrix.dtype)).reshape(*cells.shape, -1)
        one = sums_of_cells(held, cells, read.groups, needs)
        moved = None if slopes is None else read.tallied.sums.slope + (slopes @ (drawn - 1.0)).T
        parts.append(replace(one.sums, slope=moved))
        crossed.append(one.cross)
    cross = [
        None if each[0] is None else np.concatenate(each) for each in zip(*crossed, strict=True)
    ]
    return Tallied(stacked(parts), tuple(cross))


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


def sums_of_cells(held: Lanes, cells: Binned, groups: Groups, needs: set[str]) -> Tallied:
    """Return the sums of weights in cells.

    Parameters
    ----------
    held : ndarray of shape (C, 2, B, L)
        Weight in each cell of each lane.
    cells : Binned
    groups : Groups
    needs : set of str

    Returns
    -------
    Tallied
        Shape (L, G).
    """
    found = _additive_of_cells(held, cells)
    found = {name: groups.gather(each, 0) for name, each in found.items()}
    cross: list[Floats | None] = [None] * len(groups.groupings)
    if needs & {"concordant", "precision", "cross"}:
        ranker = kernels.ranks_of_bins if kernels.here() else ranks_of_bins
        pairs = []
        for index, size in enumerate(groups.sizes):
            in_groups = _merged(held, groups.member[index], size)
            pairs.append(ranker(in_groups[:, 0], in_groups[:, 1]))
            if "cross" in needs:
                cross[index] = _cross_of_bins(in_groups)
        found["concordant"], found["precision"] = (
            np.concatenate(each) for each in zip(*pairs, strict=True)
        )
    lanes_first = {name: np.moveaxis(each, -1, 0) for name, each in found.items()}
    return Tallied(Sums(**lanes_first), tuple(cross))


def _additive_of_cells(held: Lanes, cells: Binned) -> dict[str, Floats]:
    """Return the sums that need no ranks, of the finest cells; lanes on the last axis."""
    if kernels.here():
        return _named(*kernels.sum_cells(held, cells, ECE_BINS), cells)
    every = held.sum(axis=2, dtype=np.float64)
    found = {"n": every.sum(axis=1), "pos": every[:, 1]}
    if cells.called is not None:
        called = held[:, :, cells.called].sum(axis=2, dtype=np.float64)
        found |= {"false_positive": called[:, 0], "true_positive": called[:, 1]}
    if cells.mean_off is not None and cells.mean_score is not None:
        kind = held.dtype
        found["squared_error"] = np.einsum("ctbl,ctb->cl", held, cells.mean_off.astype(kind))
        start = np.searchsorted(cells.ece_bin, np.arange(ECE_BINS))

        def binned(values: Lanes) -> Floats:
            padded = np.concatenate([values, np.zeros_like(values[:, :1])], axis=1)
            summed = np.add.reduceat(padded, start, axis=1, dtype=np.float64)
            empty = np.diff(np.append(start, values.shape[1])) == 0
            summed[:, empty] = 0
            return summed

        both = held.sum(axis=1)
        scores = np.einsum("ctbl,ctb->cbl", held, cells.mean_score.astype(kind))
        found |= {"bin_n": binned(both), "bin_pos": binned(held[:, 1]), "bin_score": binned(scores)}
        if cells.mean_square is not None:
            square = np.einsum("ctbl,ctb->cbl", held, cells.mean_square.astype(kind))
            # A Poisson(1) number of appearances has a mean square of 2.
            found["bin_square"] = 2 * binned(square)
    return found


def _named(counts: Floats, bins: Floats, cells: Binned) -> dict[str, Floats]:
    found = {"n": counts[0] + counts[1], "pos": counts[1]}
    if cells.called is not None:
        found |= {"false_positive": counts[2], "true_positive": counts[3]}
    if cells.mean_off is not None:
        names = ("bin_n", "bin_pos", "bin_score", "bin_square")
        found |= dict(zip(names, bins, strict=True)) | {"squared_error": counts[4]}
    return found


def _merged(held: Lanes, member: NDArray[np.int32], groups: int) -> Lanes:
    """Return the cells added up to the groups of one grouping, shape (K, 2, B, L)."""
    if groups == len(member):
        return held[np.argsort(member)]
    merged = np.zeros((groups, *held.shape[1:]), dtype=held.dtype)
    for cell, where in enumerate(member):
        merged[where] += held[cell]
    return merged


def ranks_of_bins(neg: Lanes, pos: Lanes) -> tuple[Floats, Floats]:
    """Return concordant pairs and summed precision of binned scores, a bin being one tie.

    Parameters
    ----------
    neg, pos : ndarray of shape (K, B, L)

    Returns
    -------
    tuple of two ndarray of shape (K, L)
    """
    below = np.cumsum(neg, axis=1)
    all_neg = below[:, -1:].copy()
    concordant = np.einsum("kbl,kbl->kl", pos, below - neg / 2, dtype=np.float64)
    below -= neg
    pos_from = np.cumsum(pos, axis=1)
    all_pos = pos_from[:, -1:].copy()
    pos_from = all_pos - pos_from + pos
    all_from = pos_from + all_neg - below
    share = np.divide(pos_from, all_from, out=np.zeros_like(pos_from), where=all_from > 0)
    return concordant, np.einsum("kbl,kbl->kl", pos, share, dtype=np.float64)


def _cross_of_bins(in_groups: Lanes) -> Floats:
    """Return the pairs between the groups of one grouping, shape (L, K, K)."""
    neg = in_groups[:, 0].astype(np.float64)
    low = np.cumsum(neg, axis=1) - neg / 2
    pos = np.moveaxis(in_groups[:, 1].astype(np.float64), -1, 0)
    return np.asarray(pos @ np.moveaxis(low, (0, 1, 2), (2, 1, 0)))


def _of_other_outcomes(read: Read, replicates: int, seed: int) -> Tallied:
    """Return the replicates of grades, numbers and figures per case: sums alone."""
    rows, groups = read.rows, read.groups
    patient = np.arange(len(rows), dtype=np.int32) if rows.patient is None else rows.patient
    people = int(patient.max(initial=-1)) + 1
    weight = np.ones(len(rows)) if rows.weight is None else rows.weight
    columns = _columns(read, weight)
    parts = []
    for drawn in appearances(people, replicates, seed):
        lanes = drawn.astype(np.float64)
        found: dict[str, Floats] = {"pos": np.zeros((groups.cells, lanes.shape[1]))}
        for name, (place, room, values) in columns.items():
            matrix = sparse.csr_matrix(
                (values, (place, patient)), shape=(groups.cells * room, people)
            )
            found[name] = (matrix @ lanes).reshape(groups.cells, *_side(name, room), -1)
        gathered = {name: groups.gather(each, 0) for name, each in found.items()}
        parts.append(Sums(**{name: np.moveaxis(each, -1, 0) for name, each in gathered.items()}))
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
