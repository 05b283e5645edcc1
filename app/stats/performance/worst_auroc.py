"""AUROC of the worst served group."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return np.asarray(groups[0].min(axis=-1))


METRIC = GapMetric(
    id="worst_auroc",
    title="AUROC of the worst served group",
    question="How well is the group ranked that is ranked worst?",
    formula="min of AUROC over the groups",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Zong Y, Yang Y, Hospedales T. MEDFAIR: benchmarking fairness for medical imaging. "
        "ICLR 2023 (worst-case AUC)."
    ),
    of=("auroc",),
    compute=compute,
    equal=np.nan,
)
