"""Bounds from what is printed: every possible world lies in them, and they are reached."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stats.bounds import frechet, rest_of_shares, rounding_bounds


def as_arrays(*numbers: float) -> list[np.ndarray]:
    return [np.array(number, dtype=float) for number in numbers]


@given(cells=st.lists(st.integers(0, 4), min_size=9, max_size=9))
def test_the_joint_count_lies_between_its_bounds(cells: list[int]) -> None:
    # Rows: in the first group, not, unknown; columns likewise for the second.
    table = np.array(cells).reshape(3, 3)
    low, high = frechet(
        *as_arrays(
            table[0].sum(), table[:, 0].sum(), table.sum(), table[2].sum(), table[:, 2].sum()
        )
    )
    # Those with an unknown group may be in it: each way to settle them is a possible world.
    for row, column, corner in itertools.product((0, 1), (0, 1), (0, 1)):
        joint = table[0, 0] + row * table[2, 0] + column * table[0, 2] + corner * table[2, 2]
        assert low <= joint <= high


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    [
        ((70, 50, 100, 0, 0), 20, 50),
        ((70, 50, 100, 0, 40), 20, 70),
        ((30, 20, 100, 0, 0), 0, 20),
        ((70, 50, np.nan, 0, 0), 0, 50),
        ((70, 50, np.nan, np.nan, 0), 0, 50),
        ((70, 50, 100, np.nan, np.nan), 20, 100),
        ((70, 50, np.nan, np.nan, np.nan), 0, np.nan),
    ],
)
def test_joint_by_hand(numbers: tuple[float, ...], low: float, high: float) -> None:
    answer = [float(end) for end in frechet(*as_arrays(*numbers))]
    np.testing.assert_array_equal(answer, [low, high])


@given(total=st.integers(1, 2_000), data=st.data(), decimals=st.integers(1, 4))
def test_the_rounded_count_is_found_again(total: int, data: st.DataObject, decimals: int) -> None:
    count = data.draw(st.integers(0, total))
    share = np.array(round(count / total, decimals))
    low, high = rounding_bounds(share, decimals, np.array(float(total)))
    assert low <= count <= high
    assert low == round(float(low))


@pytest.mark.parametrize(
    ("share", "decimals", "total", "low", "high"),
    [
        (0.43, 2, 1000, 425, 435),
        (0.432, 3, 1000, 432, 432),
        (0.0, 2, 100, 0, 0),
        (1.0, 2, 1000, 995, 1000),
        (0.5, 2, 200, 99, 101),
        # No one of two people is a third of them.
        (0.33, 2, 2, np.nan, np.nan),
        (0.33, 2, np.nan, np.nan, np.nan),
    ],
)
def test_rounding_by_hand(
    share: float, decimals: int, total: float, low: float, high: float
) -> None:
    answer = rounding_bounds(np.array(share), decimals, np.array(float(total)))
    np.testing.assert_array_equal(answer, [low, high])


@pytest.mark.parametrize(
    ("shares", "low", "high"),
    [
        ([(0.525, 0.525), (0.475, 0.475)], 0, 0),
        # A third each in whole per cent: the missing hundredth is rounding, and nobody.
        ([(0.325, 0.335)] * 3, 0, 0),
        ([(0.495, 0.505), (0.295, 0.305)], 0.19, 0.21),
        ([(0.425, 0.435)], 0.565, 0.575),
        ([], 1, 1),
    ],
)
def test_what_shares_leave_over_by_hand(
    shares: list[tuple[float, float]], low: float, high: float
) -> None:
    assert rest_of_shares(shares) == pytest.approx((low, high))


@given(counts=st.lists(st.integers(0, 500), min_size=2, max_size=6), decimals=st.integers(1, 4))
def test_the_rest_is_found_among_what_rounded_shares_leave_over(
    counts: list[int], decimals: int
) -> None:
    counts = [1, *counts]
    total, half = sum(counts), 0.5 * 10.0**-decimals
    printed = [round(n / total, decimals) for n in counts[1:]]
    low, high = rest_of_shares([(share - half, share + half) for share in printed])
    if high:
        assert low - 1e-9 <= counts[0] / total <= high + 1e-9
    else:
        assert counts[0] / total <= 2 * half * len(printed) + 1e-9


def test_per_cent_is_refused() -> None:
    with pytest.raises(ValueError, match="share: must lie from 0 to 1"):
        rounding_bounds(np.array(43.2), 1, np.array(1000.0))
