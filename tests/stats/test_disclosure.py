"""Disclosure control: an attacker who adds, subtracts and solves gets no hidden count back."""

import os
from collections.abc import Sequence

import numpy as np
import pytest

from app.stats.disclosure import suppress
from app.stats.disclosure_joint import circle
from app.stats.disclosure_tables import TableSeen
from tests.stats.attacker import INSIDER, Release, recovered

CASES = int(os.environ.get("FAIRATLAS_PROOF_RELEASES", "24"))
THRESHOLD = 11
SHAPES = [
    (("country", "sex"), (("country", "sex"), ("country",), ("sex",), ())),
    (("country", "sex"), (("country", "sex"), ())),
    (("country", "sex", "age"), (("country", "sex"), ("sex", "age"), ("age",), ())),
    (("country", "sex", "age"), (("country", "sex"), ("sex", "age"), ("country", "age"), ())),
    (("country", "sex", "age"), (("country", "sex", "age"), ("country", "sex"), ("age",), ())),
    (("country", "sex", "age"), (("country",), ("sex",), ("age",), ())),
]
SIZES = {"country": 5, "sex": 3, "age": 4}


def seen(release: Release, version: int, fixed: bool) -> list[TableSeen]:
    """The tables as the service sees them: of a published version, no hidden number."""
    found = []
    for dims in release.tables:
        values = release.table(dims)
        keys = list(np.ndindex(values.shape))
        hidden = release.hidden if fixed else set()
        highs = [THRESHOLD - 1 if (dims, key) in release.primary else None for key in keys]
        found.append(
            TableSeen(
                dims,
                tuple(tuple(map(str, key)) for key in keys),
                tuple(None if (dims, key) in hidden else int(values[key]) for key in keys),
                version=version,
                fixed=fixed,
                highs=tuple(highs) if fixed else (),
            )
        )
    return found


def protect(release: Release, before: Sequence[Release] = ()) -> Release:
    """Suppress a release that can be protected."""
    assert protects(release, before)
    return release


def protects(release: Release, before: Sequence[Release]) -> bool:
    """Suppress a release, given what is published, and note what was hidden; False: refused."""
    tables = [table for v, old in enumerate(before) for table in seen(old, v, fixed=True)]
    found = suppress([*tables, *seen(release, len(before), fixed=False)], THRESHOLD)
    if found.exposed:
        return False
    for number, dims in enumerate(release.tables, start=len(tables)):
        keys = list(np.ndindex(release.table(dims).shape))
        release.primary |= {(dims, keys[i]) for i in found.primary[number]}
        release.complementary |= {(dims, keys[i]) for i in found.complementary[number]}
    return True


def release_of(random: np.random.Generator, shape: int) -> Release:
    dims, tables = SHAPES[shape % len(SHAPES)]
    sizes = [SIZES[dim] for dim in dims]
    spread = random.choice([1.0, 1.5, 2.0])
    mean = np.exp(random.normal(random.choice([1.5, 3.0]), spread, sizes))
    return Release(random.poisson(mean.clip(max=500)), dims, tables)


def later(random: np.random.Generator, release: Release) -> Release:
    """The next version: some groups grew, a few lost people, one may be new."""
    change = random.poisson(4, release.people.shape) - 1
    change *= random.random(release.people.shape) < random.choice([0.05, 0.2])
    return Release(np.maximum(release.people + change, 0), release.dims, release.tables)


def two_versions(seed: int) -> list[Release]:
    """A release and the next one; without that where it cannot be protected: it is refused."""
    random = np.random.default_rng(seed)
    first = protect(release_of(random, seed))
    second = later(random, first)
    return [first, second] if protects(second, [first]) else [first]


@pytest.mark.parametrize("seed", range(CASES))
def test_no_hidden_count_of_two_versions_is_recovered(seed: int) -> None:
    assert recovered(two_versions(seed), THRESHOLD) == []


