"""The logistic line of values over relative rank, as the slope and relative indices take it."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from app.stats.arithmetic import Floats, divide
from app.stats.inequality_measure import Levels

STEPS = 50


def ends_of_line(levels: Levels) -> tuple[Floats, Floats]:
    """Fit logit(value) = a + b rank over people, and return the line at rank 0 and at rank 1.

    Parameters
    ----------
    levels : Levels
        Values from 0 to 1, groups in order.

    Returns
    -------
    tuple of two ndarray of shape (...,)
        NaN where a value is outside 0 to 1 or no line fits.

    Notes
    -----
    Binomial likelihood with shares as responses and people as weights, as the WHO Health Equity
    Assessment Toolkit fits it; by Newton's method.
    """
    value, x, size = levels.value, levels.rank, levels.size
    a, b = np.zeros(value.shape[:-1]), np.zeros(value.shape[:-1])
    for _ in range(STEPS):
        fitted = expit(a[..., None] + b[..., None] * x)
        residual, bend = size * (value - fitted), size * fitted * (1 - fitted)
        first = [(residual * each).sum(axis=-1) for each in (np.ones_like(x), x)]
        second = [(bend * each).sum(axis=-1) for each in (np.ones_like(x), x, x * x)]
        flat = second[0] * second[2] - second[1] ** 2
        a = a + divide(second[2] * first[0] - second[1] * first[1], flat)
        b = b + divide(second[0] * first[1] - second[1] * first[0], flat)
    inside = ((value >= 0) & (value <= 1)).all(axis=-1)
    return np.where(inside, expit(a), np.nan), np.where(inside, expit(a + b), np.nan)
