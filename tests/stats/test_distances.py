"""Distances: against SciPy, their ranges against an optimiser and brute force."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import minimize
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from scipy.stats import entropy

from app.domain.reason import Reason
from app.stats import METRICS, Composition, score
from tests.stats.worlds import Floats, composition, compositions


@settings(max_examples=60)
@given(subject=compositions())
def test_distance_is_that_of_scipy(subject: Composition) -> None:
    expected = jensenshannon(subject.n, subject.expected, base=2)
    value = score("jensen_shannon_distance", subject).value
    np.testing.assert_allclose(value, expected, atol=1e-7)


def test_distances_by_hand() -> None:
    apart = composition([7.0, 0.0], 0.0, [0.0, 3.0])
    assert score("jensen_shannon_distance", apart).value == 1.0
    assert score("dissimilarity", apart).value == 1.0
    near = composition([60.0, 30.0, 10.0], 0.0, [0.5, 0.25, 0.25])
    assert score("dissimilarity", near).value == pytest.approx(0.15)


@settings(max_examples=60)
@given(subject=compositions(reference_unknown=True))
def test_divergence_splits_exactly(subject: Composition) -> None:
    whole, missing, inside = (
        float(score(name, subject).value)
        for name in ("jensen_shannon_divergence", "divergence_missing", "divergence_composition")
    )
    assert whole == pytest.approx(missing + inside, abs=1e-12)
    extended = [
        np.append(subject.n, subject.unknown),
        np.append(subject.expected, subject.reference_unknown),
    ]
    p, q = (each / each.sum() for each in extended)
    oracle = entropy((p + q) / 2, base=2) - entropy(p, base=2) / 2 - entropy(q, base=2) / 2
    assert whole == pytest.approx(oracle, abs=1e-12)


def test_split_is_the_printed_formula_when_the_reference_is_known() -> None:
    p, q, u = np.array([0.7, 0.2, 0.1]), np.array([0.5, 0.3, 0.2]), 0.4

    def h(share: float) -> float:
        return float(entropy([share, 1 - share], base=2))

    w = (1 - u) / (2 - u)
    m = w * p + (1 - w) * q
    inside = entropy(m, base=2) - w * entropy(p, base=2) - (1 - w) * entropy(q, base=2)
    subject = composition(600 * p, 400.0, q)
    assert score("divergence_missing", subject).value == pytest.approx(h(u / 2) - h(u) / 2)
    assert score("divergence_composition", subject).value == pytest.approx((1 - u / 2) * inside)


def test_composition_part_shrinks_when_more_is_missing_and_is_never_sorted_by() -> None:
    parts = [
        float(score("divergence_composition", composition([90.0, 10.0], u, [1.0, 1.0])).value)
        for u in (0.0, 100.0, 10_000.0)
    ]
    assert parts[0] > parts[1] > parts[2]
    assert not METRICS["divergence_composition"].sortable


def test_nothing_known_is_all_missing() -> None:
    subject = composition([0.0, 0.0], 50.0, [1.0, 1.0])
    assert score("divergence_missing", subject).value == pytest.approx(1.0)
    assert score("divergence_composition", subject).reason == Reason.NO_KNOWN


def test_no_range_of_the_divergence_where_people_may_be_counted_twice() -> None:
    twice = composition([5.0, 5.0], 0.0, [1.0, 1.0], n_min=[4.0, 5.0], total_min=9.0)
    answer = score("jensen_shannon_divergence", twice)
    assert answer.value == pytest.approx(0.0)
    assert np.isnan(answer.low)
    assert answer.reason == Reason.COUNTED_TWICE


def divergence(p: Floats, q: Floats) -> float:
    """Jensen-Shannon divergence in bits, from SciPy's relative entropy."""
    p, q = p / p.sum(), q / q.sum()
    middle = (p + q) / 2
    return float((rel_entr(p, middle) + rel_entr(q, middle)).sum() / (2 * np.log(2)))


@settings(max_examples=25)
@given(subject=compositions(reference_unknown=True))
def test_least_distance_is_what_an_optimiser_finds(subject: Composition) -> None:
    answer = float(score("jensen_shannon_distance", subject).low) ** 2
    found = least_divergence(subject)
    # The optimiser comes near the least from above, never below it.
    assert answer <= found + 1e-7
    assert answer == pytest.approx(found, abs=2e-4)


def least_divergence(subject: Composition) -> float:
    """The least divergence that SLSQP finds over the placements of both unknowns."""
    groups = subject.n.shape[-1]
    scale = subject.n.sum() + subject.unknown
    floors, rest = subject.n / scale, float(subject.unknown / scale)
    size = subject.expected.sum() + subject.reference_unknown
    other, spare = subject.expected / size, float(subject.reference_unknown / size)

    def at(x: Floats) -> float:
        inside = np.clip(x, 0.0, None)
        return divergence(floors + rest * inside[:groups], other + spare * inside[groups:])

    sums = [
        {"type": "eq", "fun": lambda x: x[:groups].sum() - 1.0},
        {"type": "eq", "fun": lambda x: x[groups:].sum() - 1.0},
    ]
    start, limits = np.full(2 * groups, 1.0 / groups), [(0.0, 1.0)] * (2 * groups)
    found = minimize(at, start, bounds=limits, constraints=sums, method="SLSQP", tol=1e-12)
    return min(at(found.x), at(start))


@pytest.mark.parametrize(
    ("metric_id", "measure"),
    [
        ("jensen_shannon_distance", lambda p, q: jensenshannon(p, q, base=2)),
        ("dissimilarity", lambda p, q: np.abs(p / p.sum() - q / q.sum()).sum() / 2),
    ],
)
@settings(max_examples=40)
@given(subject=compositions(reference_unknown=True))
def test_greatest_distance_is_at_a_pair_of_vertices(
    metric_id: str, measure: object, subject: Composition
) -> None:
    corners = np.eye(subject.n.shape[-1])
    worst = max(
        measure(subject.n + subject.unknown * i, subject.expected + subject.reference_unknown * j)
        for i, j in itertools.product(corners, corners)
    )
    assert float(score(metric_id, subject).high) == pytest.approx(worst, abs=1e-7)


@settings(max_examples=60)
@given(subject=compositions(reference_unknown=True))
def test_least_dissimilarity_has_a_closed_form(subject: Composition) -> None:
    floors = subject.n / (subject.n.sum() + subject.unknown)
    other = subject.expected / (subject.expected.sum() + subject.reference_unknown)
    least = max(0.0, np.maximum(floors, other).sum() - 1.0)
    assert float(score("dissimilarity", subject).low) == pytest.approx(least, abs=1e-9)


def test_range_by_hand() -> None:
    # Half unknown: the 50 missing may be the 50 of the second group, or in the first.
    answer = score("dissimilarity", composition([50.0, 0.0], 50.0, [1.0, 1.0]))
    assert answer.value == 0.5
    assert answer.low == pytest.approx(0.0)
    assert answer.high == 0.5
    # All unknown in the third group, which the reference hardly has.
    answer = score("dissimilarity", composition([45.0, 45.0, 0.0], 10.0, [0.5, 0.49, 0.01]))
    assert answer.high == pytest.approx(0.09)
