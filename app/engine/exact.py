"""The exact road: every sum of every group, from the rows themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.rows import Outcome, Rows
from app.engine import kernels
from app.engine.groups import Groups
from app.engine.ranked import PatientGroups, Ranked, Scored, by_score, rank
from app.engine.tallied import Supported, Tallied
from app.stats.arithmetic import Floats, added, divide
from app.stats.calibration import held_logit, logit_lines
from app.stats.sums import Sums

ECE_BINS = 15
ECE_EDGES = np.linspace(0, 1, ECE_BINS + 1, dtype=np.float64)[1:-1].astype(np.float32)
RANKED = {"concordant", "precision"}


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Rows read once: what the exact road leaves, and what replicates go on from.

    Parameters
    ----------
    rows : Rows
        Those with a prediction.
    groups : Groups
        Of these rows.
    scored : Scored or None
        In the order of the scores, where ranks are needed.
    tallied : Tallied
    variance : ndarray of shape (G,)
        Of the AUROC; NaN where it was not wanted.
    """

    rows: Rows
    groups: Groups
    scored: Scored | None
    tallied: Tallied
    variance: Floats


def stored_threshold(threshold: float | None) -> np.float32 | None:
    """Return the threshold in the type that scores are stored in, so that equal is equal."""
    return None if threshold is None else np.float32(threshold)


def read_exactly(
    rows: Rows, groups: Groups, needs: set[str], threshold: float | None, variance: bool
) -> Read:
    """Compute all the sums that are needed, exactly.

    Parameters
    ----------
    rows : Rows
        None without a prediction.
    groups : Groups
    needs : set of str
        Fields of `Sums`.
    threshold : float or None
    variance : bool
        Whether the variance of the AUROC is wanted, and replicates will be.

    Returns
    -------
    Read
    """
    found: dict[str, Any] = {}
    ranks: list[Ranked] = []
    scored = None
    cross: tuple[Floats | None, ...] = (None,) * len(groups.groupings)
    if rows.outcome is Outcome.BINARY:
        found |= additive(rows, groups, needs, stored_threshold(threshold))
        if variance or needs & (RANKED | {"cross"}):
            scored = _scored(rows)
        if scored and needs & RANKED:
            ranks = _ranks(scored, groups, variance)
            found["concordant"] = np.concatenate([each.concordant for each in ranks])
            found["precision"] = np.concatenate([each.precision for each in ranks])
        if scored and "cross" in needs:
            cross = tuple(_cross(scored, groups, index) for index in range(len(groups.groupings)))
        if "slope" in needs:
            found["slope"] = _slopes(rows, groups)
    else:
        found |= of_other_outcomes(rows, groups)
    spread = [each.variance for each in ranks] or [np.full(sum(groups.sizes), np.nan)]
    return Read(rows, groups, scored, Tallied(Sums(**found), cross), np.concatenate(spread))


def _scored(rows: Rows) -> Scored:
    truth = np.asarray(rows.truth, dtype=np.uint8)
    return Scored(rows.score, truth, rows.weight, rows.patient, by_score(rows.score))


def _ranks(scored: Scored, groups: Groups, variance: bool) -> list[Ranked]:
    if kernels.here():
        return [kernels.rank_all(scored, groups, variance)]
    return [
        rank(scored, groups.of_row(index), size, variance)
        for index, size in enumerate(groups.sizes)
    ]


