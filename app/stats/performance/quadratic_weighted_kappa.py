"""Quadratic-weighted kappa."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the weighted kappa, shape (..., G)."""
    observed = there(sums.confusion)
    grade = np.arange(observed.shape[-1])
    cost = (grade[:, None] - grade) ** 2.0
    truth, called = observed.sum(axis=-1), observed.sum(axis=-2)
    chance = truth[..., :, None] * called[..., None, :]
    lost = (cost * observed).sum(axis=(-2, -1)) * observed.sum(axis=(-2, -1))
    return np.asarray(1.0 - divide(lost, (cost * chance).sum(axis=(-2, -1))))


METRIC = GroupMetric(
    id="quadratic_weighted_kappa",
    title="Quadratic-weighted kappa",
    question="How well do the grades agree, beyond chance, far misses counting most?",
    formula="1 - sum (i - j)^2 O_ij / sum (i - j)^2 E_ij",
    unit="agreement, -1 to 1",
    direction="higher",
    version=1,
    citation=(
        "Cohen J. Weighted kappa: nominal scale agreement with provision for scaled "
        "disagreement or partial credit. Psychological Bulletin 1968;70(4):213-220."
    ),
    guard=("all",),
    needs=("confusion",),
    empty=Reason.ONE_GRADE,
    compute=compute,
    outcome=Outcome.ORDINAL,
    low=-1.0,
)
