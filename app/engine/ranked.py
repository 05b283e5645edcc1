"""Ranks: AUROC, average precision and the clustered variance of one grouping, exactly.

Rows come in the order of their scores. Equal scores of one group are one run and share their
midrank, so ties count half, whatever the order they were in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.stats.arithmetic import Floats, added, divide

Index = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The columns of yes-or-no rows with a prediction, in the order of the rows.

    Parameters
    ----------
    score : ndarray of float32
    truth : ndarray of uint8, 0 or 1
    weight : ndarray of float64 or None
    patient : ndarray of int32 or None
        Rows of a patient stand together.
    order : ndarray of int
        Rows by ascending score.
    """

    score: NDArray[np.float32]
    truth: NDArray[np.uint8]
    weight: Floats | None
    patient: NDArray[np.int32] | None
    order: Index


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """What ranks leave of one grouping; each of shape (K,).

    `variance` is that of the AUROC: Obuchowski's, with patients as clusters.
    """

    concordant: Floats
    precision: Floats
    variance: Floats


def by_score(score: NDArray[np.float32]) -> Index:
    """Return the rows in ascending order of their scores; equal ones in the order of the rows.

    One sort of 64-bit words that hold the score and its row: quicker than an argsort.
    """
    bits = score.view(np.uint32)
    negative = bits >> np.uint32(31) == 1
    ordered = np.where(negative, ~bits, bits | np.uint32(1 << 31))
    words = ordered.astype(np.uint64) << np.uint64(32)
    words |= np.arange(len(score), dtype=np.uint64)
    words.sort()
    return words.astype(np.uint32).astype(np.int32)


