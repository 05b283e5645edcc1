"""Gap of the Hausdorff distance."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="hd95_gap",
    title="Gap of Hausdorff distances (HD95)",
    question="How far apart are the Hausdorff distances of the best and the worst group?",
    formula="max - min of HD95 over the groups",
    unit="mm",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("hd95",),
    compute=compute,
    between=True,
)
