"""Pooled totals, held against every way in which the sets could share people."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from app.stats.lineage import Lineage, Node
from app.stats.pooling import (
    components,
    high,
    leave_one_out,
    low,
    membership,
    remainder,
)


def pooled(lineage: Lineage, sizes: dict[str, int]) -> tuple[int, int]:
    slugs = tuple(sizes)
    column = np.array([[float(n)] for n in sizes.values()])
    everyone = np.ones(len(slugs), dtype=bool)
    members = membership(lineage, slugs, everyone, everyone)
    parts = components(lineage, slugs)
    return int(low(column, parts, members.counted)[0]), int(high(column, members.counted)[0])


@dataclass
class Case:
    lineage: Lineage
    sizes: dict[str, int]


def union_sizes(case: Case) -> tuple[int, int] | None:
    """Fewest and most different people, by integer programming over who could be in which sets.

    One variable per set of sets that may share a person: all pairs related, and a `full` child
    only together with one of its parents.
    """
    slugs = list(case.sizes)
    regions = [
        group
        for size in range(1, len(slugs) + 1)
        for group in combinations(slugs, size)
        if all(case.lineage.related(a, b) for a, b in combinations(group, 2))
        and all(_held(case, slug, group) for slug in group)
    ]
    member = np.array([[slug in group for group in regions] for slug in slugs], dtype=float)
    sizes = np.array(list(case.sizes.values()), dtype=float)
    exactly = LinearConstraint(member, sizes, sizes)
    integral = np.ones(len(regions))
    fewest = milp(np.ones(len(regions)), constraints=exactly, integrality=integral)
    most = milp(-np.ones(len(regions)), constraints=exactly, integrality=integral)
    return (round(fewest.fun), round(-most.fun)) if fewest.success else None


def _held(case: Case, slug: str, group: tuple[str, ...]) -> bool:
    holders = case.lineage.inside(slug, case.sizes)
    return holders is None or any(parent in group for parent in holders)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    slugs = [f"d{i}" for i in range(draw(st.integers(1, 5)))]
    nodes = {}
    for index, slug in enumerate(slugs):
        earlier = slugs[:index]
        parents = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        aggregate = bool(parents) and draw(st.integers(0, 4)) == 0
        full = bool(parents) and draw(st.booleans())
        nodes[slug] = Node(tuple(parents), full=full, aggregate=aggregate)
    counted = [slug for slug in slugs if not nodes[slug].aggregate]
    sizes = {slug: draw(st.integers(0, 9)) for slug in counted}
    return Case(Lineage(nodes), sizes)


@settings(max_examples=300)
@given(cases())
def test_the_truth_lies_between_low_and_high(case: Case) -> None:
    assume(case.sizes)
    truth = union_sizes(case)
    assume(truth is not None)  # a full child larger than its parents cannot exist
    assert truth is not None
    fewest, most = pooled(case.lineage, case.sizes)
    assert fewest <= truth[0] <= truth[1] <= most


@given(cases(), st.randoms())
def test_the_order_of_the_sets_is_irrelevant(case: Case, random: object) -> None:
    shuffled = list(case.sizes.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pooled(case.lineage, dict(shuffled)) == pooled(case.lineage, case.sizes)


@given(cases())
def test_a_set_left_out_is_the_pool_of_the_others(case: Case) -> None:
    assume(len(case.sizes) > 1)
    slugs = tuple(case.sizes)
    counts = np.array([[float(n), 1.0] for n in case.sizes.values()])
    everyone = np.ones(len(slugs), dtype=bool)
    without = leave_one_out(counts, case.lineage, slugs, everyone, everyone)
    for index, slug in enumerate(slugs):
        rest = {s: n for s, n in case.sizes.items() if s != slug}
        kept = np.arange(len(slugs)) != index
        members = membership(case.lineage, tuple(rest), everyone[kept], everyone[kept])
        assert without[index] == pytest.approx(high(counts[kept], members.evidence))


CHAIN = Lineage(
    {"kits19": Node(), "kits21": Node(("kits19",)), "kits23": Node(("kits19", "kits21"))}
)


def test_a_chain_of_editions_counts_from_the_largest_to_the_sum() -> None:
    assert pooled(CHAIN, {"kits19": 300, "kits21": 400, "kits23": 599}) == (599, 1299)


def test_sets_without_common_ancestors_add_up() -> None:
    assert pooled(Lineage({"a": Node(), "b": Node()}), {"a": 5, "b": 7}) == (12, 12)


ISIC = Lineage(
    {
        "ham": Node(),
        "bcn": Node(),
        "msk": Node(),
        "isic-2019": Node(("ham", "bcn", "msk"), full=True),
    }
)


def test_a_full_child_is_counted_in_its_parents_only_when_all_are_counted() -> None:
    all_parents = {"ham": 10, "bcn": 12, "msk": 3, "isic-2019": 25}
    assert pooled(ISIC, all_parents) == (25, 25)
    one_parent = {"ham": 10, "isic-2019": 25}
    assert pooled(ISIC, one_parent) == (25, 35)


def test_a_parent_without_a_total_does_not_hold_its_child() -> None:
    slugs = ("ham", "bcn", "msk", "isic-2019")
    has_total = np.array([True, True, False, True])
    members = membership(ISIC, slugs, has_total, np.ones(4, dtype=bool))
    assert members.inside == {}


def test_the_child_of_an_aggregate_is_held_by_its_parts() -> None:
    nodes = {
        "a": Node(),
        "b": Node(),
        "merge": Node(("a", "b"), full=True, aggregate=True),
        "open-merge": Node(("a", "b"), full=False, aggregate=True),
        "child": Node(("merge",), full=True),
        "other-child": Node(("open-merge",), full=True),
    }
    lineage = Lineage(nodes)
    assert lineage.holders("child") == ("a", "b")
    assert lineage.holders("other-child") is None  # the merge holds more than its named parts
    assert pooled(lineage, {"a": 4, "b": 5, "child": 6}) == (9, 9)
    assert pooled(lineage, {"a": 4, "b": 5, "other-child": 6}) == (9, 15)


def test_the_breakdown_of_a_held_set_is_evidence_where_no_holder_has_one() -> None:
    lineage = Lineage({"embed": Node(), "open": Node(("embed",), full=True)})
    slugs, totals = ("embed", "open"), np.array([True, True])
    only_open = membership(lineage, slugs, totals, np.array([False, True]))
    assert only_open.counted.tolist() == [True, False]
    assert only_open.evidence.tolist() == [False, True]
    both = membership(lineage, slugs, totals, np.array([True, True]))
    assert both.evidence.tolist() == [True, False]


def test_a_holder_two_steps_up_also_takes_over_the_breakdown() -> None:
    lineage = Lineage(
        {"top": Node(), "mid": Node(("top",), full=True), "low": Node(("mid",), full=True)}
    )
    slugs = ("top", "mid", "low")
    everyone = np.ones(3, dtype=bool)
    members = membership(lineage, slugs, everyone, np.array([True, False, True]))
    assert members.counted.tolist() == [True, False, False]
    assert members.evidence.tolist() == [True, False, False]


def test_what_is_not_placed_is_exact_without_relatives_and_a_range_with_them() -> None:
    def rest(totals: list[float], placed: list[float], lineage: Lineage) -> tuple[float, float]:
        slugs = tuple(lineage.nodes)
        everyone = np.ones(len(slugs), dtype=bool)
        members = membership(lineage, slugs, everyone, everyone)
        parts = components(lineage, slugs)
        return remainder(np.array(totals), np.array(placed), parts, members)

    apart = Lineage({"a": Node(), "b": Node()})
    assert rest([100, 50], [60, 50], apart) == (40, 40)
    assert rest([100, 50], [60, 50], Lineage({"a": Node(), "b": Node(("a",))})) == (0, 90)