def rank(rows: Scored, group: Index, groups: int, variance: bool) -> Ranked:
    """Rank the rows within each group of one grouping.

    Parameters
    ----------
    rows : Scored
    group : ndarray of small unsigned int
        Group of every row.
    groups : int
        K.
    variance : bool
        Whether the variance is wanted; else it is NaN.

    Returns
    -------
    Ranked

    Notes
    -----
    Obuchowski NA. Nonparametric analysis of clustered ROC curve data. Biometrics
    1997;53(2):567-578. With one row per patient it is DeLong's (Biometrics 1988;44(3):837-845).
    """
    of_order = group[rows.order]
    at = rows.order[np.argsort(of_order, kind="stable")]
    runs = _runs(rows, group, at)
    totals = [added(runs.group, each, groups) for each in (runs.neg, runs.pos)]
    neg_below, pos_below = (_below(each, runs.group, groups) for each in (runs.neg, runs.pos))
    low = neg_below + runs.neg / 2
    concordant = added(runs.group, runs.pos * low, groups)
    pos_from = totals[1][runs.group] - pos_below
    all_from = pos_from + totals[0][runs.group] - neg_below
    precision = added(runs.group, runs.pos * np.nan_to_num(divide(pos_from, all_from)), groups)
    found = np.full(groups, np.nan)
    if variance:
        placed = np.empty((2, len(runs.group)))
        placed[1] = divide(low, totals[0][runs.group])
        placed[0] = divide(pos_from - runs.pos / 2, totals[1][runs.group])
        placed -= divide(concordant, totals[0] * totals[1])[runs.group]
        spread = np.empty(len(at))
        truth = rows.truth[at]
        spread[at] = placed[truth, np.repeat(np.arange(len(runs.group)), runs.length)]
        found = clustered_variance(rows, spread, group, totals)
    return Ranked(concordant, precision, found)


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Rows of one group with one score."""

    group: Index
    length: Index
    neg: Floats
    pos: Floats


def _runs(rows: Scored, group: Index, at: Index) -> _Runs:
    score, of_row = rows.score[at], group[at]
    new = np.ones(len(at), dtype=bool)
    np.not_equal(score[1:], score[:-1], out=new[1:])
    new[1:] |= of_row[1:] != of_row[:-1]
    start = np.flatnonzero(new)
    length = np.diff(np.append(start, len(at)))
    truth = rows.truth[at]
    if not len(at):
        return _Runs(start, length, np.zeros(0), np.zeros(0))
    if rows.weight is None:
        pos = np.add.reduceat(truth, start, dtype=np.float64)
        return _Runs(of_row[start].astype(np.intp), length, length - pos, pos)
    weight = rows.weight[at]
    pos = np.add.reduceat(weight * truth, start)
    neg = np.add.reduceat(weight * (1 - truth), start)
    return _Runs(of_row[start].astype(np.intp), length, neg, pos)


def _below(values: Floats, group: Index, groups: int) -> Floats:
    """Return the sum over earlier runs of the same group."""
    before = np.cumsum(values) - values
    first = np.searchsorted(group, np.arange(groups))
    start = np.append(before, 0.0)[first]
    return np.asarray(before - start[group])


def clustered_variance(rows: Scored, spread: Floats, group: Index, totals: list[Floats]) -> Floats:
    """Return Obuchowski's variance of the AUROC from placements less their mean.

    Parameters
    ----------
    rows : Scored
    spread : ndarray of shape (N,)
        Placement of each row among the other outcome of its group, less the group's AUROC.
    group : ndarray of shape (N,)
    totals : list of two ndarray of shape (K,)
        Weight of negatives and of positives.

    Returns
    -------
    ndarray of shape (K,)
        NaN where a group has fewer than two patients with either outcome.
    """
    groups = len(totals[0])
    weighted = spread if rows.weight is None else spread * rows.weight
    patients = PatientGroups.of(rows.patient, group, groups)
    one = patients.add(weighted * rows.truth), patients.add(weighted * (1 - rows.truth))
    has_pos = patients.add(rows.truth.astype(np.float64)) > 0
    has_neg = patients.add(1.0 - rows.truth) > 0
    i_pos, i_neg, i_all = (
        added(patients.group, each, groups) for each in (has_pos, has_neg, has_pos | has_neg)
    )
    square = [
        added(patients.group, a * b, groups)
        for a, b in ((one[0], one[0]), (one[1], one[1]), (one[0], one[1]))
    ]
    return obuchowski(np.array(square), np.array([i_all, i_pos, i_neg]), totals[0], totals[1])


def obuchowski(square: Floats, people: NDArray[Any], neg: Floats, pos: Floats) -> Floats:
    """Return the variance of the AUROC from what patients' placements add up to.

    Parameters
    ----------
    square : ndarray of shape (3, K)
        Squares of the sums over a patient's positives, over its negatives, and their product.
    people : ndarray of shape (3, K)
        Patients with any row, with a positive, with a negative.
    neg, pos : ndarray of shape (K,)

    Returns
    -------
    ndarray of shape (K,)
    """
    i_all, i_pos, i_neg = np.asarray(people, dtype=np.float64)
    found: Floats = divide(i_pos, i_pos - 1) * divide(square[0], pos**2)
    found += divide(i_neg, i_neg - 1) * divide(square[1], neg**2)
    found += 2 * divide(i_all, i_all - 1) * divide(square[2], pos * neg)
    return np.where((i_pos > 1) & (i_neg > 1), np.maximum(found, 0.0), np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class PatientGroups:
    """Patients within the groups of one grouping: sums over their rows.

    Parameters
    ----------
    order : ndarray or None
        Rows by group, then patient; None where they stand so already.
    start : ndarray
        First row of each patient of each group.
    group : ndarray
        Group of each of these.
    """

    order: Index | None
    start: Index
    group: Index

    @classmethod
    def of(cls, patient: Index | None, group: Index, groups: int) -> PatientGroups:
        """Find them; without patients every row is its own."""
        if patient is None or not len(group):
            return cls(None, np.arange(len(group)), group.astype(np.intp))
        same = patient[1:] == patient[:-1]
        order = None
        if np.any(same & (group[1:] != group[:-1])):
            order = np.argsort(group, kind="stable")
            patient, group = patient[order], group[order]
            same = (patient[1:] == patient[:-1]) & (group[1:] == group[:-1])
        start = np.flatnonzero(np.concatenate([[True], ~same]))
        return cls(order, start, group[start].astype(np.intp))

    def add(self, values: NDArray[Any]) -> Floats:
        """Return the sum of each patient's rows in each group."""
        if not len(self.start):
            return np.zeros(0)
        sorted_values = values if self.order is None else values[self.order]
        return np.asarray(np.add.reduceat(sorted_values, self.start))
