"""Gap of weighted kappas."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="quadratic_weighted_kappa_gap",
    title="Gap of weighted kappas",
    question="How far apart are the weighted kappas of the best and the worst group?",
    formula="max - min of quadratic-weighted kappa over the groups",
    unit="difference, 0 to 2",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("quadratic_weighted_kappa",),
    compute=compute,
    between=True,
)
