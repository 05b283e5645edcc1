"""Absolute concentration index."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    weight = levels.share * (2 * levels.rank - 1)
    return np.asarray((weight * levels.value).sum(axis=-1))


METRIC = InequalityMeasure(
    id="absolute_concentration_index",
    title="Absolute concentration index",
    question=("Do higher values lie with the more or the less advantaged, and by how much?"),
    formula="sum p (2 X - 1) y, X the relative rank of the middle of the group",
    unit="as the value",
    direction=("Above 0: higher values among the more advantaged; below 0: among the less."),
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
    ordered=True,
)
