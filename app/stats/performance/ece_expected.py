"""Calibration error of a perfect model."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats
from app.stats.calibration import expected_error
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return what a perfectly calibrated model would show, shape (..., G)."""
    return expected_error(sums)


METRIC = GroupMetric(
    id="ece_expected",
    title="Calibration error of a perfect model",
    question=("What would the calibration error be at this n if every probability were right?"),
    formula=(
        "sum over bins n_b E|X_b / n_b - s_b| / n, X_b binomial of n_b cases with the mean "
        "score s_b"
    ),
    unit="probability, 0 to 1",
    direction="none",
    version=1,
    citation=(
        "De Moivre’s mean absolute deviation of a binomial: Diaconis P, Zabell S. Closed "
        "form summation for classical distributions. Statistical Science 1991;6(3):284-302. "
        "Rows taken as independent, scores of a bin as their mean; under weights n_b is "
        "Kish’s."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("bin_n", "bin_pos", "bin_score", "bin_square"),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    probabilities=True,
    has_interval=False,
)
