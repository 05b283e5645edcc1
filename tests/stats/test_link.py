"""The link between rarity and performance: hand-computed cases, laws, and an exact test."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from app.domain.link import LinkState
from app.domain.reason import Reason
from app.stats import link
from app.stats.link import COMMON, NOT_TOLD, RARE, TestedRun, cluster_contrast
from app.stats.sign_flip import FEWEST_CLUSTERS, pool_clusters, sign_flip_p

NAN = float("nan")
TestedRun.__test__ = False  # type: ignore[attr-defined]  # pytest collects what is named Test...
contrasts = st.integers(-40, 40).map(lambda each: each / 8)
shares = arrays(float, st.integers(2, 6), elements=st.floats(0, 1))


def run(value, low, high, enough=None, replicates=None, draw="a") -> TestedRun:  # type: ignore[no-untyped-def]
    tested = np.ones(len(value), dtype=bool) if enough is None else np.array(enough)
    drawn = None if replicates is None else np.array(replicates)
    return TestedRun(np.array(value), np.array(low), np.array(high), tested, drawn, draw)


def test_a_group_is_held_against_the_plain_mean_of_the_groups() -> None:
    found = link.from_mean(np.array([0.9, 0.8, 0.4]))
    assert found == pytest.approx([0.2, 0.1, -0.3])
    assert np.isnan(link.from_mean(np.array([0.9, NAN]))).all()


@given(arrays(float, 5, elements=st.floats(0, 1)), st.floats(-3, 3))
def test_what_is_added_to_every_group_changes_nothing(values: np.ndarray, shift: float) -> None:
    assert link.from_mean(values + shift) == pytest.approx(link.from_mean(values), abs=1e-9)
    assert link.from_mean(values).sum() == pytest.approx(0, abs=1e-9)


@given(shares, st.data())
def test_rarity_is_said_only_where_it_holds_for_every_placement(
    ends: np.ndarray, data: st.DataObject
) -> None:
    other = data.draw(arrays(float, len(ends), elements=st.floats(0, 1)))
    low, high = np.minimum(ends, other), np.maximum(ends, other)
    told = link.rarity(low, high)
    at = data.draw(arrays(float, len(ends), elements=st.floats(0, 1)))
    placed = low + at * (high - low)
    others = (placed.sum() - placed) / (len(placed) - 1)
    assert (placed[told == RARE] < others[told == RARE] + 1e-12).all()
    assert (placed[told == COMMON] > others[told == COMMON] - 1e-12).all()


def test_rarity_by_hand() -> None:
    low, high = np.array([0.05, 0.30, 0.50]), np.array([0.10, 0.35, 0.60])
    assert link.rarity(low, high).tolist() == [RARE, NOT_TOLD, COMMON]
    unknown = link.rarity(np.array([NAN, 0.4]), np.array([NAN, 0.5]))
    assert unknown.tolist() == [NOT_TOLD, NOT_TOLD]
    low, high = np.array([0.2, 0.9, 1.1]), np.array([0.9, 1.1, 2.0])
    assert link.against_reference(low, high).tolist() == [RARE, NOT_TOLD, COMMON]


def test_pairs_need_separate_bounds_and_enough_patients() -> None:
    low, high = [0.1, 0.3, 0.6, NAN], [0.3, 0.5, 0.8, NAN]
    whole = run([0.7, 0.8, 0.9, 0.9], low, high)
    # The first two touch at 0.3, so that either may be the rarer one.
    assert link.separate_pairs(whole) == ((0, 2), (1, 2))
    few = run([0.7, 0.8, 0.9, 0.9], low, high, enough=[False, True, True, True])
    assert link.separate_pairs(few) == ((1, 2),)
    assert link.separate_pairs(run([NAN, NAN, 0.9, 0.9], low, high)) == ()


def test_a_contrast_by_hand() -> None:
    first = run([0.70, 0.80, 0.90], [0.1, 0.3, 0.6], [0.2, 0.4, 0.7])
    second = run([0.50, 0.40], [0.2, 0.8], [0.2, 0.8])
    found = cluster_contrast([first, second])
    # Three pairs of the first run (-0.1, -0.2, -0.1) and one of the second (+0.1).
    assert found.pairs == 4
    assert found.value == pytest.approx(-0.3 / 4)
    assert np.isnan(found.se)
    assert found.se_reason is Reason.NO_JOINT_REPLICATES


def test_the_standard_error_is_that_of_joint_replicates() -> None:
    rng = np.random.default_rng(1)
    common = rng.normal(size=(400, 1))
    drawn = 0.8 + 0.1 * common + 0.01 * rng.normal(size=(400, 2))
    found = cluster_contrast([run([0.7, 0.8], [0.1, 0.6], [0.2, 0.7], replicates=drawn)])
    assert found.se == pytest.approx((drawn[:, 0] - drawn[:, 1]).std(ddof=1))
    # What moves both groups together does not count: the spread of each is ten times as wide.
    assert found.se < 0.02 < drawn[:, 0].std()


def test_runs_that_were_resampled_apart_have_no_joint_standard_error() -> None:
    drawn = np.random.default_rng(2).normal(size=(100, 2))
    ends = ([0.1, 0.6], [0.2, 0.7])
    one, other = (run([0.7, 0.8], *ends, replicates=drawn, draw=name) for name in "ab")
    assert np.isnan(cluster_contrast([one, other]).se)
    assert cluster_contrast([one, one]).se == pytest.approx(cluster_contrast([one]).se)
    without = run([0.7, 0.8], *ends)
    assert np.isnan(cluster_contrast([one, without]).se)


@pytest.mark.parametrize(
    ("low", "high", "enough", "reason"),
    [
        ([NAN, 0.6], [NAN, 0.7], [True, True], Reason.SHARE_NOT_KNOWN),
        ([0.1, 0.1], [0.9, 0.9], [True, True], Reason.SHARES_NOT_SEPARATE),
        ([0.1, 0.6], [0.2, 0.7], [True, False], Reason.TOO_FEW_KNOWN_TESTED),
    ],
)
def test_a_refused_contrast_names_the_missing_fact(
    low: list[float], high: list[float], enough: list[bool], reason: Reason
) -> None:
    found = cluster_contrast([run([0.7, 0.8], low, high, enough)])
    assert np.isnan(found.value)
    assert (found.pairs, found.reason) == (0, reason)


@given(st.lists(contrasts, min_size=1, max_size=9))
def test_the_sign_flip_is_exact(values: list[float]) -> None:
    found = np.array(values)
    sums = [abs(float(found @ np.array(signs))) for signs in product((1, -1), repeat=len(found))]
    as_far = sum(each >= abs(found.sum()) - 1e-9 for each in sums)
    assert sign_flip_p(found) == pytest.approx(as_far / len(sums))


@pytest.mark.parametrize("seed", range(5))
def test_the_sign_flip_agrees_with_scipy(seed: int) -> None:
    found = np.random.default_rng(seed).normal(0.4, 1, size=10)
    test = stats.permutation_test(
        (found,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
    )
    assert sign_flip_p(found) == pytest.approx(test.pvalue)


@given(st.lists(contrasts, min_size=6, max_size=12), st.randoms())
def test_neither_order_nor_a_turn_of_all_signs_matters(values: list[float], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    told, moved, turned = (
        pool_clusters(np.array(each)) for each in (values, shuffled, [-each for each in values])
    )
    assert told.p == moved.p == turned.p
    assert told.value == pytest.approx(moved.value) == pytest.approx(-turned.value)
    assert 2.0 ** (1 - len(values)) <= told.p <= 1


def test_forty_clusters_are_still_exact() -> None:
    assert sign_flip_p(np.ones(40)) == 2.0**-39
    refused = pool_clusters(np.ones(41))
    assert (refused.reason, np.isnan(refused.p)) == (Reason.TOO_MANY_CLUSTERS, True)


@pytest.mark.parametrize("known", range(FEWEST_CLUSTERS))
def test_nothing_is_pooled_under_six_clusters(known: int) -> None:
    found = pool_clusters(np.array([-0.1] * known + [NAN] * 10))
    assert (found.clusters, found.reason) == (known, Reason.TOO_FEW_CLUSTERS)
    assert np.isnan(found.value)
    assert np.isnan(found.p)


@pytest.mark.parametrize(
    ("rare", "low", "high", "enough", "higher", "state", "reason"),
    [
        (RARE, -0.2, -0.1, True, True, LinkState.RARE_AND_WORSE, ""),
        (RARE, 0.1, 0.2, True, True, LinkState.RARE_AND_NOT_WORSE, ""),
        (COMMON, -0.2, -0.1, True, True, LinkState.COMMON_AND_WORSE, ""),
        (COMMON, 0.1, 0.2, True, True, LinkState.COMMON_AND_NOT_WORSE, ""),
        # Of an error rate, less is better.
        (RARE, 0.1, 0.2, True, False, LinkState.RARE_AND_WORSE, ""),
        (COMMON, -0.2, -0.1, True, False, LinkState.COMMON_AND_NOT_WORSE, ""),
        (RARE, -0.2, 0.1, True, True, LinkState.TOO_FEW_TO_SAY, Reason.EITHER_SIDE),
        (RARE, NAN, NAN, True, True, LinkState.TOO_FEW_TO_SAY, Reason.NO_INTERVAL),
        (RARE, -0.2, -0.1, False, True, LinkState.TOO_FEW_TO_SAY, Reason.TOO_FEW_TESTED),
        (RARE, -0.2, -0.1, None, True, LinkState.TOO_FEW_TO_SAY, Reason.NUMBER_NOT_PRINTED),
        (NOT_TOLD, -0.2, -0.1, True, True, LinkState.TOO_FEW_TO_SAY, Reason.SHARE_NOT_KNOWN),
    ],
)
def test_the_states(  # type: ignore[no-untyped-def]
    rare, low, high, enough, higher, state, reason
) -> None:
    assert link.state_of(rare, low, high, enough, higher) == (state, reason)


def test_the_interval_of_a_difference_needs_enough_joint_replicates() -> None:
    value = np.array([0.7, 0.8, NAN])
    drawn = np.random.default_rng(3).normal([0.7, 0.8, 0.5], 0.01, size=(500, 3))
    low, high = link.interval_from_mean(value, drawn)
    spread = ((drawn[:, 0] - drawn[:, 1]) / 2).std(ddof=1)
    assert high[0] - low[0] == pytest.approx(2 * link.Z95 * spread)
    assert np.isnan([low[2], high[2]]).all()
    for none in (None, drawn[:10]):
        assert np.isnan(link.interval_from_mean(value, none)[0]).all()
