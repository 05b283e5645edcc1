"""Between-group standard deviation."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    variance = (levels.share * (levels.value - levels.mean) ** 2).sum(axis=-1)
    return np.asarray(np.sqrt(variance))


METRIC = InequalityMeasure(
    id="between_group_sd",
    title="Between-group standard deviation",
    question=("How far from the mean are the groups, by their size, far ones counting more?"),
    formula="square root of sum p (y - mean)^2",
    unit="as the value",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
)
