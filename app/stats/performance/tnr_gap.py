"""Gap of true negative rates."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="tnr_gap",
    title="Gap of true negative rates",
    question="How far apart are the true negative rates of the best and the worst group?",
    formula="max - min of true negative rate over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("tnr",),
    compute=compute,
    between=True,
)
