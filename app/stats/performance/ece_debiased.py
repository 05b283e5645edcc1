"""Calibration error beyond chance."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.calibration import expected_error
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the calibration error less that of a perfect model, shape (..., G)."""
    off = np.abs(there(sums.bin_score) - there(sums.bin_pos)).sum(axis=-1)
    return np.asarray(divide(off, sums.n) - expected_error(sums))


METRIC = GroupMetric(
    id="ece_debiased",
    title="Calibration error beyond chance",
    question=("How much larger is the calibration error than that of a perfect model at this n?"),
    formula="calibration error - that of a perfect model; below 0: smaller than that of one",
    unit="probability, -1 to 1",
    direction="lower",
    version=1,
    citation=(
        "Definition of this project, after Petersen E et al. On (assessing) the fairness of "
        "risk score models. FAccT 2023: calibration error is biased by the size of the "
        "group."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("bin_n", "bin_pos", "bin_score", "bin_square"),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    low=-1.0,
    probabilities=True,
)
