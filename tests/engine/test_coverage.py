"""Nominal 95 % intervals hold the truth in 93.5 to 96.5 % of simulations, patients alike or not.

Here a quick version, whose limits are as wide as its few simulations make them;
`make proof` runs 2,000 with the limits themselves.
"""

from __future__ import annotations

import os

import numpy as np
import pytest
from scipy.stats import binom

from app.engine import Question, evaluate
from tests.engine.made import patients_rows

TIMES = int(os.environ.get("FAIRATLAS_PROOF_COVERAGE", "120"))
METRICS = ("auroc", "tpr", "fpr", "brier")
TRUTH_PATIENTS = 400_000


def limits(times: int) -> tuple[float, float]:
    """Return 93.5 and 96.5 %, widened by what chance does to so few simulations."""
    if times >= 2000:
        return 0.935, 0.965
    low, high = binom.ppf([0.0005, 0.9995], times, [0.935, 0.965]) / times
    return float(low), float(high)


@pytest.mark.parametrize(("patients", "images"), [(400, 1), (200, 3), (200, 10)])
def test_intervals_hold_the_truth_as_often_as_they_say(patients: int, images: int) -> None:
    whole = patients_rows(np.random.default_rng(1), TRUTH_PATIENTS // images, images)
    exact = Question(metrics=METRICS, threshold=0.4, replicates=0)
    truth = {each.metric: each.value for each in evaluate(whole, exact).scores}
    asked = Question(metrics=METRICS, threshold=0.4, replicates=200)
    held = dict.fromkeys(METRICS, 0)
    for seed in range(TIMES):
        rows = patients_rows(np.random.default_rng(1000 + seed), patients, images)
        for each in evaluate(rows, asked).scores:
            assert each.interval is not None
            assert each.interval.kind == "patients"
            held[each.metric] += each.interval.low <= truth[each.metric] <= each.interval.high
    low, high = limits(TIMES)
    found = {name: many / TIMES for name, many in held.items()}
    assert {name: share for name, share in found.items() if not low <= share <= high} == {}
