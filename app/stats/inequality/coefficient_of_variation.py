"""Coefficient of variation."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats, divide
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    variance = (levels.share * (levels.value - levels.mean) ** 2).sum(axis=-1)
    return 100 * divide(np.sqrt(variance), levels.mean[..., 0])


METRIC = InequalityMeasure(
    id="coefficient_of_variation",
    title="Coefficient of variation",
    question="How large is the between-group standard deviation beside the mean?",
    formula="100 sqrt(sum p (y - mean)^2) / mean",
    unit="per cent of the mean",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
    relative=True,
)
