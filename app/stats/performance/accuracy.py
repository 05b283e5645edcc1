"""Accuracy."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there, true_negative
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the accuracy, shape (..., G)."""
    return divide(there(sums.true_positive) + true_negative(sums), denominator(sums))


def denominator(sums: Sums) -> Floats:
    """Return the weight of the rows it is a share of, shape (..., G)."""
    return np.asarray(sums.n)


METRIC = GroupMetric(
    id="accuracy",
    title="Accuracy",
    question="Which part is called rightly?",
    formula="(TP + TN) / (P + N) at the threshold",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation="A proportion. It depends on the prevalence of the group.",
    guard=(
        "positive",
        "negative",
    ),
    needs=("true_positive", "false_positive"),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    denominator=denominator,
)
