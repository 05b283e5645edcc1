"""Ratio."""

from __future__ import annotations

from app.stats.arithmetic import Floats, divide
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
    citation=(
        "Health Equity Assessment Toolkit (HEAT), technical notes. World Health "
        "Organization; and Schlotheuber A, Hosseinpoor AR. Summary measures of health "
        "inequality: a review of existing measures and their application. International "
        "Journal of Environmental Research and Public Health 2022;19(6):3697."
    ),
    relative=True,
)
