"""Variances, intervals, nulls and adjusted p against oracles, brute force and hand-made cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from app.domain.reason import Reason
from app.domain.rows import Coded, Rows
from app.domain.scores import IntervalKind
from app.engine import Question, ThresholdSource, evaluate
from app.engine.evaluate import NO_PATIENTS, TEST_SET
from app.engine.exact import read_exactly
from app.engine.groups import group
from app.engine.replicates import POISSON, appearances
from app.stats.intervals import benjamini_hochberg, clopper_pearson, wilson
from tests.engine.made import any_rows, patients_rows


def obuchowski_by_hand(rows: Rows) -> float:
    """Obuchowski's variance as a loop over patients, from every pair."""
    pos, neg = np.flatnonzero(rows.truth == 1), np.flatnonzero(rows.truth == 0)
    above = (rows.score[pos][:, None] > rows.score[neg]).astype(float)
    above += 0.5 * (rows.score[pos][:, None] == rows.score[neg])
    v10, v01, theta = above.mean(axis=1), above.mean(axis=0), above.mean()
    m, n = len(pos), len(neg)
    s10 = s01 = s11 = 0.0
    patients = np.unique(rows.patient)
    for each in patients:
        x = (v10[rows.patient[pos] == each] - theta).sum()
        y = (v01[rows.patient[neg] == each] - theta).sum()
        s10, s01, s11 = s10 + x * x, s01 + y * y, s11 + x * y
    i10, i01 = (len(np.unique(rows.patient[each])) for each in (pos, neg))
    i = len(patients)
    s10 *= i10 / ((i10 - 1) * m)
    s01 *= i01 / ((i01 - 1) * n)
    s11 *= i / (i - 1)
    return s10 / m + s01 / n + 2 * s11 / (m * n)


@pytest.mark.parametrize("seed", range(30))
def test_the_variance_is_obuchowskis(seed: int) -> None:
    rows = replace(any_rows(np.random.default_rng(seed)), weight=None)
    groups = group(rows.attributes, (), len(rows))
    found = read_exactly(rows, groups, {"concordant"}, None, variance=True).variance[0]
    patients = [len(np.unique(rows.patient[rows.truth == each])) for each in (0, 1)]
    if min(patients) < 2:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(max(0.0, obuchowski_by_hand(rows)), rel=1e-9, abs=1e-15)


def test_the_bootstrap_agrees_with_the_formula() -> None:
    rows = patients_rows(np.random.default_rng(2), 800, 4)
    found = evaluate(rows, Question((("age",),), ("auroc", "auprc"), replicates=1000))
    spread = found.replicates[("age",), "auroc"].std(axis=0)
    formula = [each.standard_error for each in found.scores if each.metric == "auroc"][1:]
    np.testing.assert_allclose(spread, formula, rtol=0.12)


def test_patients_make_intervals_wider_than_rows_do() -> None:
    rows = patients_rows(np.random.default_rng(3), 300, 8)
    asked = Question(metrics=("auroc", "tpr", "brier"), threshold=0.4, replicates=300)
    patients = evaluate(rows, asked)
    alone = evaluate(replace(rows, patient=None), asked)
    assert NO_PATIENTS in alone.warnings
    assert NO_PATIENTS not in patients.warnings
    for one, other in zip(patients.scores, alone.scores, strict=True):
        assert one.interval.kind is IntervalKind.PATIENTS
        assert other.interval.kind is IntervalKind.ROWS
        assert other.interval.kind.label == "rows treated as independent"
        assert one.standard_error > 1.3 * other.standard_error


def test_the_same_seed_gives_the_same_to_the_bit() -> None:
    rows = patients_rows(np.random.default_rng(4), 200, 2)
    asked = Question((("sex",),), ("auprc", "auroc_gap"), replicates=64, seed=9)
    one, other = evaluate(rows, asked), evaluate(rows, asked)
    assert repr(one.scores) == repr(other.scores)
    assert repr(one.gaps) == repr(other.gaps)
    longer = [*appearances(50, 64, 9)]
    np.testing.assert_array_equal(longer[0][:, :5], next(appearances(50, 5, 9)))
    assert repr(evaluate(rows, replace(asked, seed=10)).scores) != repr(one.scores)


def test_many_patients_are_drawn_as_one_stream_of_numbers() -> None:
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence([9, 0])))
    whole = stream.integers(0, 2**64, 40_000 * 8, dtype=np.uint64).view("<u2").reshape(-1, 32)
    np.testing.assert_array_equal(next(appearances(40_000, 32, 9)), POISSON[whole])


def test_appearances_are_poisson() -> None:
    assert POISSON.mean() == 1.0
    assert POISSON.astype(float).var() == pytest.approx(1.0, abs=1e-3)
    assert (POISSON == 0).mean() == pytest.approx(np.exp(-1), abs=1e-4)


@pytest.mark.parametrize("n", [10, 37, 400])
def test_intervals_of_shares_are_those_of_statsmodels(n: int) -> None:
    share = np.arange(n + 1) / n
    for ours, method in ((wilson, "wilson"), (clopper_pearson, "beta")):
        theirs = proportion_confint(np.arange(n + 1), n, 0.05, method)
        found = ours(share, np.full(n + 1, float(n)), 0.95)
        np.testing.assert_allclose(found, np.clip(theirs, 0, 1), atol=1e-12)


