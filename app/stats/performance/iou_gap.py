"""Gap of intersection over union."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="iou_gap",
    title="Gap of intersection over union",
    question="How far apart are the intersections over union of the best and the worst group?",
    formula="max - min of IoU over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("iou",),
    compute=compute,
    between=True,
)
