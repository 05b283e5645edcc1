"""Intersection over union."""

from __future__ import annotations

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the mean intersection over union, shape (..., G)."""
    return divide(there(sums.total), sums.n)


METRIC = GroupMetric(
    id="iou",
    title="Intersection over union (IoU)",
    question="How much of the predicted and the drawn region together do both share?",
    formula="sum over the cases of |predicted and drawn| / |predicted or drawn|, / n",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Jaccard P. The distribution of the flora in the alpine zone. New Phytologist "
        "1912;11(2):37-50; mean of cases, each as the job computed it."
    ),
    guard=("all",),
    needs=("total",),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    outcome=Outcome.IOU,
)
