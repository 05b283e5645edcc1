"""xAUC disparity."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    there_and_back = groups[0] - np.swapaxes(groups[0], -1, -2)
    return np.asarray(np.abs(there_and_back).max(axis=(-2, -1)))


METRIC = GapMetric(
    id="xauc_disparity",
    title="xAUC disparity",
    question=(
        "How differently are the positives of one group and of another ranked against the "
        "negatives of the other?"
    ),
    formula="max over pairs of groups |xAUC(g, h) - xAUC(h, g)|",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Kallus N, Zhou A. The fairness of risk scores beyond classification: bipartite "
        "ranking and the xAUC metric. NeurIPS 2019;32; the largest over pairs."
    ),
    of=("xauc",),
    compute=compute,
)
