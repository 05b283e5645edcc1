"""Difference."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return np.asarray(levels.value.max(axis=-1) - levels.value.min(axis=-1))


METRIC = InequalityMeasure(
    id="difference",
    title="Difference",
    question="How far apart are the best and the worst served group?",
    formula="max y - min y",
    unit="as the value",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
)
