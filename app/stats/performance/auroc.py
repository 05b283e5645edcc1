"""AUROC."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the area under the ROC curve, shape (..., G)."""
    return divide(there(sums.concordant), sums.pos * sums.neg)


METRIC = GroupMetric(
    id="auroc",
    title="AUROC",
    question="How often does a case with the finding score higher than one without it?",
    formula=(
        "pairs of a positive and a negative of the group with the positive higher, ties half "
        "/ (P\u00a0×\u00a0N)"
    ),
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Hanley JA, McNeil BJ. The meaning and use of the area under a receiver operating "
        "characteristic (ROC) curve. Radiology 1982;143(1):29-36."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("concordant",),
    empty=Reason.NO_POSITIVES,
    compute=compute,
)