def test_adjusted_p_is_that_of_statsmodels() -> None:
    p = np.random.default_rng(5).random(40) ** 2
    theirs = multipletests(p, method="fdr_bh")[1]
    np.testing.assert_allclose(benjamini_hochberg(p), theirs, atol=1e-15)


def test_one_row_per_patient_gives_wilson_itself() -> None:
    rows = patients_rows(np.random.default_rng(6), 600, 1)
    asked = Question(metrics=("tpr",), threshold=0.4, replicates=4000)
    found = evaluate(rows, asked).scores[0]
    n = int(rows.truth.sum())
    low, high = proportion_confint(round(found.value * n), n, 0.05, "wilson")
    assert found.interval.method == "Wilson"
    assert found.interval.low == pytest.approx(low, abs=0.003)
    assert found.interval.high == pytest.approx(high, abs=0.003)


def test_a_rate_of_one_has_an_exact_interval_by_patients() -> None:
    rows = patients_rows(np.random.default_rng(7), 60, 5)
    found = evaluate(rows, Question(metrics=("tpr",), threshold=0.0, replicates=100)).scores[0]
    assert found.value == 1.0
    low, _ = proportion_confint(*[found.support.n_pos_patients] * 2, 0.05, "beta")
    assert found.interval.method == "Clopper-Pearson"
    assert found.interval.low == pytest.approx(low, abs=1e-12)


def test_nothing_is_said_under_ten_patients_of_either_kind() -> None:
    rows = patients_rows(np.random.default_rng(8), 200, 1)
    truth = np.zeros(len(rows), dtype=np.uint8)
    truth[:9] = 1
    asked = Question(metrics=("auroc", "tpr", "fpr"), threshold=0.4, replicates=50)
    few = {each.metric: each for each in evaluate(replace(rows, truth=truth), asked).scores}
    assert few["auroc"].reason is Reason.TOO_FEW_POSITIVE_PATIENTS
    assert few["tpr"].reason is Reason.TOO_FEW_POSITIVE_PATIENTS
    assert np.isnan(few["tpr"].value)
    assert few["fpr"].reason is None
    none = evaluate(replace(rows, truth=np.zeros_like(truth)), asked).scores
    assert none[0].reason is Reason.NO_POSITIVES
    # Ten rows of one patient are not ten patients.
    truth[:40] = 1
    same = np.maximum(np.arange(len(rows)) - 39, 0).astype(np.int32)
    one = evaluate(replace(rows, truth=truth, patient=same), asked).scores
    assert one[0].reason is Reason.TOO_FEW_POSITIVE_PATIENTS


def many_groups(seed: int, groups: int = 24) -> Rows:
    rows = patients_rows(np.random.default_rng(seed), 2400, 2)
    code = (rows.patient % groups).astype(np.uint8)
    words = tuple(f"g{index}" for index in range(groups))
    return replace(rows, attributes={"group": Coded(code, words)})


def test_a_gap_of_equal_groups_is_within_its_null_and_a_true_one_is_not() -> None:
    asked = Question((("group",),), ("auroc_gap",), replicates=300)
    p = [evaluate(many_groups(seed), asked).gaps[0].null.p for seed in range(30)]
    assert np.mean(np.array(p) <= 0.05) <= 0.2
    assert np.mean(p) > 0.3
    rows = many_groups(1)
    score = np.where(rows.attributes["group"].codes == 3, 1 - rows.score, rows.score)
    found = evaluate(replace(rows, score=score.astype(np.float32)), asked).gaps[0]
    assert found.null.p < 0.01
    assert found.value > found.null.p95 > found.null.median > 0
    assert 0 < found.at_least < found.value
    assert found.worst == {"group": "g3"}


def test_simultaneous_intervals_are_wider_with_more_groups() -> None:
    found = evaluate(many_groups(2), Question((("group",),), ("auroc",), replicates=400))
    for each in found.scores:
        assert each.simultaneous.low < each.interval.low
        assert each.simultaneous.high > each.interval.high


def test_unknown_is_shown_but_is_no_side_of_a_gap() -> None:
    rows = patients_rows(np.random.default_rng(9), 1000, 1)
    found = evaluate(rows, Question((("sex",),), ("auroc", "auroc_gap"), replicates=20))
    assert {"sex": "unknown"} in [each.group for each in found.scores]
    assert found.gaps[0].reason is Reason.FEWER_THAN_TWO_GROUPS
    assert found.gaps[0].left_out == ({"sex": "unknown"},)


def test_a_threshold_chosen_on_the_test_set_is_said() -> None:
    rows = patients_rows(np.random.default_rng(10), 100, 1)
    asked = Question(metrics=("tpr",), threshold=0.4, replicates=0)
    assert TEST_SET not in evaluate(rows, asked).warnings
    chosen = replace(asked, threshold_source=ThresholdSource.TEST_SET)
    assert TEST_SET in evaluate(rows, chosen).warnings


def test_p_is_adjusted_within_its_named_family_only() -> None:
    names = ("auroc_gap", "tpr_gap", "fpr_gap")
    asked = Question(
        (("group",),), names, threshold=0.4, replicates=200, families={"rates": names[1:]}
    )
    gaps = {each.metric: each for each in evaluate(many_groups(3), asked).gaps}
    assert np.isnan(gaps["auroc_gap"].p_adjusted)
    expected = multipletests([gaps[name].null.p for name in names[1:]], method="fdr_bh")[1]
    np.testing.assert_allclose([gaps[name].p_adjusted for name in names[1:]], expected)
