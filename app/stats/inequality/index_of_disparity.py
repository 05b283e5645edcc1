"""Index of disparity."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats, divide
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    off = (levels.share * np.abs(levels.value - levels.mean)).sum(axis=-1)
    return 100 * divide(off, levels.mean[..., 0])


METRIC = InequalityMeasure(
    id="index_of_disparity",
    title="Index of disparity",
    question="How far from the mean are the groups, as a part of the mean?",
    formula="100 sum p |y - mean| / mean",
    unit="per cent of the mean",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
    relative=True,
)