def additive(
    rows: Rows, groups: Groups, needs: set[str], threshold: np.float32 | None
) -> dict[str, Floats]:
    """Return the sums of yes-or-no rows that need no ranks, added up over the finest cells."""
    truth = np.asarray(rows.truth)
    calibrated = bool(needs & {"squared_error", "bin_n"}) and are_probabilities(rows.score)
    thresholded = threshold is not None and bool(needs & {"true_positive", "false_positive"})
    at = threshold if threshold is not None else np.float32(np.inf)
    if kernels.here():
        weight = kernels.ONE if rows.weight is None else rows.weight
        columns = rows.score, truth, groups.cell, weight
        counts, bins = kernels.additive(columns, groups.cells, ECE_EDGES, at, calibrated)
    else:
        counts = _counts(rows, groups, truth, at)
        bins = np.zeros((groups.cells, 0, 4))
        if calibrated:
            counts[:, 4], bins = _calibration(rows, groups, truth)
    found = {"n": counts[:, 0] + counts[:, 1], "pos": counts[:, 1]}
    if thresholded:
        found |= {"false_positive": counts[:, 2], "true_positive": counts[:, 3]}
    if calibrated:
        names = ("bin_n", "bin_pos", "bin_score", "bin_square")
        found |= {name: bins[..., index] for index, name in enumerate(names)}
        found["squared_error"] = counts[:, 4]
    return {name: groups.gather(each, 0) for name, each in found.items()}


def _counts(rows: Rows, groups: Groups, truth: NDArray[Any], at: np.float32) -> Floats:
    """Return negatives, positives and those at or above the threshold, shape (C, 5)."""
    outcome = groups.cell.astype(np.int32) * 2 + truth
    counts = np.zeros((groups.cells, 5))
    above = rows.score >= at
    for first, where in ((0, slice(None)), (2, above)):
        weight = None if rows.weight is None else rows.weight[where]
        counted = added(outcome[where], weight, 2 * groups.cells)
        counts[:, first : first + 2] = counted.reshape(-1, 2)
    return counts


def are_probabilities(score: NDArray[np.float32]) -> bool:
    """Whether all scores lie from 0 to 1."""
    return not len(score) or bool(score.min() >= 0 and score.max() <= 1)


