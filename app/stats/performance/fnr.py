"""False negative rate."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the false negative rate, shape (..., G)."""
    return divide(sums.pos - there(sums.true_positive), denominator(sums))


def denominator(sums: Sums) -> Floats:
    """Return the weight of the rows it is a share of, shape (..., G)."""
    return np.asarray(sums.pos)


METRIC = GroupMetric(
    id="fnr",
    title="False negative rate",
    question="Which part of those with the finding is missed?",
    formula="FN / P at the threshold",
    unit="share, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Altman DG, Bland JM. Diagnostic tests 1: sensitivity and specificity. BMJ "
        "1994;308(6943):1552."
    ),
    guard=("positive",),
    needs=("true_positive", "false_positive"),
    empty=Reason.NO_POSITIVES,
    compute=compute,
    denominator=denominator,
)
