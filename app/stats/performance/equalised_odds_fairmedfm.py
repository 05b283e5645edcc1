"""Equalised odds (FairMedFM)."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return np.asarray(1.0 - (spread(groups[0]) + spread(groups[1])) / 2)


METRIC = GapMetric(
    id="equalised_odds_fairmedfm",
    title="Equalised odds (FairMedFM)",
    question="How near to equal are the groups in true positive and true negative rate?",
    formula="1 - ((max - min of true positive rate) + (max - min of true negative rate)) / 2",
    unit="1 is equal, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Jin R et al. FairMedFM: fairness benchmarking for medical imaging foundation "
        "models. NeurIPS 2024 Datasets and Benchmarks; read in its code (utils/metrics.py, "
        "eod). Its code calls scores above the threshold positive; here those at it as well."
    ),
    of=("tpr", "tnr"),
    compute=compute,
    equal=1.0,
)
