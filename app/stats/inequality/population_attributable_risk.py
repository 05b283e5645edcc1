"""Population attributable risk."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    gain = (levels.held_against - levels.mean)[..., 0]
    return np.maximum(gain, 0.0) if levels.higher_is_better else np.minimum(gain, 0.0)


METRIC = InequalityMeasure(
    id="population_attributable_risk",
    title="Population attributable risk",
    question=("How much better would the mean be if all were served like the reference group?"),
    formula="y_ref - mean; 0 where the reference group is not better than the mean",
    unit="as the value",
    direction=(
        "Farther from 0: more is lost by inequality. Below 0 where lower values are better."
    ),
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
)
