"""Concentration and coverage: by hand, by other formulas, by brute force."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from app.stats import Composition, score
from app.stats.metrics.gini import between
from tests.stats.worlds import Floats, composition, compositions


@pytest.mark.parametrize(
    ("n", "k"),
    [
        ([50.0, 30.0, 20.0], 1),
        ([49.0, 31.0, 20.0], 2),
        ([10.0, 10.0, 10.0, 10.0], 2),
        ([1.0, 1.0, 1.0], 2),
        ([0.0, 0.0, 7.0], 1),
        ([1.0] * 10, 5),
    ],
)
def test_countries_holding_half(n: list[float], k: int) -> None:
    answer = score("countries_holding_half", composition(n))
    assert answer.value == answer.low == answer.high == k


def test_range_of_countries_holding_half() -> None:
    # 40, 30, 30 known and 60 unknown: piled 100 of 160, levelled 53 each.
    answer = score("countries_holding_half", composition([40.0, 30.0, 30.0], 60.0))
    assert (answer.value, answer.low, answer.high) == (2.0, 1.0, 2.0)


@settings(max_examples=60)
@given(subject=compositions())
def test_effective_number_is_that_of_scipy(subject: Composition) -> None:
    answer = score("effective_number", subject)
    assert float(answer.value) == pytest.approx(np.exp(entropy(subject.n)))


def test_effective_number_by_hand() -> None:
    assert score("effective_number", composition([5.0] * 4)).value == pytest.approx(4.0)
    assert score("effective_number", composition([5.0, 0.0])).value == 1.0
    open_ended = score("effective_number", composition([10.0, 0.0], 10.0))
    assert open_ended.low == pytest.approx(1.0)
    assert open_ended.high == pytest.approx(2.0)


def pairwise(shares: Floats, people: Floats) -> float:
    """Gini index as half the sum over all pairs: no sorting, no curve."""
    crossed = np.outer(shares, people)
    return float(np.abs(crossed - crossed.T).sum() / 2)


@settings(max_examples=60)
@given(subject=compositions())
def test_gini_is_the_sum_over_pairs(subject: Composition) -> None:
    expected = pairwise(subject.n / subject.n.sum(), subject.expected / subject.expected.sum())
    assert float(score("gini", subject).value) == pytest.approx(expected, abs=1e-12)


def test_gini_by_hand() -> None:
    # A quarter of the people have nobody counted, the others all: 1 - 2 x (0.75 / 2) = 0.25.
    assert score("gini", composition([0.0, 30.0], 0.0, [1.0, 3.0])).value == pytest.approx(0.25)
    # A group in which the reference has nobody takes everybody who is counted.
    assert score("gini", composition([0.0, 30.0], 0.0, [1.0, 0.0])).value == pytest.approx(1.0)


def test_one_person_per_row_gives_the_same_gini() -> None:
    # Three people live in the first place and are counted four times each, and so on.
    rates, living = np.array([4.0, 1.0, 7.0]), np.array([3, 5, 2])
    each = np.repeat(rates, living)
    plain = np.abs(each[:, None] - each).sum() / (2 * each.size**2 * each.mean())
    subject = composition(rates * living, 0.0, living)
    assert float(score("gini", subject).value) == pytest.approx(plain)


@settings(max_examples=30)
@given(subject=compositions(), seed=st.integers(0, 2**32 - 1))
def test_gini_is_least_where_the_unknown_are_poured(subject: Composition, seed: int) -> None:
    people = subject.expected / subject.expected.sum()
    random = np.random.default_rng(seed)
    tried = subject.n + subject.unknown * random.dirichlet(np.ones(people.size), size=200)
    found = between(tried / tried.sum(axis=-1, keepdims=True), people)
    answer = score("gini", subject)
    assert float(answer.low) <= found.min() + 1e-12
    assert float(answer.high) >= found.max() - 1e-12


def test_coverage_by_hand() -> None:
    subject = composition([150.0, 100.0, 99.0, 0.0], 0.0, [10.0, 20.0, 30.0, 40.0])
    assert score("coverage", subject).value == pytest.approx(0.3)
    assert score("coverage", subject, k=99).value == pytest.approx(0.6)
    assert score("coverage", subject, k=1000).value == 0.0
    # One unknown person may complete the third group, not the fourth.
    assert score("coverage", replace(subject, unknown=np.array(1.0))).high == pytest.approx(
        0.3 + 0.3 + 0.0 * 0.4
    )


def test_coverage_needs_at_least_somebody() -> None:
    with pytest.raises(ValueError, match="k: must be more than 0"):
        score("coverage", composition([1.0, 2.0], 0.0, [1.0, 1.0]), k=0)


@settings(max_examples=60)
@given(subject=compositions())
def test_coverage_is_never_more_than_its_upper_bound(subject: Composition) -> None:
    people = subject.expected / subject.expected.sum()
    need = np.maximum(0.0, 100.0 - subject.n)
    best = max(
        float(people[list(chosen)].sum())
        for size in range(people.size + 1)
        for chosen in itertools.combinations(range(people.size), size)
        if need[list(chosen)].sum() <= subject.unknown
    )
    answer = score("coverage", subject)
    assert float(answer.high) >= best - 1e-12
    # Wider than the truth by less than one group, the one that is filled in part.
    assert float(answer.high) <= best + people.max() + 1e-12
