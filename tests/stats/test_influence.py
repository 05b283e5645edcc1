"""Influence: against leaving each dataset out one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays

from app.domain.reason import Reason
from app.errors import NotFound
from app.stats import METRICS, score
from app.stats.influence import influence, without_each
from tests.stats.worlds import composition


@pytest.mark.parametrize("metric_id", METRICS)
def test_range_is_that_of_leaving_each_out(metric_id: str) -> None:
    parts = np.array([[400.0, 120.0, 90.0], [30.0, 600.0, 80.0], [55.0, 70.0, 300.0]])
    unknown, reference = np.array([10.0, 200.0, 0.0]), np.array([2.0, 1.0, 1.0])
    answer = influence(metric_id, parts, unknown, reference)
    left = [
        score(metric_id, composition(parts[keep].sum(0), unknown[keep].sum(), reference)).value
        for keep in ([1, 2], [0, 2], [0, 1])
    ]
    whole = score(metric_id, composition(parts.sum(0), unknown.sum(), reference))
    np.testing.assert_allclose(answer.value, whole.value)
    np.testing.assert_allclose(answer.low, np.min(left, axis=0))
    np.testing.assert_allclose(answer.high, np.max(left, axis=0))
    assert set(answer.reason.ravel()) == {""}


@settings(max_examples=60)
@given(parts=arrays(np.float64, (4, 3), elements={"min_value": 0, "max_value": 1e6}))
def test_the_pool_without_each(parts: np.ndarray) -> None:
    expected = [np.delete(parts, row, axis=0).sum(axis=0) for row in range(4)]
    np.testing.assert_allclose(without_each(parts), expected, rtol=1e-12)


def test_what_hangs_on_one_dataset_has_no_range() -> None:
    # Without the first, nobody is known at all; without the second, too few for a ratio.
    parts = np.array([[1_000.0, 1_000.0], [0.0, 0.0]])
    answer = influence("share", parts)
    assert answer.value.tolist() == [0.5, 0.5]
    assert np.isnan(answer.low).all()
    assert answer.reason.tolist() == [Reason.NO_KNOWN] * 2
    few = influence("representation_ratio", parts + 5.0, reference=np.array([1.0, 1.0]))
    assert few.reason.tolist() == [Reason.TOO_FEW_EXPECTED] * 2


def test_one_dataset_cannot_be_left_out() -> None:
    answer = influence("share", np.array([[30.0, 10.0]]))
    assert answer.value.tolist() == [0.75, 0.25]
    assert answer.reason.tolist() == [Reason.FEWER_THAN_TWO_DATASETS] * 2


def test_a_group_that_no_other_dataset_counts() -> None:
    answer = influence("share", np.array([[60.0, 40.0], [50.0, np.nan], [30.0, np.nan]]))
    assert answer.reason.tolist() == ["", Reason.NOT_COUNTED]
    assert answer.high[0] == 1.0


def test_an_unknown_measure_is_named_with_its_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        score("jensen_shanon_distance", composition([1.0, 2.0]))
    assert caught.value.problems[0].example == "jensen_shannon_distance"
