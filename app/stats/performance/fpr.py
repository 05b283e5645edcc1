"""False positive rate."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import ALTMAN_BLAND_1, negatives, there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the false positive rate, shape (..., G)."""
    return divide(there(sums.false_positive), negatives(sums))


METRIC = GroupMetric(
    id="fpr",
    title="False positive rate",
    question="Which part of those without the finding is called positive?",
    formula="FP / N at the threshold",
    unit="share, 0 to 1",
    direction="lower",
    version=1,
    citation=ALTMAN_BLAND_1,
    guard=("negative",),
    needs=("true_positive", "false_positive"),
    empty=Reason.NO_NEGATIVES,
    compute=compute,
    denominator=negatives,
)
