"""Gap of positive predictive values."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="ppv_gap",
    title="Gap of positive predictive values",
    question=("How far apart are the positive predictive values of the best and the worst group?"),
    formula="max - min of positive predictive value over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Chouldechova A. Fair prediction with disparate impact. Big Data 2017;5(2):153-163 "
        "(predictive parity)."
    ),
    of=("ppv",),
    compute=compute,
    between=True,
)
