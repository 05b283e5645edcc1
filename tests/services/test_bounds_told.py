"""Bounds as they are told: rounded away from each other, so that the true value stays between."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.rows import Outcome
from app.engine import Question, edges
from app.engine.counts import count
from app.engine.evaluate_counts import evaluate_counts
from app.importers.run_json import read_run
from app.services.results.run_curves import Rate, steps
from app.services.results.run_values import bounds_text
from app.services.runs.answers import Curve, GroupScore, RunAnswer
from app.services.runs.compute import Computed
from app.services.runs.told import Upload, answer
from app.services.wording import percent_between
from app.stats.performance_registry import GROUP_METRICS
from app.stats.rounding import down, up
from tests.engine.made import patients_rows
from tests.support import runs as made

BINARY = tuple(
    each.id for each in GROUP_METRICS.values() if each.outcome is Outcome.BINARY and not each.pairs
)
# What counts say nothing of: it rests on scores within bins, or across groups.
UNBOUNDED = {"calibration_slope", "bnsp_auc", "bpsn_auc", "pairwise_opportunity"}
shares = st.floats(0, 1)


def number(text: str) -> float:
    return float(text.rstrip("\N{NO-BREAK SPACE}%").replace("\N{MINUS SIGN}", "-"))


@given(shares, shares, st.integers(0, 6))
def test_bounds_are_rounded_away_from_each_other(a: float, b: float, to: int) -> None:
    low, high = min(a, b), max(a, b)
    step = 10.0**-to
    assert low - step <= down(low, to) + 1e-15
    assert down(low, to) <= low
    assert high <= up(high, to) <= high + step
    assert down(round(low, to), to) == round(low, to) == up(round(low, to), to)


@given(shares, shares)
def test_what_is_read_holds_what_lies_between(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    read = [number(each) for each in percent_between(low, high)]
    assert read[0] <= low * 100 + 1e-12
    assert high * 100 - 1e-12 <= read[1]
    written = [number(each) for each in bounds_text(low, high, None).split(" to ")]
    assert written[0] <= low <= high <= written[1]


# --- Every measure, from counts whose numbers are hidden ------------------------------------------


def told(seed: int, bins: int) -> Iterator[tuple[GroupScore, tuple[float, float]]]:
    """Yield what is told of counts in which every group has something to hide, and its bounds."""
    rows = patients_rows(np.random.default_rng(seed), 700, 1)
    asked = Question((("sex",), ("ethnicity",)), BINARY, threshold=0.3, replicates=0)
    counts = count(rows, ("sex", "ethnicity"), edges(rows.score, threshold=0.3, bins=bins))
    found = evaluate_counts(counts, asked)
    about = read_run(made.ABOUT)
    computed = Computed(None, found, None, (), len(rows))
    shown = answer(about, Upload("r", "Ana", "2026-01-01", "2026-01-02"), [], [computed], 60)
    for each, true in zip(shown.scores, found.scores, strict=True):
        if true.bounds and each.bound_low is not None:
            yield each, true.bounds


@given(st.integers(0, 500), st.integers(2, 12))
@settings(max_examples=15)
def test_the_bounds_of_every_measure_hold_after_rounding(seed: int, bins: int) -> None:
    rounded = 0
    for each, (low, high) in told(seed, bins):
        assert each.bound_low is not None
        assert each.bound_high is not None
        assert each.bound_low <= low <= high <= each.bound_high, each
        assert each.value is None or each.bound_low <= each.value <= each.bound_high, each
        if each.decimals is not None:
            rounded += 1
            for end in (each.bound_low, each.bound_high):
                assert end == round(end, each.decimals), "no more is told than may be"
    assert rounded


def test_every_measure_is_looked_at() -> None:
    seen = {each.metric for seed in range(3) for each, _bounds in told(seed, 6)}
    assert seen == set(BINARY) - UNBOUNDED


def test_of_too_few_people_no_bounds_are_told() -> None:
    rows = patients_rows(np.random.default_rng(1), 40, 1)
    counts = count(rows, ("sex",), edges(rows.score, threshold=0.3, bins=4))
    question = Question((("sex",),), BINARY, threshold=0.3, replicates=0)
    assert any(each.bounds for each in evaluate_counts(counts, question).scores)
    found = evaluate_counts(counts, replace(question, least_patients=1000))
    about, upload = read_run(made.ABOUT), Upload("r", "Ana", "2026-01-01", "2026-01-02")
    shown = answer(about, upload, [], [Computed(None, found, None, (), len(rows))], 1000)
    assert {each.bound_low for each in shown.scores} == {None}


# --- Rates between two marks of a curve -----------------------------------------------------------


@pytest.mark.parametrize("decimals", [None, 2])
def test_a_threshold_inside_a_bin_has_rates_that_hold_the_true_one(
    decimals: int | None, run: RunAnswer
) -> None:
    true = (1.0, 0.2349, 0.1251)
    rates = [each if decimals is None else round(each, decimals) for each in true]
    curve = Curve(None, {}, (None, 0.3, 0.7), rates, rates, decimals, None, None, None)
    other = Curve(None, {"sex": "male"}, (None, 0.5, 0.9), (1.0, 0.5, 0.1), (1.0, 0.5, 0.1), None,
                  None, None, None)  # fmt: skip
    (inside,) = [step for step in steps(run, [curve, other]) if step.threshold == 0.5]
    rate = inside.groups[0].found
    assert rate.low <= true[2]
    assert true[1] <= rate.high
    low, high = (number(each) for each in rate.text.split(" to "))
    assert low <= 100 * true[2]
    assert 100 * true[1] <= high


@pytest.fixture(scope="module")
def run() -> RunAnswer:
    rows = patients_rows(np.random.default_rng(2), 100, 1)
    found = evaluate_counts(
        count(rows, (), edges(rows.score, bins=4)), Question((), ("auroc",), replicates=0)
    )
    upload = Upload("r", "Ana", "2026-01-01", "2026-01-02")
    return answer(read_run(made.ABOUT), upload, [], [Computed(None, found, None, (), 100)], 11)


def test_an_exact_rate_is_one_number() -> None:
    assert Rate(0.1251, 0.1251).text == "13\N{NO-BREAK SPACE}%"
