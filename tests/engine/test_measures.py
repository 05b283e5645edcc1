"""Laws and oracles over every measure of the drawers, found as the drawers find them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from fairlearn.metrics import equalized_odds_difference
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, mean_absolute_error

from app.domain.reason import Reason
from app.domain.rows import Coded, Outcome, Rows
from app.engine import Question, evaluate, kernels
from app.engine.exact import read_exactly
from app.engine.groups import group
from app.stats.calibration import mean_deviation
from app.stats.inequality_measure import Levels
from app.stats.inequality_registry import INEQUALITY, unequal
from app.stats.performance_registry import GAP_METRICS, GROUP_METRICS
from tests.engine.made import any_rows, patients_rows

OF_BINARY = [name for name, each in GROUP_METRICS.items() if each.outcome is Outcome.BINARY]
EVERYTHING = {name for each in GROUP_METRICS.values() for name in each.needs}


def values(rows: Rows, name: str, threshold: float | None = 0.4) -> np.ndarray:
    """A measure's values over the sexes, without guards."""
    groups = group(rows.attributes, (("sex",),), len(rows))
    metric = GROUP_METRICS[name]
    read = read_exactly(rows, groups, set(metric.needs), threshold, variance=False)
    return metric.compute(read.tallied.of(groups, 1))


def two_sexes(seed: int = 1, patients: int = 600) -> Rows:
    rows = patients_rows(np.random.default_rng(seed), patients, 2)
    sex = Coded((rows.patient % 2).astype(np.uint8), ("F", "M"))
    return replace(rows, attributes={"sex": sex})


