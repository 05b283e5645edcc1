"""Gap of AUPRC."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="auprc_gap",
    title="Gap of AUPRC",
    question="How far apart are the AUPRC of the best and the worst group?",
    formula="max - min of AUPRC over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("auprc",),
    compute=compute,
    between=True,
)
