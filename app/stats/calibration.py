"""Calibration: what a perfect model would show by chance, and the slope of the logistic line."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln, xlog1py, xlogy

from app.stats.arithmetic import Bools, Floats, added, divide
from app.stats.sums import Sums

Places = NDArray[Any]

EDGE = 1e-6  # scores are held this far from 0 and 1, where a logit is infinite
MOST_STEPS = 50


def mean_deviation(n: Floats, p: Floats) -> Floats:
    """Return E|X - n p| of a binomial X, in De Moivre's closed form.

    Parameters
    ----------
    n : ndarray, 0 or more
        Need not be whole (an effective number).
    p : ndarray, in [0, 1]

    Returns
    -------
    ndarray of the broadcast shape

    Notes
    -----
    2 (m + 1) C(n, m + 1) p^(m + 1) (1 - p)^(n - m) with m the whole part of n p; Diaconis and
    Zabell, Statistical Science 1991;6(3):284-302.

    Examples
    --------
    >>> float(np.round(mean_deviation(np.array(2.0), np.array(0.5)), 12))
    0.5
    """
    p = np.clip(p, 0.0, 1.0)
    m = np.minimum(np.floor(n * p), np.maximum(np.ceil(n) - 1, 0))
    choose = gammaln(n + 1) - gammaln(m + 1) - gammaln(np.maximum(n - m, 1e-300))
    log = choose + xlogy(m + 1, p) + xlog1py(n - m, -p)
    return np.asarray(np.where((n > 0) & (p > 0) & (p < 1), 2.0 * np.exp(log), 0.0))


def expected_error(sums: Sums) -> Floats:
    """Return the calibration error that a perfectly calibrated model has on average at this n.

    Parameters
    ----------
    sums : Sums
        With `bin_n`, `bin_score` and `bin_square`, shape (..., G, M).

    Returns
    -------
    ndarray of shape (..., G), in [0, 1]
    """
    if sums.bin_n is None or sums.bin_score is None or sums.bin_square is None:
        raise ValueError("the sums of the bins of calibration are not there")
    share = np.nan_to_num(divide(sums.bin_score, sums.bin_n))
    effective = np.nan_to_num(divide(sums.bin_n**2, sums.bin_square))
    relative = np.nan_to_num(divide(mean_deviation(effective, share), effective))
    return divide((sums.bin_n * relative).sum(axis=-1), sums.n)


def logit_lines(
    x: Floats, neg: Floats, pos: Floats, group: Places, groups: int
) -> tuple[Floats, Floats]:
    """Fit logit P(y = 1) = a + b x in each group by Newton's method.

    Parameters
    ----------
    x : ndarray of shape (N,)
        Logits of the scores.
    neg, pos : ndarray of shape (N,)
        Weight of negatives and positives at each x.
    group : ndarray of int, shape (N,)
    groups : int
        How many there are.

    Returns
    -------
    tuple of two ndarray of shape (groups,)
        a and b; NaN where there is no finite slope: one outcome only, one score only, or
        outcomes that a score separates.
    """
    a, b = np.zeros(groups), np.zeros(groups)
    largest = np.full(groups, np.inf)
    for _ in range(MOST_STEPS):
        bread, first, _ = _bend(x, neg, pos, group, (a, b))
        flat = bread[0] * bread[2] - bread[1] ** 2
        step_a = divide(bread[2] * first[0] - bread[1] * first[1], flat)
        step_b = divide(bread[0] * first[1] - bread[1] * first[0], flat)
        largest = np.maximum(np.abs(step_a), np.abs(step_b))
        damp = np.minimum(1.0, divide(np.full(groups, 5.0), largest))
        a, b = a + damp * step_a, b + damp * step_b
        if not np.any(largest > 1e-11 * (1 + np.abs(a) + np.abs(b))):
            break
    found = (largest <= 1e-6 * (1 + np.abs(a) + np.abs(b))) & (np.abs(b) < 1e4)
    found &= _overlap(x, neg, pos, group, groups)
    return np.where(found, a, np.nan), np.where(found, b, np.nan)


def slope_influence(
    x: Floats, neg: Floats, pos: Floats, group: Places, line: tuple[Floats, Floats]
) -> Floats:
    """Return by how much each row, counted once more, would move the slope of its group.

    Parameters
    ----------
    x, neg, pos, group
        As of `logit_lines`.
    line : tuple of two ndarray
        What it returned.

    Returns
    -------
    ndarray of shape (N,)
        To first order; 0 in groups without a slope.
    """
    bread, _, residual = _bend(x, neg, pos, group, line)
    flat = bread[0] * bread[2] - bread[1] ** 2
    moved = residual * (bread[0][group] * x - bread[1][group])
    return np.nan_to_num(divide(moved, flat[group]))


def _bend(
    x: Floats, neg: Floats, pos: Floats, group: Places, line: tuple[Floats, Floats]
) -> tuple[list[Floats], list[Floats], Floats]:
    """Return second and first derivatives of the likelihood per group, and the residuals."""
    groups, weight = len(line[0]), neg + pos
    share = expit(line[0][group] + line[1][group] * x)
    residual, bend = pos - weight * share, weight * share * (1 - share)
    second = [added(group, bend * each, groups) for each in (1.0, x, x * x)]
    return second, [added(group, residual * each, groups) for each in (1.0, x)], residual


def _overlap(x: Floats, neg: Floats, pos: Floats, group: Places, groups: int) -> Bools:
    """Whether the scores of the two outcomes overlap: else the slope is infinite."""
    ends = {}
    for name, weight in (("neg", neg), ("pos", pos)):
        there = weight > 0
        low, high = np.full(groups, np.inf), np.full(groups, -np.inf)
        np.minimum.at(low, group[there], x[there])
        np.maximum.at(high, group[there], x[there])
        ends[name] = (low, high)
    (low0, high0), (low1, high1) = ends["neg"], ends["pos"]
    return np.asarray((low1 < high0) & (low0 < high1))


def held_logit(score: Floats) -> Floats:
    """Return the logit of scores held within `EDGE` of 0 and 1."""
    held = np.clip(score, EDGE, 1 - EDGE)
    return np.asarray(np.log(held) - np.log1p(-held))