def _calibration(rows: Rows, groups: Groups, truth: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return squared errors, shape (C,), and the sums of the bins, shape (C, M, 4)."""
    cells, score, weight = groups.cells, rows.score.astype(np.float64), rows.weight
    off = score - truth
    off *= off
    squared = added(groups.cell, off if weight is None else off * weight, cells)
    place = np.searchsorted(ECE_EDGES, rows.score, side="right").astype(np.int32)
    place += groups.cell.astype(np.int32) * ECE_BINS
    w = np.ones(1) if weight is None else weight
    square = None if weight is None else weight * weight
    parts = [
        added(place, values, cells * ECE_BINS).reshape(cells, ECE_BINS)
        for values in (weight, truth * w, score * w, square)
    ]
    return squared, np.stack(parts, axis=-1)


def of_other_outcomes(rows: Rows, groups: Groups) -> dict[str, Floats]:
    """Return the sums of grades, numbers, or figures per case."""
    cells = groups.cells
    weight = np.ones(len(rows)) if rows.weight is None else rows.weight
    n = added(groups.cell, weight, cells)
    found = {"n": n, "pos": np.zeros(cells)}
    score = rows.score.astype(np.float64)
    if rows.truth is None:
        found["total"] = added(groups.cell, weight * score, cells)
    else:
        off = np.abs(score - rows.truth.astype(np.float64))
        found["absolute_error"] = added(groups.cell, weight * off, cells)
        found["squared_error"] = added(groups.cell, weight * off * off, cells)
    if rows.outcome is Outcome.ORDINAL:
        place, grades = graded(rows)
        code = groups.cell.astype(np.int64) * grades**2 + place
        shape = (cells, grades, grades)
        found["confusion"] = added(code, weight, cells * grades**2).reshape(shape)
    return {name: groups.gather(each, 0) for name, each in found.items()}


def graded(rows: Rows) -> tuple[NDArray[np.int64], int]:
    """Return where each row stands in the table of truth by prediction, and its side."""
    truth = np.asarray(rows.truth, dtype=np.int64)
    called = rows.score.astype(np.int64)
    grades = int(max(truth.max(initial=0), called.max(initial=0))) + 1
    return truth * grades + called, grades


def _slopes(rows: Rows, groups: Groups) -> Floats:
    if not are_probabilities(rows.score):
        return np.full(sum(groups.sizes), np.nan)
    x, neg, pos = slope_columns(rows)
    return np.concatenate(
        [
            logit_lines(x, neg, pos, groups.of_row(index), size)[1]
            for index, size in enumerate(groups.sizes)
        ]
    )


def slope_columns(rows: Rows) -> tuple[Floats, Floats, Floats]:
    """Return the logit of each score, and the weight of each row as a negative and a positive."""
    weight = np.ones(len(rows)) if rows.weight is None else rows.weight
    pos = weight * np.asarray(rows.truth)
    return held_logit(rows.score.astype(np.float64)), weight - pos, pos


def _cross(scored: Scored, groups: Groups, grouping: int) -> Floats:
    """Return the pairs between all groups of one grouping, shape (K, K)."""
    size, group = groups.sizes[grouping], groups.of_row(grouping)[scored.order]
    score, truth = scored.score[scored.order], scored.truth[scored.order]
    weight = None if scored.weight is None else scored.weight[scored.order]
    new = np.concatenate([[True], score[1:] != score[:-1]])[: len(score)]
    run = np.cumsum(new) - 1
    runs = int(run[-1]) + 1 if len(run) else 0
    pos_at = truth == 1
    pos_weight = None if weight is None else weight[pos_at]
    found = np.zeros((size, size))
    for other in range(size):
        neg_at = (truth == 0) & (group == other)
        neg = added(run[neg_at], None if weight is None else weight[neg_at], runs)
        low = (np.cumsum(neg) - neg / 2)[run[pos_at]]
        found[:, other] = added(
            group[pos_at], low if pos_weight is None else low * pos_weight, size
        )
    return found


def support(rows: Rows, groups: Groups) -> Supported:
    """Count rows and patients of every group; rows without a prediction apart.

    Parameters
    ----------
    rows : Rows
        All rows; a patient counts where one of its rows has a prediction.
    groups : Groups
        Of all rows.

    Returns
    -------
    Supported
        Each of shape (G,).
    """
    given = ~np.isnan(rows.score)
    binary = rows.outcome is Outcome.BINARY
    truth = np.asarray(rows.truth) if binary else np.zeros(len(rows), dtype=np.uint8)
    outcome = np.where(given, truth, np.uint8(2)).astype(np.uint8)
    cell = outcome.astype(np.int32) * groups.cells + groups.cell
    of_cells = added(cell, None, 3 * groups.cells).reshape(3, groups.cells)
    neg, pos, without = (each.astype(np.int64) for each in groups.gather(of_cells, 1))
    people = _people(rows, outcome, groups)
    kish = (neg + pos).astype(np.float64)
    if rows.weight is not None:
        kish = _kish(rows.weight * given, groups)
    nobody = np.zeros_like(pos)
    if not binary:
        return Supported(neg + pos, nobody, people[0], nobody, nobody, kish, without)
    return Supported(neg + pos, pos, people[0], people[1], people[2], kish, without)


def _kish(weight: Floats, groups: Groups) -> Floats:
    """Return the effective number of rows: (sum w)^2 / sum w^2, shape (G,)."""
    total, square = (
        groups.gather(added(groups.cell, each, groups.cells), 0) for each in (weight, weight**2)
    )
    return np.nan_to_num(divide(total**2, square))


def _people(rows: Rows, outcome: NDArray[np.uint8], groups: Groups) -> NDArray[np.int64]:
    """Return patients of each group: any, with a positive, with a negative; shape (3, G)."""
    if kernels.here():
        patient = np.arange(len(rows)) if rows.patient is None else rows.patient
        return kernels.people(outcome, patient, groups)
    found = []
    for index, size in enumerate(groups.sizes):
        patients = PatientGroups.of(rows.patient, groups.of_row(index), size)
        found.append(
            [
                added(patients.group, patients.add(each.astype(np.float64)) > 0, size)
                for each in (outcome < 2, outcome == 1, outcome == 0)
            ]
        )
    return np.concatenate(found, axis=1).astype(np.int64)
