"""Gap of calibration slopes."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="calibration_slope_gap",
    title="Gap of calibration slopes",
    question="How far apart are the calibration slopes of the best and the worst group?",
    formula="max - min of calibration slope over the groups",
    unit="slope",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("calibration_slope",),
    compute=compute,
    between=True,
)
