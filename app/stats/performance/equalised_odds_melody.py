"""Average absolute odds difference (MELODY)."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,).

    The largest |dx| + |dy| of any two points is the larger spread of x + y and of x - y.
    """
    true_positive, false_positive = groups
    sums, differences = true_positive + false_positive, true_positive - false_positive
    return np.asarray(np.maximum(spread(sums), spread(differences)) / 2)


METRIC = GapMetric(
    id="equalised_odds_melody",
    title="Average absolute odds difference (MELODY)",
    question="How far apart in both rates are the two groups that are farthest from each other?",
    formula=(
        "largest, over pairs of groups, of (|difference of true positive rate| + |difference of "
        "false positive rate|) / 2"
    ),
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "MIDRC. MELODY (Model EvaLuation across subgroups for cOnsistent Decision accuracY), "
        "version 0.3.3, 2025; read in its code (common/eod_aaod_metrics.py, aaod). It holds each "
        "group against a reference group and prints the median of resamples; here no group is the "
        "reference, and the value is of the cases as they are."
    ),
    of=("tpr", "fpr"),
    compute=compute,
)
