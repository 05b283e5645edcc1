"""Influence: against leaving each dataset out one by one."""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.reason import Reason
from app.errors import NotFound
from app.stats import METRICS, score
from app.stats.influence import influence
from app.stats.metric import Measured
from tests.stats.worlds import composition


def range_of_sums(
    metric_id: str,
    parts: np.ndarray,
    unknown: np.ndarray | None = None,
    reference: np.ndarray | None = None,
) -> Measured:
    """Ask for the influence of datasets that share nobody: their pools are sums."""
    missing = np.zeros(len(parts)) if unknown is None else unknown
    kept = [np.arange(len(parts)) != left_out for left_out in range(len(parts))]
    rest = np.array([parts[keep].sum(axis=0) for keep in kept])
    pools = composition(rest, np.array([missing[keep].sum() for keep in kept]), reference)
    return influence(metric_id, composition(parts.sum(0), missing.sum(), reference), pools)


@pytest.mark.parametrize("metric_id", METRICS)
def test_range_is_that_of_leaving_each_out(metric_id: str) -> None:
    parts = np.array([[400.0, 120.0, 90.0], [30.0, 600.0, 80.0], [55.0, 70.0, 300.0]])
    unknown, reference = np.array([10.0, 200.0, 0.0]), np.array([2.0, 1.0, 1.0])
    answer = range_of_sums(metric_id, parts, unknown, reference)
    left = [
        score(metric_id, composition(parts[keep].sum(0), unknown[keep].sum(), reference)).value
        for keep in ([1, 2], [0, 2], [0, 1])
    ]
    whole = score(metric_id, composition(parts.sum(0), unknown.sum(), reference))
    np.testing.assert_allclose(answer.value, whole.value)
    np.testing.assert_allclose(answer.low, np.min(left, axis=0))
    np.testing.assert_allclose(answer.high, np.max(left, axis=0))
    assert set(answer.reason.ravel()) == {""}


def test_what_hangs_on_one_dataset_has_no_range() -> None:
    # Without the first, nobody is known at all; without the second, too few for a ratio.
    parts = np.array([[1_000.0, 1_000.0], [0.0, 0.0]])
    answer = range_of_sums("share", parts)
    assert answer.value.tolist() == [0.5, 0.5]
    assert np.isnan(answer.low).all()
    assert answer.reason.tolist() == [Reason.NO_KNOWN] * 2
    few = range_of_sums("representation_ratio", parts + 5.0, reference=np.array([1.0, 1.0]))
    assert few.reason.tolist() == [Reason.TOO_FEW_EXPECTED] * 2


def test_an_unknown_measure_is_named_with_its_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        score("jensen_shanon_distance", composition([1.0, 2.0]))
    assert caught.value.problems[0].example == "jensen_shannon_distance"
