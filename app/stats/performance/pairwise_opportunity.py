"""Marginal pairwise opportunity."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the marginal pairwise equal opportunity, shape (..., G)."""
    pairs = sums.pos * sums.neg.sum(axis=-1, keepdims=True)
    return divide(there(sums.cross).sum(axis=-1), pairs)


METRIC = GroupMetric(
    id="pairwise_opportunity",
    title="Marginal pairwise opportunity",
    question=("How often does a positive of this group score higher than a negative of any group?"),
    formula=(
        "pairs of a positive of the group and any negative with the positive higher, ties "
        "half / (P_g N)"
    ),
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Narasimhan H et al. Pairwise fairness for ranking and regression. AAAI "
        "2020;34(04):5248-5255; used on images by Lin M et al. Improving model fairness in "
        "image-based computer-aided diagnosis. Nature Communications 2023;14:6261."
    ),
    guard=("positive",),
    needs=("cross",),
    empty=Reason.NO_POSITIVES,
    compute=compute,
)
