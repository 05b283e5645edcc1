"""Mean difference from the mean."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return np.asarray((levels.share * np.abs(levels.value - levels.mean)).sum(axis=-1))


METRIC = InequalityMeasure(
    id="mean_difference_from_mean",
    title="Mean difference from the mean",
    question="How far from the mean is a person’s group, on average?",
    formula="sum p |y - mean|",
    unit="as the value",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
)
