"""Lanes: weights in cells (finest group, truth, bin), replicates side by side, and their sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.engine import kernels
from app.engine.cells import BINS, bin_in_order, ece_bin_of_bin, edges_of_sorted
from app.engine.exact import ECE_BINS, Read
from app.engine.groups import Groups
from app.engine.tallied import Tallied
from app.stats.arithmetic import Floats, divide
from app.stats.sums import Sums

MANY_ROWS = 100_000
ROWS_AT_ONCE = 1 << 16
Lanes = NDArray[Any]


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
    """Return the means of each cell, from some rows at a time: they are widened to add them up."""
    rows = read.rows
    total, *sums = np.zeros((4, int(np.prod(shape))))
    for first in range(0, len(rows), ROWS_AT_ONCE):
        part = slice(first, first + ROWS_AT_ONCE)
        place, score = cell[part].astype(np.intp), rows.score[part].astype(np.float64)
        weight = np.ones(len(score)) if rows.weight is None else rows.weight[part]
        off = score - np.asarray(rows.truth)[part]
        np.add.at(total, place, weight)
        for each, values in zip(sums, (score * weight, off * off * weight, weight**2), strict=True):
            np.add.at(each, place, values)
    score_mean, off_mean, square_mean = (
        np.nan_to_num(divide(each, total)).reshape(shape) for each in sums
    )
    return score_mean, off_mean, square_mean


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
