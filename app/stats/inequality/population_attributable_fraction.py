"""Population attributable fraction."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats, divide
from app.stats.inequality._sources import HEAT
from app.stats.inequality_measure import InequalityMeasure, Levels


def compute(levels: Levels) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    gain = (levels.held_against - levels.mean)[..., 0]
    gain = np.maximum(gain, 0.0) if levels.higher_is_better else np.minimum(gain, 0.0)
    return 100 * divide(gain, levels.mean[..., 0])


METRIC = InequalityMeasure(
    id="population_attributable_fraction",
    title="Population attributable fraction",
    question=(
        "By which part of the mean would it be better if all were served like the reference group?"
    ),
    formula="100 (y_ref - mean) / mean; 0 where the reference group is not better",
    unit="per cent of the mean",
    direction=(
        "Farther from 0: more is lost by inequality. Below 0 where lower values are better."
    ),
    version=1,
    neutral=0.0,
    compute=compute,
    citation=HEAT,
    relative=True,
)
