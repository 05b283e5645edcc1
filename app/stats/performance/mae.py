"""Mean absolute error."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.stats.arithmetic import Floats, divide
from app.stats.performance._formulas import there
from app.stats.performance_metric import GroupMetric
from app.stats.sums import Sums


def compute(sums: Sums) -> Floats:
    """Return the mean absolute error, shape (..., G)."""
    return divide(there(sums.absolute_error), sums.n)


METRIC = GroupMetric(
    id="mae",
    title="Mean absolute error",
    question="How far is the prediction from the truth?",
    formula="sum |s - y| / n",
    unit="as the prediction",
    direction="lower",
    version=1,
    citation=(
        "A mean. Willmott CJ, Matsuura K. Advantages of the mean absolute error (MAE) over "
        "the root mean square error. Climate Research 2005;30:79-82."
    ),
    guard=("all",),
    needs=("absolute_error",),
    empty=Reason.NO_PREDICTIONS,
    compute=compute,
    outcome=Outcome.REGRESSION,
    high=np.inf,
)
