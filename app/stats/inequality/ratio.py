"""Ratio."""

from __future__ import annotations

from app.stats.arithmetic import Floats, divide
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return divide(levels.value.max(axis=-1), levels.value.min(axis=-1))


METRIC = InequalityMeasure(
    id="ratio",
    title="Ratio",
    question="How many times the value of the lowest group has the highest one?",
    formula="max y / min y",
    unit="ratio, 1 or more",
    direction="More: the groups are farther apart.",
    version=1,
    neutral=1.0,
    compute=compute,
    citation=HEAT,
    relative=True,
)