@pytest.mark.parametrize("name", OF_BINARY)
@given(seed=st.integers(0, 500))
@settings(max_examples=10)
def test_the_order_of_rows_does_not_matter(name: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    # Outcomes that are nearly apart have a slope whose last digits are not sure.
    rows = two_sexes(seed, 100) if name == "calibration_slope" else any_rows(random)
    rows = replace(rows, patient=None)
    mixed = rows.at(random.permutation(len(rows)))
    np.testing.assert_allclose(values(rows, name), values(mixed, name), rtol=1e-7, atol=1e-12)


BY_NUMBER = {"ece_expected", "ece_debiased"}  # a row twice is more rows to them


@pytest.mark.parametrize("name", [name for name in OF_BINARY if name not in BY_NUMBER])
def test_a_row_twice_is_a_row_of_weight_two(name: str) -> None:
    rows = two_sexes(2, 150)
    random = np.random.default_rng(3)
    often = random.integers(1, 4, len(rows))
    repeated = rows.at(np.repeat(np.arange(len(rows)), often))
    weighted = replace(rows, weight=often.astype(float))
    np.testing.assert_allclose(values(repeated, name), values(weighted, name), rtol=1e-8)


@pytest.mark.parametrize("name", OF_BINARY)
def test_values_lie_on_their_scale(name: str) -> None:
    metric = GROUP_METRICS[name]
    for seed in range(40):
        found = values(any_rows(np.random.default_rng(seed)), name)
        there = found[~np.isnan(found)]
        assert (there >= metric.low - 1e-12).all()
        assert (there <= metric.high + 1e-12).all()


@pytest.mark.parametrize("name", GAP_METRICS)
def test_equal_groups_have_the_value_of_equal_groups(name: str) -> None:
    gap = GAP_METRICS[name]
    random = np.random.default_rng(4)
    whole, parts = [], []
    for each in gap.of:
        one = float(random.uniform(0.3, 0.9))
        shape = (5, 5) if GROUP_METRICS[each].pairs else (5,)
        whole.append(np.array([one]))
        parts.append(np.full(shape, one))
    found = gap.compute(whole, parts)
    expected = parts[0].flat[0] if np.isnan(gap.equal) else gap.equal
    assert found == pytest.approx(expected, abs=1e-12)
    worse = [np.array(part) for part in parts]
    for part in worse:
        part.flat[1] -= 0.2
    assert bool(gap.compute(whole, worse) < found) is (gap.direction == "higher")


def test_equalised_odds_are_fairlearns() -> None:
    for seed in range(20):
        rows = two_sexes(seed)
        called = (rows.score >= np.float32(0.4)).astype(int)
        sex = rows.attributes["sex"].codes
        for name, how in (("fairlearn", "worst_case"), ("mean", "mean")):
            gap = GAP_METRICS[f"equalised_odds_{name}"]
            ours = gap.compute([], [values(rows, each) for each in gap.of])
            theirs = equalized_odds_difference(rows.truth, called, sensitive_features=sex, agg=how)
            assert ours == pytest.approx(theirs, abs=1e-12)


def test_equalised_odds_of_two_groups_are_melodys_and_of_more_those_of_the_farthest_pair() -> None:
    """MELODY: half of the two absolute differences, of a group and its reference."""
    gap = GAP_METRICS["equalised_odds_melody"]
    assert gap.compute([], [np.array([0.9, 0.6]), np.array([0.1, 0.3])]) == pytest.approx(0.25)
    random = np.random.default_rng(8)
    for groups in (2, 3, 7):
        rates = list(random.random((2, 50, groups)))
        apart = sum(abs(each[..., :, None] - each[..., None, :]) for each in rates) / 2
        found = gap.compute([], rates)
        np.testing.assert_allclose(found, apart.max(axis=(-1, -2)), atol=1e-15)
        fairlearns = GAP_METRICS["equalised_odds_mean"].compute([], rates)
        assert (found <= fairlearns + 1e-15).all(), "one pair is no farther than both spreads"


def by_pairs(rows: Rows, positives: np.ndarray, negatives: np.ndarray) -> float:
    """Share of pairs in which the positive scores higher, ties half."""
    pos = rows.score[positives & (rows.truth == 1)]
    neg = rows.score[negatives & (rows.truth == 0)]
    return float(((pos[:, None] > neg) + 0.5 * (pos[:, None] == neg)).mean())


def test_measures_between_groups_are_those_of_every_pair() -> None:
    rows = two_sexes(5, 120)
    rows = replace(rows, score=np.round(rows.score, 1).astype(np.float32))
    sexes = [rows.attributes["sex"].codes == each for each in (0, 1)]
    every = np.ones(len(rows), dtype=bool)
    expected = {
        "bpsn_auc": [by_pairs(rows, ~each, each) for each in sexes],
        "bnsp_auc": [by_pairs(rows, each, ~each) for each in sexes],
        "pairwise_opportunity": [by_pairs(rows, each, every) for each in sexes],
        "xauc": [[by_pairs(rows, one, other) for other in sexes] for one in sexes],
    }
    for name, value in expected.items():
        np.testing.assert_allclose(values(rows, name), value, atol=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
def test_the_calibration_slope_is_statsmodels(weighted: bool) -> None:
    rows = two_sexes(6)
    if weighted:
        rows = replace(rows, weight=np.random.default_rng(1).uniform(0.5, 2, len(rows)))
    for index, ours in enumerate(values(rows, "calibration_slope")):
        part = rows.at(rows.attributes["sex"].codes == index)
        score = part.score.astype(float)
        x = sm.add_constant(np.log(score / (1 - score)))
        model = sm.GLM(part.truth, x, sm.families.Binomial(), freq_weights=part.weight)
        assert ours == pytest.approx(model.fit(tol=1e-14).params[1], rel=1e-8)


def test_a_separated_group_has_no_slope() -> None:
    rows = two_sexes(7)
    apart = replace(rows, score=np.where(rows.truth == 1, 0.9, 0.1).astype(np.float32))
    assert np.isnan(values(apart, "calibration_slope")).all()


@pytest.mark.parametrize("n", [20, 1000])
def test_a_perfect_model_shows_the_calibration_error_expected_of_it(n: int) -> None:
    random, shown, told = np.random.default_rng(8), [], []
    for _ in range(200):
        score = random.random(n).astype(np.float32)
        rows = Rows(
            Outcome.BINARY,
            np.arange(n, dtype=np.uint64),
            score,
            (random.random(n) < score).astype(np.uint8),
            None,
            False,
            {"sex": Coded(np.zeros(n, dtype=np.uint8), ("F",))},
        )
        shown.append(values(rows, "ece")[0])
        told.append(values(rows, "ece_expected")[0])
    assert np.mean(shown) == pytest.approx(np.mean(told), rel=0.06)


@given(n=st.integers(1, 60), p=st.floats(0.01, 0.99))
def test_the_mean_deviation_is_that_of_the_binomial(n: int, p: float) -> None:
    from scipy.stats import binom

    k = np.arange(n + 1)
    expected = float((np.abs(k - n * p) * binom.pmf(k, n, p)).sum())
    assert mean_deviation(np.array(float(n)), np.array(p)) == pytest.approx(expected, rel=1e-9)


def test_grades_numbers_and_figures_per_case() -> None:
    rows = two_sexes(9)
    random = np.random.default_rng(10)
    truth = random.integers(0, 5, len(rows))
    score = np.clip(truth + random.integers(-1, 2, len(rows)), 0, 4).astype(np.float32)
    cases = {
        "quadratic_weighted_kappa": (Outcome.ORDINAL, truth.astype(np.uint8)),
        "mae": (Outcome.REGRESSION, truth.astype(np.float32)),
        "dice": (Outcome.DICE, None),
        "iou": (Outcome.IOU, None),
        "hd95": (Outcome.HD95, None),
    }
    expected = {
        "quadratic_weighted_kappa": cohen_kappa_score(truth, score, weights="quadratic"),
        "mae": mean_absolute_error(truth, score),
        "dice": score.mean() / 5,
        "iou": score.mean() / 5,
        "hd95": score.mean(),
    }
    for name, (outcome, of_truth) in cases.items():
        scaled = (score / 5).astype(np.float32) if name in ("dice", "iou") else score
        made = replace(rows, outcome=outcome, truth=of_truth, score=scaled)
        found = evaluate(made, Question((("sex",),), (name, f"{name}_gap"), replicates=100))
        assert found.scores[0].value == pytest.approx(expected[name], abs=1e-6)
        assert found.scores[0].interval.low < expected[name] < found.scores[0].interval.high
        assert found.gaps[0].null.p > 0
        other = evaluate(made, Question(metrics=("auroc",), replicates=0)).scores[0]
        assert other.reason is Reason.OTHER_OUTCOME


LEVELS = st.lists(st.floats(0.05, 0.95), min_size=2, max_size=8)


@pytest.mark.parametrize("name", INEQUALITY)
@given(found=LEVELS, data=st.data())
@settings(max_examples=25)
def test_inequality_of_equal_groups_is_neutral_and_size_has_no_unit(
    name: str, found: list[float], data: st.DataObject
) -> None:
    many = len(found)
    size = np.array(data.draw(st.lists(st.floats(1, 100), min_size=many, max_size=many)))
    levels = Levels(np.array(found), size, ordered=True)
    value, why = unequal(name, levels)
    assert why is None
    larger = unequal(name, replace(levels, size=size * 7))[0]
    np.testing.assert_allclose(value, larger, rtol=1e-6, atol=1e-9)
    equal = replace(levels, value=np.full(len(found), found[0]))
    assert unequal(name, equal)[0] == pytest.approx(INEQUALITY[name].neutral, abs=1e-6)
    if INEQUALITY[name].relative:
        half = unequal(name, replace(levels, value=levels.value / 2))[0]
        assert half == pytest.approx(float(value), rel=1e-6, abs=1e-9)


def test_inequality_by_hand() -> None:
    levels = Levels(np.array([0.7, 0.8, 0.9]), np.array([100.0, 200.0, 300.0]), ordered=True)
    mean = (70 + 160 + 270) / 600
    rank = np.array([1 / 12, 1 / 3, 3 / 4])
    share = np.array([1, 2, 3]) / 6
    y = levels.value
    x = sm.add_constant(rank)
    line = sm.GLM(y, x, sm.families.Binomial(), var_weights=levels.size).fit(tol=1e-14)
    bottom, top = line.predict(np.array([[1, 0], [1, 1]]))
    expected = {
        "difference": 0.2,
        "ratio": 9 / 7,
        "between_group_variance": (share * (y - mean) ** 2).sum(),
        "mean_difference_from_mean": (share * abs(y - mean)).sum(),
        "mean_difference_from_best": (share * (0.9 - y)).sum(),
        "index_of_disparity": 100 * (share * abs(y - mean)).sum() / mean,
        "theil_index": 1000 * (share * y / mean * np.log(y / mean)).sum(),
        "mean_log_deviation": -1000 * (share * np.log(y / mean)).sum(),
        "population_attributable_risk": 0.9 - mean,
        "population_attributable_fraction": 100 * (0.9 - mean) / mean,
        "absolute_concentration_index": (share * (2 * rank - 1) * y).sum(),
        "slope_index_of_inequality": top - bottom,
        "relative_index_of_inequality": top / bottom,
    }
    for name, value in expected.items():
        assert unequal(name, levels)[0] == pytest.approx(value, rel=1e-8), name


def test_inequality_that_cannot_be_said_has_a_reason() -> None:
    pair = Levels(np.array([0.0, 0.5]), np.array([1.0, 1.0]))
    assert unequal("ratio", pair)[1] is Reason.ZERO_VALUE
    assert unequal("slope_index_of_inequality", pair)[1] is Reason.NO_ORDER
    alone = Levels(np.array([0.5]), np.array([1.0]))
    assert unequal("difference", alone)[1] is Reason.FEWER_THAN_TWO_GROUPS


@pytest.mark.skipif(not kernels.here(), reason="numba is not installed (extra `engine`)")
@pytest.mark.parametrize("seed", range(25))
def test_compiled_passes_give_what_numpy_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = any_rows(np.random.default_rng(seed))
    asked = Question(
        (("sex",), ("sex", "age")), (*OF_BINARY, "auroc_gap"), threshold=0.4, replicates=40
    )
    compiled = evaluate(rows, asked)
    monkeypatch.setattr(kernels, "here", lambda: False)
    plain = evaluate(rows, asked)
    for one, other in zip(compiled.scores, plain.scores, strict=True):
        assert one.reason == other.reason
        assert one.support == other.support
        np.testing.assert_allclose(one.value, other.value, rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(one.standard_error, other.standard_error, rtol=1e-4, atol=1e-7)
