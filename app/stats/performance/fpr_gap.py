"""Gap of false positive rates."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="fpr_gap",
    title="Gap of false positive rates",
    question="How far apart are the false positive rates of the best and the worst group?",
    formula="max - min of false positive rate over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Hardt M, Price E, Srebro N. Equality of opportunity in supervised learning. NeurIPS "
        "2016;29; of the negatives."
    ),
    of=("fpr",),
    compute=compute,
    between=True,
)
