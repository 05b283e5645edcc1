"""Between-group variance."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return np.asarray((levels.share * (levels.value - levels.mean) ** 2).sum(axis=-1))


METRIC = InequalityMeasure(
    id="between_group_variance",
    title="Between-group variance",
    question="How far from the mean are the groups, squared, by their size?",
    formula="sum p (y - mean)^2",
    unit="squared value",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
)
