"""Brier score."""

from __future__ import annotations

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the Brier score, shape (..., G)."""
    return divide(there(sums.squared_error), sums.n)


METRIC = GroupMetric(
    id="brier",
    title="Brier score",
    question="How far are the predicted probabilities from what was found, squared?",
    formula="sum (s - y)^2 / n",
    unit="squared probability, 0 to 1",
    direction="lower",
    version=1,
    citation=(
        "Brier GW. Verification of forecasts expressed in terms of probability. Monthly "
        "Weather Review 1950;78(1):1-3."
    ),
    guard=(
        "positive",
        "negative",
    ),
    needs=("squared_error",),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    probabilities=True,
)
