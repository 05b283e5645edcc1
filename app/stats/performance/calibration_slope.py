"""Calibration slope."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the calibration slope, shape (..., G)."""
    return there(sums.slope)


METRIC = GroupMetric(
    id="calibration_slope",
    title="Calibration slope",
    question="Are the predictions too extreme (below 1) or too timid (above 1)?",
    formula="b of logit P(y = 1) = a + b logit(s); scores held within 1e-6 of 0 and 1",
    unit="slope",
    direction="one",
    version=1,
    citation=(
        "Cox DR. Two further applications of a model for binary regression. Biometrika "
        "1958;45(3-4):562-565."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("slope",),
    empty=Reason.NO_SPREAD,
    compute=compute,
    low=-np.inf,
    high=np.inf,
    probabilities=True,
)
