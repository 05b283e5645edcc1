"""Registry of inequality: every measure of its drawer, and the one way to compute one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.domain.reason import Reason
from app.stats import inequality
from app.stats.arithmetic import Floats
from app.stats.drawer import measures_in
from app.stats.inequality_measure import InequalityMeasure, Levels, why_not

INEQUALITY: Mapping[str, InequalityMeasure] = measures_in(inequality)
DEFAULT_INEQUALITY = ("difference", "ratio", "mean_difference_from_mean", "between_group_sd")


def unequal(measure_id: str, levels: Levels) -> tuple[Floats, Reason | None]:
    """Compute one measure of inequality.

    Parameters
    ----------
    measure_id : str
        A key of `INEQUALITY`.
    levels : Levels
        No value NaN: leave out groups that have none, and say so.

    Returns
    -------
    tuple of ndarray of shape (...,) and Reason or None
        NaN throughout where there is a reason.

    Raises
    ------
    KeyError
        When there is no such measure.

    Examples
    --------
    >>> pair = Levels(np.array([0.9, 0.7]), np.array([100.0, 300.0]))
    >>> print(f"{unequal('difference', pair)[0]:.3f}")
    0.200
    """
    measure = INEQUALITY[measure_id]
    why = why_not(measure, levels)
    if why is not None:
        return np.full(levels.value.shape[:-1], np.nan), why
    return np.asarray(measure.compute(levels)), None
