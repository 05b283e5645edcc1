"""Sums of a table that is too large to show: the same as adding the rows up one by one."""

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.stats.reduction import GroupSum, Reduction

Rows = list[tuple[int, int, int, int | None, int]]
ROW = st.tuples(
    st.sampled_from((0, 1, 2, 499_999)), st.integers(0, 2), st.sampled_from((0, 3, 10_000)),
    st.one_of(st.integers(0, 10**14), st.none()), st.integers(-1, 20),
)  # fmt: skip


def by_hand(rows: Rows, places: tuple[int, ...]) -> dict[tuple[int, ...], GroupSum]:
    found: dict[tuple[int, ...], GroupSum] = defaultdict(GroupSum)
    for row in rows:
        key = tuple(row[place] for place in places)
        before, n, high = found[key], row[3], row[4]
        found[key] = GroupSum(
            before.n + (n or 0),
            before.hidden + (max(0, high) if n is None else 0),
            before.rows_hidden + (n is None),
            before.unbounded or (n is None and high < 0),
        )
    return dict(found)


def reduced(rows: Rows, size: int, **given: object) -> Reduction:
    reduction = Reduction(
        given.get("kept", (0, 1, 2)),
        given.get("required", ()),
        given.get("most", 1_000),  # type: ignore[arg-type]
    )
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        codes = [np.array([row[at] for row in part], dtype=np.int64) for at in range(3)]
        n = np.array([-1 if row[3] is None else row[3] for row in part], dtype=np.int64)
        high = np.array([row[4] if row[3] is None else -1 for row in part], dtype=np.int64)
        reduction.add(codes, n, high)
    return reduction


@given(st.lists(ROW, max_size=60), st.integers(1, 20))
def test_every_sum_is_the_sum_of_its_rows(rows: Rows, size: int) -> None:
    assert set(reduced(rows, size).sums) == {(0,), (1,), (2,), (0, 1), (0, 2), (1, 2)}
    for kept in ((0,), (1,), (2,), (0, 1, 2)):
        for places, groups in reduced(rows, size, kept=kept).tables().items():
            assert groups == by_hand(rows, places)


def test_only_the_largest_choices_become_tables() -> None:
    rows = [(a, b, c, 1, -1) for a in range(3) for b in range(2) for c in range(4)]
    assert set(reduced(rows, 5).tables()) == {(0, 1), (0, 2), (1, 2)}
    # Eight groups at most: of the pairs only one fits, and what it lacks stands alone.
    assert set(reduced(rows, 5, most=7).tables()) == {(0, 1), (2,)}


def test_a_dimension_that_may_not_be_summed_is_in_every_table() -> None:
    rows = [(a, b, c, 1, -1) for a in range(3) for b in range(2) for c in range(4)]
    found = reduced(rows, 7, kept=(0, 1), required=(2,)).tables()
    assert set(found) == {(0, 1, 2)}
    assert sum(each.n for each in found[0, 1, 2].values()) == len(rows)