def test_few_next_versions_are_refused() -> None:
    assert sum(len(two_versions(seed)) == 1 for seed in range(CASES // 4)) <= CASES / 400


def test_an_insider_recovers_no_more_than_is_said() -> None:
    """docs/disclosure.md tells of somebody who knows which hidden counts did not change."""
    pairs = CASES // 4
    broken = [bool(recovered(two_versions(seed), THRESHOLD, INSIDER)) for seed in range(pairs)]
    assert sum(broken) <= pairs / 100


@pytest.mark.parametrize("seed", range(CASES // 4))
def test_other_tables_of_the_same_people_give_nothing_back(seed: int) -> None:
    """Three versions that print the same people by other tables each; what cannot be is refused."""
    random = np.random.default_rng(seed)
    shapes = random.integers(2, len(SHAPES), 3)
    people = release_of(random, shapes[0]).people
    published: list[Release] = []
    for shape in shapes:
        release = Release(people, *SHAPES[shape])
        if protects(release, published):
            published.append(release)
    assert recovered(published, THRESHOLD) == []


def test_the_attacker_breaks_primary_suppression_alone() -> None:
    broken = 0
    for seed in range(10):
        release = release_of(np.random.default_rng(seed), 0)
        release.primary = {
            (dims, key)
            for dims in release.tables
            for key in np.ndindex(release.table(dims).shape)
            if 1 <= release.table(dims)[key] < THRESHOLD
        }
        broken += bool(recovered([release], THRESHOLD))
    assert broken >= 3


def one_table(*values: int | None, keys: str = "abcdefgh", **more: object) -> TableSeen:
    names = tuple((key,) for key in keys[: len(values)])
    return TableSeen(("sex",), names, values, **more)  # type: ignore[arg-type]


def total(n: int | None, **more: object) -> TableSeen:
    return TableSeen((), ((),), (n,), **more)  # type: ignore[arg-type]


def test_the_smallest_case_by_hand() -> None:
    """240 + 263 + 9 = 512: the 9 needs a companion, and the cheaper one is the smaller."""
    found = suppress([one_table(240, 263, 9), total(512)])
    assert (found.primary, found.complementary) == (((2,), ()), ((0,), ()))


def test_two_small_counts_protect_each_other() -> None:
    found = suppress([one_table(240, 4, 9), total(253)])
    assert (found.primary[0], found.complementary) == ((1, 2), ((), ()))


def test_two_counts_of_one_do_not_protect_each_other() -> None:
    """Both are known to be at least 1: of a rest of 2, each is 1."""
    found = suppress([one_table(240, 1, 1), total(242)])
    assert found.complementary[0] == (0,)


def test_a_zero_stays_printed_and_protects_nobody() -> None:
    found = suppress([one_table(240, 0, 9), total(249)])
    assert (found.primary[0], found.complementary[0]) == ((2,), (0,))


def test_nothing_small_hides_nothing() -> None:
    found = suppress([one_table(240, 0, 263), total(503)])
    assert found.primary == found.complementary == ((), ())


def test_a_rest_that_is_not_printed_is_a_count_too() -> None:
    found = suppress([
        TableSeen(("sex",), (("a",), ("b",), ("(not printed)",)), (240, 263, 9)), total(512),
    ])  # fmt: skip
    assert (found.primary[0], found.complementary[0]) == ((), (0,))


def test_wider_bands_are_sums_of_narrower_ones() -> None:
    """0-19 is 0-9 and 10-19: hiding 0-9 alone would be undone by the other table."""
    narrow = TableSeen(("age",), (("0-9",), ("10-19",), ("20-39",), ("40+",)), (5, 60, 80, 90))
    wide = TableSeen(("age",), (("0-19",), ("20-39",), ("40+",)), (65, 80, 90))
    found = suppress([narrow, wide])
    assert found.primary[0] == (0,)
    assert set(found.complementary[0]) | {10 + i for i in found.complementary[1]} >= {1}


def test_what_was_hidden_once_is_not_printed_by_the_next_version() -> None:
    published = one_table(None, 263, None, highs=(None, None, 10), fixed=True)
    same = one_table(240, 263, 9, version=1)
    totals = [total(512, fixed=True), total(512, version=1)]
    found = suppress([published, same, *totals])
    assert (found.primary[1], found.complementary[1]) == ((2,), (0,))


def test_a_figure_that_is_public_already_is_said_to_be() -> None:
    printed = one_table(240, 263, 9, fixed=True)
    counted = one_table(240, 263, 9)
    found = suppress([printed, counted])
    assert found.exposed == ((1, 2),)


def test_images_give_no_patients_back() -> None:
    """Where everybody has one image, the table of images is the table of patients."""
    found = suppress([
        one_table(240, 263, 9), total(512),
        one_table(240, 263, 9, unit="images"), total(512, unit="images"),
    ])  # fmt: skip
    patients, _, images, _ = found.complementary
    assert len(patients) == len(images) == 1
    assert patients == images


def test_people_with_several_labels_are_not_added_up() -> None:
    labels = TableSeen(("label",), (("a",), ("b",)), (500, 9), overlapping=frozenset({"label"}))
    assert suppress([labels, total(509)]).complementary == ((), ())


def test_its_own_outcome_needs_nothing_more() -> None:
    for seed in range(6):
        release = protect(release_of(np.random.default_rng(seed), seed))
        again = suppress([
            TableSeen(each.dims, each.keys, each.values, highs=each.highs)
            for each in seen(release, 0, fixed=True)
        ])  # fmt: skip
        assert {*again.primary, *again.complementary} == {()}


@pytest.mark.parametrize(
    ("edges", "left"),
    [
        ([{"a", "b"}, {"b", "c"}], ""),
        ([{"a", "b"}, {"b", "c"}, {"c", "a"}], "abc"),
        ([{"a", "b"}, {"b", "c"}, {"c", "a"}, {"a", "b", "c"}], ""),
        ([{"a", "b"}, {"b", "c"}, {"c", "a"}, {"a", "d"}], "abc"),
        ([{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "a"}], "abcd"),
    ],
)
def test_circles_are_found(edges: list[set[str]], left: str) -> None:
    assert circle(map(frozenset, edges)) == frozenset(left)
