"""xAUC."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the AUC of positives (rows) against negatives (columns), shape (..., G, G)."""
    return divide(there(sums.cross), sums.pos[..., :, None] * sums.neg[..., None, :])


METRIC = GroupMetric(
    id="xauc",
    title="xAUC",
    question=("How often does a positive of one group score higher than a negative of another?"),
    formula=(
        "pairs of a positive of group g and a negative of group h with the positive higher, "
        "ties half / (P_g N_h)"
    ),
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Kallus N, Zhou A. The fairness of risk scores beyond classification: bipartite "
        "ranking and the xAUC metric. NeurIPS 2019;32."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("cross",),
    empty=Reason.NO_POSITIVES,
    compute=compute,
    pairs=True,
)
