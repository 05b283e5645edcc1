"""Gap of calibration errors beyond chance."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="ece_debiased_gap",
    title="Gap of calibration errors beyond chance",
    question=(
        "How far apart are the calibration errors beyond chance of the best and the worst group?"
    ),
    formula="max - min of calibration error beyond chance over the groups",
    unit="difference, 0 to 2",
    direction="lower",
    version=1,
    citation="Definition of this project: the largest difference between two groups.",
    of=("ece_debiased",),
    compute=compute,
    between=True,
)
