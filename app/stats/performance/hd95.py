"""Hausdorff distance, 95th percentile."""

from __future__ import annotations

import math

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the mean distance in mm, shape (..., G)."""
    return divide(there(sums.total), sums.n)


METRIC = GroupMetric(
    id="hd95",
    title="Hausdorff distance, 95th percentile (HD95)",
    question="How far do the outlines of the predicted and the drawn region lie apart?",
    formula="sum over the cases of the 95th percentile of the distances between outlines, / n",
    unit="mm",
    direction="lower",
    version=1,
    citation=(
        "Huttenlocher DP, Klanderman GA, Rucklidge WJ. Comparing images using the Hausdorff "
        "distance. IEEE Trans Pattern Anal Mach Intell 1993;15(9):850-863; mean of cases, each as "
        "the job computed it."
    ),
    guard=("all",),
    needs=("total",),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    outcome=Outcome.HD95,
    high=math.inf,
)
