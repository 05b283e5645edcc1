"""True negative rate (specificity)."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import ALTMAN_BLAND_1, negatives, true_negative
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the true negative rate, shape (..., G)."""
    return divide(true_negative(sums), negatives(sums))


METRIC = GroupMetric(
    id="tnr",
    title="True negative rate (specificity)",
    question="Which part of those without the finding is called negative?",
    formula="TN / N at the threshold",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=ALTMAN_BLAND_1,
    guard=("negative",),
    needs=("true_positive", "false_positive"),
    empty=Reason.NO_NEGATIVES,
    compute=compute,
    denominator=negatives,
)
