"""AUPRC (average precision)."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the average precision, shape (..., G)."""
    return divide(there(sums.precision), sums.pos)


METRIC = GroupMetric(
    id="auprc",
    title="AUPRC (average precision)",
    question=("Going down the scores, how often is a case called positive one with the finding?"),
    formula="sum over positives of the precision at their own score / P",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Davis J, Goadrich M. The relationship between Precision-Recall and ROC curves. ICML "
        "2006:233-240; as a step function, without interpolation. Its level depends on the "
        "prevalence of the group."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("precision",),
    empty=Reason.NO_POSITIVES,
    compute=compute,
)
