"""BPSN AUC."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the AUC of background positives against subgroup negatives, shape (..., G)."""
    cross = there(sums.cross)
    own = np.diagonal(cross, axis1=-2, axis2=-1)
    pairs = (sums.pos.sum(axis=-1, keepdims=True) - sums.pos) * sums.neg
    return divide(cross.sum(axis=-2) - own, pairs)


METRIC = GroupMetric(
    id="bpsn_auc",
    title="BPSN AUC",
    question=(
        "How often does a positive of the other groups score higher than a negative of this group?"
    ),
    formula=(
        "pairs of a positive outside and a negative inside the group with the positive "
        "higher, ties half / (P_outside N_inside)"
    ),
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Borkan D et al. Nuanced metrics for measuring unintended bias with real data for "
        "text classification. WWW 2019 Companion:491-500. The background is everybody else "
        "in the grouping, the unknown group included."
    ),
    guard=("negative",),
    needs=("cross",),
    empty=Reason.NO_NEGATIVES,
    compute=compute,
)
