"""Equalised odds difference (Fairlearn)."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return np.maximum(spread(groups[0]), spread(groups[1]))


METRIC = GapMetric(
    id="equalised_odds_fairlearn",
    title="Equalised odds difference (Fairlearn)",
    question=("How far apart are the groups in true or false positive rate, whichever is farther?"),
    formula="max(max - min of true positive rate, max - min of false positive rate)",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Weerts H et al. Fairlearn: assessing and improving fairness of AI systems. JMLR "
        "2023;24(257):1-8; equalized_odds_difference with its default, the worst of the two."
    ),
    of=("tpr", "fpr"),
    compute=compute,
)
