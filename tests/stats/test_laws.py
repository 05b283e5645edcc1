"""Laws that every measure obeys: written once, run over all that are in the drawer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.reason import Reason
from app.stats import METRICS, Composition, score
from app.stats.metric import Measured
from tests.stats.worlds import assert_same, composition, compositions, possible_world

ALL = tuple(METRICS)
# The unknown are a category of their own here: nothing is placed.
UNKNOWN_IS_A_CATEGORY = {
    "jensen_shannon_divergence",
    "divergence_missing",
    "divergence_composition",
}
# Held against the known of the reference alone.
REFERENCE_KNOWN_ONLY = {"gini", "coverage", "parity_all_at_once", "per_million"}
BY_PLACEMENT = tuple(name for name in ALL if name not in UNKNOWN_IS_A_CATEGORY)
WITHOUT_REFERENCE = {"share", "countries_holding_half", "effective_number"}
# A reference composed alike has no one value: where most live, or how many are counted.
WITHOUT_NEUTRAL = WITHOUT_REFERENCE | {"coverage", "per_million"}
SYMMETRIC = UNKNOWN_IS_A_CATEGORY | {"jensen_shannon_distance", "dissimilarity", "gini"}
# A defined value for a subject of which nobody is known.
DEFINED_WITHOUT_KNOWN = {"divergence_missing"}
NEEDS_TWO_GROUPS = {
    "jensen_shannon_distance",
    "dissimilarity",
    "gini",
    "countries_holding_half",
    "effective_number",
}

every_metric = pytest.mark.parametrize("metric_id", ALL)
few_examples = settings(max_examples=40)


def within(inner: np.ndarray, answer: Measured) -> bool:
    """Whether values lie between the bounds, as far as each is defined."""
    low = np.where(np.isnan(answer.low), -np.inf, answer.low)
    high = np.where(np.isnan(answer.high), np.inf, answer.high)
    slack = 1e-7 + 1e-9 * np.abs(inner)
    return bool(np.all(np.isnan(inner) | ((low - slack <= inner) & (inner <= high + slack))))


def test_no_measure_is_left_out() -> None:
    drawer = Path(__file__).parents[2] / "app/stats/metrics"
    files = {path.stem for path in drawer.glob("*.py") if not path.name.startswith("_")}
    assert set(METRICS) == files
    assert {m.id for m in METRICS.values() if not m.needs_reference} == WITHOUT_REFERENCE
    assert {m.id for m in METRICS.values() if m.neutral is None} == WITHOUT_NEUTRAL
    assert {m.id for m in METRICS.values() if m.symmetric} == SYMMETRIC
    assert {m.id for m in METRICS.values() if not m.reference_scale_free} == {"per_million"}
    assert {m.id for m in METRICS.values() if not m.sortable} == {"divergence_composition"}


@every_metric
def test_each_measure_says_what_it_is(metric_id: str) -> None:
    metric = METRICS[metric_id]
    words = (metric.name, metric.question, metric.formula, metric.unit, metric.direction)
    assert all(words)
    assert metric.source
    assert metric.question.endswith("?")
    assert metric.kind in {"group", "overall"}
    assert metric.version >= 1


@every_metric
@few_examples
@given(subject=compositions(reference_unknown=True), seed=st.integers(0, 2**32 - 1))
def test_order_of_groups_does_not_matter(metric_id: str, subject: Composition, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(subject.n.shape[-1])
    turned = replace(subject, n=subject.n[order], reference=subject.expected[order])
    answer, after = score(metric_id, subject), score(metric_id, turned)
    if METRICS[metric_id].kind == "group":
        answer = Measured(*(part[order] for part in _parts(answer)))
    assert_same(answer, after)


def _parts(answer: Measured) -> tuple[np.ndarray, ...]:
    return answer.value, answer.low, answer.high, answer.reason


@every_metric
def test_leading_axes_are_kept(metric_id: str) -> None:
    random = np.random.default_rng(7)
    n = random.integers(0, 400, size=(3, 2, 4)).astype(float)
    n[0, 0] = 0.0
    n[2, 1, 3] = np.nan
    unknown = np.array([[0.0, 50.0], [10.0, np.nan], [400.0, 3.0]])
    reference = np.array([10.0, 20.0, 30.0, 40.0])
    whole = score(metric_id, composition(n, unknown, reference))
    expected = n.shape if METRICS[metric_id].kind == "group" else n.shape[:-1]
    assert whole.value.shape == whole.low.shape == whole.high.shape == expected
    assert whole.reason.shape == expected
    for place in np.ndindex(3, 2):
        one = score(metric_id, composition(n[place], unknown[place], reference))
        assert_same(Measured(*(part[place] for part in _parts(whole))), one)


@every_metric
@few_examples
@given(subject=compositions(reference_unknown=True), scale=st.sampled_from([1e-6, 3.7, 1e7]))
def test_scale_of_the_reference(metric_id: str, subject: Composition, scale: float) -> None:
    scaled = replace(
        subject,
        reference=subject.expected * scale,
        reference_unknown=subject.reference_unknown * scale,
    )
    answer, after = score(metric_id, subject), score(metric_id, scaled)
    if METRICS[metric_id].reference_scale_free:
        assert_same(answer, after)
    else:
        np.testing.assert_allclose(after.value, answer.value / scale)


@every_metric
@few_examples
@given(people=st.lists(st.integers(11, 5_000), min_size=2, max_size=6))
def test_reference_against_itself_is_neutral(metric_id: str, people: list[int]) -> None:
    neutral = METRICS[metric_id].neutral
    # Few of many: every group still has eleven.
    shares = np.array(people) / sum(people)
    answer = score(metric_id, composition(people, 0.0, shares))
    if neutral is not None:
        np.testing.assert_allclose(answer.value, neutral, atol=1e-7)
        np.testing.assert_allclose(answer.low, neutral, atol=1e-7)
        np.testing.assert_allclose(answer.high, neutral, atol=1e-7)
    else:
        assert not np.isnan(answer.value).any()


@every_metric
@pytest.mark.parametrize("unknown", [0.0, 300.0, np.nan])
def test_nobody_known_is_undefined_and_not_zero(metric_id: str, unknown: float) -> None:
    answer = score(metric_id, composition([0.0, 0.0, 0.0], unknown, [1.0, 2.0, 3.0]))
    if metric_id in DEFINED_WITHOUT_KNOWN and unknown > 0:
        assert not np.isnan(answer.value).any()
        return
    assert np.isnan(answer.value).all()
    assert set(answer.reason.flat) == {Reason.NO_KNOWN}


@every_metric
def test_a_total_that_is_unknown_leaves_the_reading_of_the_known(metric_id: str) -> None:
    subject = composition([600.0, 340.0, 60.0], np.nan, [1.0, 1.0, 2.0])
    complete = score(metric_id, replace(subject, unknown=np.zeros(())))
    answer = score(metric_id, subject)
    assert set(answer.reason.flat) == {Reason.TOTAL_UNKNOWN}
    assert np.isnan(answer.high).all()
    if metric_id in UNKNOWN_IS_A_CATEGORY:
        assert np.isnan(answer.value).all()
    else:
        np.testing.assert_array_equal(answer.value, complete.value)


@pytest.mark.parametrize("metric_id", sorted(SYMMETRIC))
@few_examples
@given(subject=compositions(reference_unknown=True))
def test_subject_and_reference_can_be_swapped_where_claimed(
    metric_id: str, subject: Composition
) -> None:
    swapped = composition(subject.expected, subject.reference_unknown, subject.n, subject.unknown)
    one, other = score(metric_id, subject), score(metric_id, swapped)
    np.testing.assert_allclose(one.value, other.value, atol=1e-9)
    if metric_id not in REFERENCE_KNOWN_ONLY:
        np.testing.assert_allclose(one.low, other.low, atol=1e-7)
        np.testing.assert_allclose(one.high, other.high, atol=1e-7)


@pytest.mark.parametrize("metric_id", sorted(set(ALL) - SYMMETRIC - WITHOUT_REFERENCE))
def test_what_is_not_symmetric_does_not_claim_it(metric_id: str) -> None:
    there = score(metric_id, composition([900.0, 50.0], 0.0, [400.0, 600.0]))
    back = score(metric_id, composition([400.0, 600.0], 0.0, [900.0, 50.0]))
    assert not np.allclose(there.value, back.value)


@every_metric
@few_examples
@given(subject=compositions(reference_unknown=True))
def test_bounds_hold_the_reading_of_the_known(metric_id: str, subject: Composition) -> None:
    answer = score(metric_id, subject)
    assert within(answer.value, answer)
    assert not np.any(answer.low > answer.high + 1e-7)


@pytest.mark.parametrize("metric_id", BY_PLACEMENT)
@pytest.mark.parametrize("overlap", [False, True])
@few_examples
@given(data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_bounds_hold_every_possible_world(
    metric_id: str, overlap: bool, data: st.DataObject, seed: int
) -> None:
    spare = metric_id not in REFERENCE_KNOWN_ONLY
    subject = data.draw(compositions(reference_unknown=spare, overlap=overlap))
    random = np.random.default_rng(seed)
    answer = score(metric_id, subject)
    for _ in range(5):
        truth = possible_world(subject, random)
        assert within(score(metric_id, truth).value, answer)


@pytest.mark.parametrize("metric_id", BY_PLACEMENT)
@few_examples
@given(subject=compositions(), more=st.integers(1, 500))
def test_more_unknown_never_makes_the_bounds_narrower(
    metric_id: str, subject: Composition, more: int
) -> None:
    answer = score(metric_id, subject)
    wider = score(metric_id, replace(subject, unknown=subject.unknown + more))
    assert within(answer.low, wider)
    assert within(answer.high, wider)
    np.testing.assert_allclose(answer.value, wider.value)


@every_metric
@few_examples
@given(
    subject=compositions(reference_unknown=True, overlap=True),
    blank=st.booleans(),
    zero=st.booleans(),
)
def test_undefined_has_a_reason_and_nothing_is_infinite(
    metric_id: str, subject: Composition, blank: bool, zero: bool
) -> None:
    n, reference = subject.n.copy(), subject.expected.copy()
    if blank:
        n[0] = np.nan
    if zero:
        reference[-1] = 0.0
    answer = score(metric_id, replace(subject, n=n, reference=reference))
    missing = np.isnan(answer.value) | np.isnan(answer.low) | np.isnan(answer.high)
    np.testing.assert_array_equal(missing, answer.reason != "")
    assert all(why == "" or isinstance(why, Reason) for why in answer.reason.ravel())
    for part in (answer.value, answer.low, answer.high):
        assert not np.isinf(part).any()


@every_metric
def test_a_group_that_is_not_counted(metric_id: str) -> None:
    subject = composition([500.0, np.nan, 300.0], 100.0, [1.0, 1.0, 1.0])
    answer = score(metric_id, subject)
    if METRICS[metric_id].kind == "overall":
        # It enters as 0 of what is counted.
        assert_same(answer, score(metric_id, replace(subject, n=np.array([500.0, 0.0, 300.0]))))
        return
    assert np.isnan(answer.value[1])
    assert answer.reason[1] == Reason.NOT_COUNTED
    assert not np.isnan(answer.value[[0, 2]]).any()


@every_metric
def test_a_group_that_the_reference_does_not_have(metric_id: str) -> None:
    answer = score(metric_id, composition([50.0, 30.0], 5.0, [1.0, np.nan]))
    if metric_id in WITHOUT_REFERENCE:
        assert (answer.reason == "").all()
    else:
        assert Reason.NOT_IN_REFERENCE in answer.reason.ravel()


@every_metric
@pytest.mark.parametrize(
    ("reference", "why"), [(None, Reason.NO_REFERENCE), ([0.0, 0.0], Reason.REFERENCE_EMPTY)]
)
def test_without_a_reference(metric_id: str, reference: object, why: Reason) -> None:
    answer = score(metric_id, composition([50.0, 30.0], 5.0, reference))
    if metric_id in WITHOUT_REFERENCE:
        assert (answer.reason == "").all()
    else:
        assert np.isnan(answer.value).all()
        assert set(answer.reason.flat) == {why}


@every_metric
def test_one_group_alone(metric_id: str) -> None:
    answer = score(metric_id, composition([50.0], 5.0, [7.0]))
    alone = Reason.FEWER_THAN_TWO_GROUPS in answer.reason.ravel()
    assert alone == (metric_id in NEEDS_TWO_GROUPS)


@every_metric
def test_inputs_are_left_as_they_were(metric_id: str) -> None:
    n, reference = np.array([50.0, np.nan, 0.0]), np.array([1.0, 2.0, 0.0])
    score(metric_id, Composition(n, np.array(5.0), reference))
    np.testing.assert_array_equal(n, [50.0, np.nan, 0.0])
    np.testing.assert_array_equal(reference, [1.0, 2.0, 0.0])
