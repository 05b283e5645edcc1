"""Relative concentration index."""

from __future__ import annotations

from app.stats.arithmetic import Floats, divide
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    weight = levels.share * (2 * levels.rank - 1)
    return 100 * divide((weight * levels.value).sum(axis=-1), levels.mean[..., 0])


METRIC = InequalityMeasure(
    id="relative_concentration_index",
    title="Relative concentration index",
    question=("Do higher values lie with the more or the less advantaged, as a part of the mean?"),
    formula="100 sum p (2 X - 1) y / mean",
    unit="per cent of the mean",
    direction=("Above 0: higher values among the more advantaged; below 0: among the less."),
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
    relative=True,
    ordered=True,
)
