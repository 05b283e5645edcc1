"""Gap of AUROC."""

from __future__ import annotations

from app.stats.arithmetic import Floats
from app.stats.performance._formulas import spread
from app.stats.performance_metric import GapMetric


def compute(whole: list[Floats], groups: list[Floats]) -> Floats:
    """Return it over the groups of the last axis, shape (...,)."""
    return spread(groups[0])


METRIC = GapMetric(
    id="auroc_gap",
    title="Gap of AUROC",
    question="How far apart are the AUROC of the best and the worst group?",
    formula="max - min of AUROC over the groups",
    unit="difference, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Zong Y, Yang Y, Hospedales T. MEDFAIR: benchmarking fairness for medical imaging. "
        "ICLR 2023 (gap of the group AUCs)."
    ),
    of=("auroc",),
    compute=compute,
    between=True,
)
