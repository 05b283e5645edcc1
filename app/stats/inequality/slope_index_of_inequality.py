"""Slope index of inequality."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._line import ends_of_line
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    bottom, top = ends_of_line(levels)
    return np.asarray(top - bottom)


METRIC = InequalityMeasure(
    id="slope_index_of_inequality",
    title="Slope index of inequality",
    question=("How much higher is the fitted value at the top of the order than at the bottom?"),
    formula="v(1) - v(0), logit v = a + b X fitted over people",
    unit="as the value, 0 to 1",
    direction=("Above 0: higher values among the more advantaged; below 0: among the less."),
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
    ordered=True,
)
