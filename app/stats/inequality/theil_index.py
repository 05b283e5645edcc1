"""Theil index."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats, divide
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    relative = divide(levels.value, levels.mean)
    return np.asarray(1000 * (levels.share * relative * np.log(relative)).sum(axis=-1))


METRIC = InequalityMeasure(
    id="theil_index",
    title="Theil index",
    question="How unequal are the groups, those above the mean counting more?",
    formula="1000 sum p (y / mean) ln(y / mean)",
    unit="thousandths",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
    relative=True,
)
