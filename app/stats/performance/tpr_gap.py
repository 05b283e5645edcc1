"""Gap of true positive rates."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="tpr_gap",
    title="Gap of true positive rates",
    question="How far apart are the true positive rates of the best and the worst group?",
    formula="max - min of true positive rate over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Hardt M, Price E, Srebro N. Equality of opportunity in supervised learning. NeurIPS "
        "2016;29; as the largest difference over groups."
    ),
    of=("tpr",),
    compute=compute,
    between=True,
)
