"""True positive rate (sensitivity)."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import ALTMAN_BLAND_1, positives, there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the true positive rate, shape (..., G)."""
    return divide(there(sums.true_positive), positives(sums))


METRIC = GroupMetric(
    id="tpr",
    title="True positive rate (sensitivity)",
    question="Which part of those with the finding is called positive?",
    formula="TP / P at the threshold",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=ALTMAN_BLAND_1,
    guard=("positive",),
    needs=("true_positive", "false_positive"),
    empty=Reason.NO_POSITIVES,
    compute=compute,
    denominator=positives,
)
