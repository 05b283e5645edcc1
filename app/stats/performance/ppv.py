"""Positive predictive value."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import called_positive, there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the positive predictive value, shape (..., G)."""
    return divide(there(sums.true_positive), denominator(sums))


def denominator(sums: Sums) -> Floats:
    """Return the weight of the rows it is a share of, shape (..., G)."""
    return np.asarray(called_positive(sums))


METRIC = GroupMetric(
    id="ppv",
    title="Positive predictive value",
    question="Of those called positive, which part has the finding?",
    formula="TP / (TP + FP) at the threshold",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Altman DG, Bland JM. Diagnostic tests 2: predictive values. BMJ 1994;309(6947):102. "
        "It depends on the prevalence of the group."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("true_positive", "false_positive"),
    empty=Reason.NONE_CALLED_POSITIVE,
    compute=compute,
    denominator=denominator,
)
