"""Mean difference from the reference group."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    off = np.abs(levels.value - levels.held_against)
    return np.asarray((levels.share * off).sum(axis=-1))


METRIC = InequalityMeasure(
    id="mean_difference_from_reference",
    title="Mean difference from the reference group",
    question="How far from the reference group is a person’s group, on average?",
    formula="sum p |y - y_ref|; the best served group where none is named",
    unit="as the value",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
)
