"""Balanced accuracy."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there, true_negative
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the balanced accuracy, shape (..., G)."""
    sensitivity = divide(there(sums.true_positive), sums.pos)
    return np.asarray(sensitivity + divide(true_negative(sums), sums.neg)) / 2


METRIC = GroupMetric(
    id="balanced_accuracy",
    title="Balanced accuracy",
    question="How often is a case called rightly if the finding were as common as not?",
    formula="(TP / P + TN / N) / 2 at the threshold",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Brodersen KH et al. The balanced accuracy and its posterior distribution. ICPR "
        "2010:3121-3124."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("true_positive", "false_positive"),
    empty=Reason.NO_POSITIVES,
    compute=compute,
)
