"""True negative rate (specificity)."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import true_negative
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the true negative rate, shape (..., G)."""
    return divide(true_negative(sums), denominator(sums))


def denominator(sums: Sums) -> Floats:
    """Return the weight of the rows it is a share of, shape (..., G)."""
    return np.asarray(sums.neg)


METRIC = GroupMetric(
    id="tnr",
    title="True negative rate (specificity)",
    question="Which part of those without the finding is called negative?",
    formula="TN / N at the threshold",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Altman DG, Bland JM. Diagnostic tests 1: sensitivity and specificity. BMJ "
        "1994;308(6943):1552."
    ),
    guard=("negative",),
    needs=("true_positive", "false_positive"),
    empty=Reason.NO_NEGATIVES,
    compute=compute,
    denominator=denominator,
)
