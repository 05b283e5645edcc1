"""BNSP AUC."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the AUC of subgroup positives against background negatives, shape (..., G)."""
    cross = there(sums.cross)
    own = np.diagonal(cross, axis1=-2, axis2=-1)
    pairs = sums.pos * (sums.neg.sum(axis=-1, keepdims=True) - sums.neg)
    return divide(cross.sum(axis=-1) - own, pairs)


METRIC = GroupMetric(
    id="bnsp_auc",
    title="BNSP AUC",
    question=(
        "How often does a positive of this group score higher than a negative of the other groups?"
    ),
    formula=(
        "pairs of a positive inside and a negative outside the group with the positive "
        "higher, ties half / (P_inside N_outside)"
    ),
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Borkan D et al. Nuanced metrics for measuring unintended bias with real data for "
        "text classification. WWW 2019 Companion:491-500. The background is everybody else "
        "in the grouping, the unknown group included."
    ),
    guard=("positive",),
    needs=("cross",),
    empty=Reason.NO_POSITIVES,
    compute=compute,
)
