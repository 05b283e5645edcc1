"""Measures of each group: cases computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.reason import Reason
from app.stats import Composition, score
from tests.stats.worlds import composition

# 400 patients: 240 women, 60 men, 100 not said; half the world is women.
CLINIC = composition([240.0, 60.0], 100.0, [0.5, 0.5])
# The same people in two datasets, 40 of the women and 10 of the men perhaps in both.
TWICE = composition(
    [240.0, 60.0],
    100.0,
    [0.5, 0.5],
    n_min=[200.0, 50.0],
    n_max=[340.0, 160.0],
    total_min=350.0,
    total_max=400.0,
)


@pytest.mark.parametrize(
    ("metric_id", "value", "low", "high"),
    [
        ("share", [0.8, 0.2], [0.6, 0.15], [0.85, 0.4]),
        ("representation_ratio", [1.6, 0.4], [1.2, 0.3], [1.7, 0.8]),
        ("log2_ratio", np.log2([1.6, 0.4]), np.log2([1.2, 0.3]), np.log2([1.7, 0.8])),
        ("per_million", [480e6, 120e6], [480e6, 120e6], [680e6, 320e6]),
        # 150 - 240 and 150 - 60; of all 400, 200 - 340 to 200 - 240 and 200 - 160 to 200 - 60.
        ("parity_same_total", [-90.0, 90.0], [-140.0, 40.0], [-40.0, 140.0]),
        ("parity_add_only", [-180.0, 180.0], [-280.0, 80.0], [-80.0, 280.0]),
        # 240 / 0.5 = 480 people at least; with 100 more women 680.
        ("parity_all_at_once", [0.0, 180.0], [0.0, 80.0], [0.0, 280.0]),
    ],
)
def test_unknown_people_widen_the_bounds(
    metric_id: str, value: object, low: object, high: object
) -> None:
    answer = score(metric_id, CLINIC)
    np.testing.assert_allclose(answer.value, value)
    np.testing.assert_allclose(answer.low, low)
    np.testing.assert_allclose(answer.high, high)


@pytest.mark.parametrize(
    ("metric_id", "low", "high"),
    [
        ("share", [200 / 400, 50 / 400], [340 / 350, 160 / 350]),
        ("representation_ratio", [1.0, 0.25], [680 / 350, 320 / 350]),
        ("per_million", [400e6, 100e6], [680e6, 320e6]),
        ("parity_same_total", [175 - 340, 175 - 160], [200 - 200, 200 - 50]),
        ("parity_add_only", [2 * (175 - 340), 2 * (175 - 160)], [0.0, 300.0]),
        # Fewest women 200 need 200 men; the most, 340, need 340, of whom 50 are there.
        ("parity_all_at_once", [0.0, 40.0], [0.0, 290.0]),
    ],
)
def test_people_counted_twice_widen_them_further(metric_id: str, low: object, high: object) -> None:
    answer = score(metric_id, TWICE)
    np.testing.assert_allclose(answer.low, low)
    np.testing.assert_allclose(answer.high, high)
    np.testing.assert_allclose(answer.value, score(metric_id, CLINIC).value)


def test_a_share_is_never_above_one() -> None:
    subject = composition([90.0, 10.0], 0.0, total_min=80.0, total_max=100.0)
    assert score("share", subject).high.tolist() == [1.0, 0.125]


def test_no_ratio_where_fewer_than_eleven_are_expected() -> None:
    # 1,000 known; parity is 10.9 and 11 of them.
    answer = score("representation_ratio", composition([3.0, 40.0, 957.0], 0, [109, 110, 9781]))
    assert answer.reason.tolist() == [Reason.TOO_FEW_EXPECTED, "", ""]
    assert np.isnan([answer.value[0], answer.low[0], answer.high[0]]).all()
    assert answer.value[1] == pytest.approx(40 / 11)


def test_a_printed_zero_has_the_ratio_zero_and_no_logarithm() -> None:
    subject = composition([0.0, 100.0], 0.0, [1.0, 1.0])
    assert score("representation_ratio", subject).value.tolist() == [0.0, 2.0]
    logarithm = score("log2_ratio", subject)
    assert np.isnan(logarithm.value[0])
    assert logarithm.reason.tolist() == [Reason.LOG_OF_ZERO, ""]


def test_nobody_in_the_reference() -> None:
    subject = composition([5.0, 995.0], 0.0, [0.0, 10.0])
    for metric_id in ("representation_ratio", "log2_ratio", "per_million"):
        answer = score(metric_id, subject)
        assert answer.reason.tolist() == [Reason.REFERENCE_ZERO, ""]
    # Five people whom the reference does not have: no adding to the others makes them none.
    assert set(score("parity_all_at_once", subject).reason) == {Reason.REFERENCE_ZERO}
    assert score("parity_same_total", subject).value.tolist() == [-5.0, 5.0]


def test_everybody_of_the_reference_in_one_group() -> None:
    answer = score("parity_add_only", composition([5.0, 995.0], 0.0, [0.0, 10.0]))
    assert answer.reason.tolist() == ["", Reason.REFERENCE_WHOLE]
    assert answer.value[0] == -5.0


def test_adding_the_number_gives_parity() -> None:
    n, q = np.array([30.0, 50.0, 920.0]), np.array([0.2, 0.3, 0.5])
    subject = composition(n, 0.0, q)
    alone = score("parity_add_only", subject).value
    np.testing.assert_allclose((n + alone) / (n.sum() + alone), q)
    together = n + score("parity_all_at_once", subject).value
    np.testing.assert_allclose(together / together.sum(), q)
    assert together.sum() == pytest.approx(1840.0)


def test_unknown_people_of_the_reference_widen_the_ratio() -> None:
    # Reference: 40 and 40 known, 20 not: between 0.4 and 0.6 of it are in each group.
    answer = score("representation_ratio", composition([600.0, 400.0], 0.0, [40.0, 40.0], 20.0))
    np.testing.assert_allclose(answer.value, [1.2, 0.8])
    np.testing.assert_allclose(answer.low, [1.0, 0.4 / 0.6])
    np.testing.assert_allclose(answer.high, [1.5, 1.0])


def test_bounds_can_be_kept_without_the_reading_of_the_known() -> None:
    answer = score("share", CLINIC).bounds_only(Reason.LISTED_ONLY)
    assert np.isnan(answer.value).all()
    assert answer.low.tolist() == [0.6, 0.15]
    assert answer.reason.tolist() == [Reason.LISTED_ONLY] * 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"n": np.array([1.0, -1.0]), "unknown": np.zeros(())}, "n:"),
        ({"n": np.array([1.0, np.inf]), "unknown": np.zeros(())}, "n:"),
        ({"n": np.array(3.0), "unknown": np.zeros(())}, "n:"),
        ({"n": np.ones(2), "unknown": np.array(-1.0)}, "unknown:"),
        ({"n": np.ones(2), "unknown": np.zeros(()), "reference": np.ones(3)}, "reference:"),
        ({"n": np.ones(2), "unknown": np.zeros(()), "n_min": np.array([2.0, 0.0])}, "n_min"),
        ({"n": np.ones(2), "unknown": np.zeros(()), "n_max": np.array([2.0, 0.0])}, "n_max"),
        (
            {
                "n": np.ones(2),
                "unknown": np.zeros(()),
                "total_min": np.array(3.0),
                "total_max": np.array(2.0),
            },
            "total_min",
        ),
    ],
)
def test_impossible_numbers_are_refused_by_name(wrong: dict[str, np.ndarray], field: str) -> None:
    with pytest.raises(ValueError, match=field):
        Composition(**wrong)
