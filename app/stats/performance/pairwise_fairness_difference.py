"""Pairwise fairness difference."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="pairwise_fairness_difference",
    title="Pairwise fairness difference",
    question=(
        "How far apart are the groups in how often their positives score higher than any negative?"
    ),
    formula="max - min of marginal pairwise opportunity over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Lin M et al. Improving model fairness in image-based computer-aided diagnosis. "
        "Nature Communications 2023;14:6261."
    ),
    of=("pairwise_opportunity",),
    compute=compute,
    between=True,
)
