"""Expected calibration error."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the expected calibration error, shape (..., G)."""
    off = np.abs(there(sums.bin_score) - there(sums.bin_pos)).sum(axis=-1)
    return divide(off, sums.n)


METRIC = GroupMetric(
    id="ece",
    title="Expected calibration error",
    question="How far is the predicted share from the found one, bin by bin?",
    formula="sum over bins |sum s - sum y| / n",
    unit="probability, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Guo C et al. On calibration of modern neural networks. ICML 2017:1321-1330; 15 bins "
        "of equal width over 0 to 1, the same for every group, each with its lower end. It "
        "grows as n shrinks: read it beside ece_expected."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("bin_n", "bin_pos", "bin_score"),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    probabilities=True,
    has_interval=False,
)
