"""Equity-scaled AUROC."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats, divide
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    apart = np.abs(whole[0] - groups[0]).sum(axis=-1)
    return divide(whole[0][..., 0], 1.0 + apart)


METRIC = GapMetric(
    id="equity_scaled_auroc",
    title="Equity-scaled AUROC",
    question="How well does the model rank, marked down for differences between groups?",
    formula="AUROC of everybody / (1 + sum over groups |AUROC - AUROC_g|)",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Luo Y et al. Harvard Glaucoma Fairness: a retinal nerve disease dataset for fairness "
        "learning and fair identity normalization. IEEE Transactions on Medical Imaging "
        "2024;43(7):2623-2633. It falls with the number of groups: compare it within one "
        "grouping only."
    ),
    of=("auroc",),
    compute=compute,
    equal=np.nan,
)
