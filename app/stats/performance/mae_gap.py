"""Gap of mean absolute errors."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="mae_gap",
    title="Gap of mean absolute errors",
    question="How far apart are the mean absolute errors of the best and the worst group?",
    formula="max - min of mean absolute error over the groups",
    unit="as the prediction",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("mae",),
    compute=compute,
    between=True,
)
