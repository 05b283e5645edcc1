"""Dice."""

from __future__ import annotations

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the mean Dice coefficient, shape (..., G)."""
    return divide(there(sums.total), sums.n)


METRIC = GroupMetric(
    id="dice",
    title="Dice",
    question="How well does the predicted region overlap with the drawn one, case by case?",
    formula="sum of the Dice coefficients of the cases / n",
    unit="share, 0 to 1",
    direction="higher",
    version=1,
    citation=(
        "Dice LR. Measures of the amount of ecologic association between species. Ecology "
        "1945;26(3):297-302; mean of cases, each as the job computed it."
    ),
    guard=("all",),
    needs=("total",),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    outcome=Outcome.DICE,
)
