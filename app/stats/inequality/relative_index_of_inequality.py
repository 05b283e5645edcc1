"""Relative index of inequality."""

from __future__ import annotations

from app.stats.arithmetic import Floats, divide
from app.stats.inequality._line import ends_of_line
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    bottom, top = ends_of_line(levels)
    return divide(top, bottom)


METRIC = InequalityMeasure(
    id="relative_index_of_inequality",
    title="Relative index of inequality",
    question=("How many times the fitted value at the bottom of the order is that at the top?"),
    formula="v(1) / v(0), logit v = a + b X fitted over people",
    unit="ratio",
    direction=("Above 1: higher values among the more advantaged; below 1: among the less."),
    version=1,
    neutral=1.0,
    compute=compute,
    citation=HEAT,
    ordered=True,
)
