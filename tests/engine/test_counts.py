"""Mergeable counts: they add up in any order, and the exact value lies within their bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.reason import Reason
from app.domain.rows import Outcome, Rows
from app.domain.scores import IntervalKind, SiteValue
from app.engine import Question, edges, evaluate
from app.engine.cells import bin_in_order, bin_of
from app.engine.counts import ScoreCounts, count, from_table, merge, to_table
from app.engine.evaluate_counts import evaluate_counts
from app.engine.protect import protected
from app.engine.ranked import by_score
from app.errors import Conflict, Invalid
from tests.engine.made import any_rows, patients_rows

ATTRIBUTES = ("age", "sex")
METRICS = ("auroc", "auprc", "tpr", "fpr", "ppv", "brier", "ece", "ece_debiased", "auroc_gap")
QUESTION = Question((("sex",), ATTRIBUTES), METRICS, threshold=0.3, replicates=0)


def same(one: ScoreCounts, other: ScoreCounts) -> None:
    assert one.words == other.words
    np.testing.assert_array_equal(one.n, other.n)
    np.testing.assert_array_equal(one.starts, other.starts)
    np.testing.assert_allclose(one.weight, other.weight, rtol=1e-12)
    if one.score_sum is not None:
        np.testing.assert_allclose(one.score_sum, other.score_sum, rtol=1e-12)


def made(seed: int = 3, patients: int = 3000) -> Rows:
    return patients_rows(np.random.default_rng(seed), patients, 2)


@given(seed=st.integers(0, 10_000), bins=st.integers(1, 40))
@settings(max_examples=60)
def test_the_exact_value_lies_within_the_bounds(seed: int, bins: int) -> None:
    rows = any_rows(np.random.default_rng(seed))
    at = edges(rows.score, threshold=0.3, bins=bins)
    found = evaluate_counts(count(rows, ATTRIBUTES, at), QUESTION)
    exact = {(each.metric, str(each.group)): each.value for each in unguarded(rows)}
    for each in found.scores:
        value = exact[each.metric, str(each.group)]
        if each.bounds is not None and not np.isnan(value):
            assert each.bounds[0] - 1e-9 <= value <= each.bounds[1] + 1e-9, each


def unguarded(rows: Rows) -> tuple:
    """Exact values, with every row its own patient so that the same groups are guarded."""
    alone = replace(rows, patient=np.arange(len(rows), dtype=np.int32))
    return evaluate(alone, QUESTION).scores


def test_rates_and_calibration_are_exact_where_edges_are_there() -> None:
    rows = made()
    found = evaluate_counts(count(rows, ATTRIBUTES, edges(rows.score, threshold=0.3)), QUESTION)
    exact = evaluate(rows, QUESTION)
    for ours, theirs in zip(found.scores, exact.scores, strict=True):
        if ours.metric not in {"auroc", "auprc"}:
            assert ours.value == pytest.approx(theirs.value, abs=1e-12)
        assert ours.interval is None or ours.interval.kind is IntervalKind.ROWS


def test_rates_have_the_interval_of_independent_rows() -> None:
    rows = replace(made(), weight=None)
    at = edges(rows.score, threshold=0.3)
    asked = replace(QUESTION, metrics=("tpr",))
    for each in evaluate_counts(count(rows, ATTRIBUTES, at), asked).scores:
        own = each.interval
        assert (own is None) == np.isnan(each.value)
        if own and 0 < each.value < 1:
            n, z = each.support.n_pos, 1.959963984540054
            half = (
                z / (1 + z**2 / n) * np.sqrt(each.value * (1 - each.value) / n + (z / 2 / n) ** 2)
            )
            assert own.high - own.low == pytest.approx(2 * half)
    weighted = replace(rows, weight=np.linspace(0.5, 2, len(rows)))
    found = evaluate_counts(count(weighted, ATTRIBUTES, at), asked).scores
    assert {each.interval for each in found} == {None}, "weights are no number of cases"


def test_only_patients_that_there_must_be_count_as_enough() -> None:
    """Sixty rows may be of six patients where a patient has ten: then nothing is said."""
    rows = made(patients=30)
    counts = count(rows, (), edges(rows.score, threshold=0.3))
    asked = replace(QUESTION, groupings=(), metrics=("auroc",))
    reasons = [evaluate_counts(counts, asked, (), most).scores[0].reason for most in (1, 10)]
    assert reasons[0] is None
    assert reasons[1] in {Reason.TOO_FEW_POSITIVE_PATIENTS, Reason.TOO_FEW_NEGATIVE_PATIENTS}


@given(seed=st.integers(0, 1000), cut=st.integers(0, 400))
@settings(max_examples=30)
def test_parts_add_up_to_the_whole_in_any_order(seed: int, cut: int) -> None:
    rows = any_rows(np.random.default_rng(seed))
    at = edges(rows.score, bins=16)
    parts = [count(rows.at(slice(0, cut)), ATTRIBUTES, at)]
    parts.append(count(rows.at(slice(cut, None)), ATTRIBUTES, at))
    whole = count(rows, ATTRIBUTES, at)
    same(merge(parts[0], parts[1]), whole)
    same(merge(parts[1], parts[0]), whole)


def test_counts_of_other_edges_do_not_add_up() -> None:
    rows = made()
    with pytest.raises(Conflict, match="do not add up"):
        merge(
            count(rows, ATTRIBUTES, edges(rows.score, bins=8)),
            count(rows, ATTRIBUTES, edges(rows.score, bins=9)),
        )


def test_a_table_gives_back_the_counts() -> None:
    rows = made()
    counts = count(rows, ATTRIBUTES, edges(rows.score))
    same(from_table(to_table(counts), ATTRIBUTES, counts.edges), counts)


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [("truth", [2], "truth, row 1"), ("bin", [99], "bin, row 1"), ("n", [-1], "n, row 1")],
)
def test_counts_out_of_range_are_refused(name: str, values: list[int], said: str) -> None:
    columns = {"sex": ["F"], "truth": [1], "bin": [0], "n": [5]} | {name: values}
    with pytest.raises(Invalid) as caught:
        from_table(pa.table(columns), ("sex",), edges(np.array([0.1, 0.9], dtype=np.float32)))
    assert caught.value.problems[0].field == said


@pytest.mark.parametrize("patients", [60, 400, 3000])
def test_no_small_cell_shows_and_the_threshold_is_kept(patients: int) -> None:
    rows = made(patients=patients)
    counts = count(rows, ATTRIBUTES, edges(rows.score, threshold=0.3))
    shown = protected(counts, threshold=0.3)
    assert shown.score_square is None
    assert shown.score_sum is not None
    assert ((shown.score_sum > 0) <= (shown.n >= 11)).all()
    assert not ((shown.n > 0) & (shown.n < 11)).any()
    found = evaluate_counts(shown, QUESTION)
    exact = {(each.metric, str(each.group)): each.value for each in evaluate(rows, QUESTION).scores}
    cut = np.searchsorted(shown.edges, np.float32(0.3))
    kept = {str(dict(zip(ATTRIBUTES, word, strict=True))): begun[cut]
            for word, begun in zip(shown.words, shown.starts, strict=True)}  # fmt: skip
    for each in found.scores:
        value = exact[each.metric, str(each.group)]
        if kept.get(str(each.group)) and each.metric in {"tpr", "fpr"} and not np.isnan(value):
            assert each.value == pytest.approx(value, abs=1e-12)
        if len(each.group) == 2 and each.bounds and not np.isnan(value):
            assert each.bounds[0] - 1e-9 <= value <= each.bounds[1] + 1e-9


def test_no_gap_lies_between_values_that_counts_leave_open() -> None:
    rows = made(patients=400)
    counts = protected(count(rows, ("ethnicity",), edges(rows.score, bins=2)), threshold=None)
    asked = replace(QUESTION, groupings=(("ethnicity",),), metrics=("auroc", "auroc_gap"))
    found = evaluate_counts(counts, asked)
    assert {each.reason for each in found.scores} == {Reason.NOT_FROM_COUNTS}
    assert all(np.isnan(each.value) and each.reason for each in found.gaps)
    fine = evaluate_counts(count(rows, ("ethnicity",), edges(rows.score)), asked)
    assert not any(np.isnan(each.value) for each in fine.gaps)


def test_wide_bounds_leave_no_value() -> None:
    rows = made(patients=400)
    found = evaluate_counts(protected(count(rows, (), edges(rows.score, bins=2)), threshold=None),
                            replace(QUESTION, groupings=(), metrics=("auroc",)))  # fmt: skip
    assert np.isnan(found.scores[0].value)
    assert found.scores[0].reason is Reason.NOT_FROM_COUNTS
    low, high = found.scores[0].bounds or (1, 0)
    assert high - low > 0.05


def test_what_a_site_reports_is_labelled_as_its_own() -> None:
    rows = made()
    told = [SiteValue({"sex": "sex0"}, "auroc", 0.8, 0.01), SiteValue({}, "auroc", 0.81)]
    counts = count(rows, ATTRIBUTES, edges(rows.score))
    found = evaluate_counts(counts, replace(QUESTION, threshold=None), told)
    assert [each.value for each in found.reported] == [0.8, 0.81]
    assert found.reported[0].interval is not None
    assert found.reported[0].interval.kind is IntervalKind.SITE
    assert found.reported[1].interval is None
    high = evaluate_counts(counts, QUESTION, [SiteValue({}, "tpr", 0.99, 0.02)]).reported[0]
    assert high.interval is not None
    assert high.interval.high == 1
    with pytest.raises(Invalid, match="reported values"):
        evaluate_counts(counts, replace(QUESTION, threshold=None), [SiteValue({}, "tpr", np.nan)])


@given(seed=st.integers(0, 1000), bins=st.integers(1, 50))
@settings(max_examples=40)
def test_every_way_of_binning_finds_the_same_bins(seed: int, bins: int) -> None:
    rows = any_rows(np.random.default_rng(seed))
    at = edges(rows.score, threshold=0.7, bins=bins)
    found = bin_of(rows.score, at)
    np.testing.assert_array_equal(found, bin_in_order(rows.score, by_score(rows.score), at))
    assert (at[found] <= rows.score).all()
    assert (rows.score < at[found + 1]).all()
    assert (np.diff(at) > 0).all()
    assert np.float32(0.7) in at


def test_other_outcomes_are_not_counted() -> None:
    rows = replace(made(), outcome=Outcome.ORDINAL)
    with pytest.raises(Invalid, match="cannot be counted"):
        count(rows, (), edges(rows.score))
