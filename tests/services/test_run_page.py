"""What a page says of a run: numbers of the engine, arranged; what is hidden stays hidden."""

from dataclasses import replace
from itertools import pairwise
from math import isclose
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from app.domain.reason import Reason
from app.domain.run import RunFile
from app.errors import Invalid
from app.importers.run_json import read_run
from app.services.results.run_curves import calibration, curves_shown, step_shown, steps
from app.services.results.run_question import run_question, scores_of
from app.services.results.run_values import heatmap, run_panels, value_text
from app.services.results.run_words import finding_of_run
from app.services.runs.answers import RunAnswer
from app.services.runs.coarse import decimals
from app.services.runs.compute import compute
from app.services.runs.place import Place
from app.services.runs.told import Upload, answer
from app.stats.performance_registry import GAP_METRICS
from tests.support import runs as made

TABLE = made.predictions(patients=900)


def computed(table: pa.Table, folder: Path, floor: int = 11, **more: Any) -> RunAnswer:
    """Compute an upload as the worker does, without a database."""
    about = read_run(made.ABOUT | more)
    place, content = Place(str(folder)), made.packed(table)
    file = RunFile(0, made.sha256(content), len(content))
    place.put(file, content)
    found = compute(about, place, [file], floor, lambda _share, _words: None)
    return answer(about, Upload("r1", "Ana", "2026-01-01", "2026-01-02"), [file], found, floor)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunAnswer:
    return computed(TABLE, tmp_path_factory.mktemp("run"))


def sexes(run: RunAnswer) -> tuple[str, str]:
    """Return the sex whose counts are printed, and the one that is hidden with the unknown."""
    shown = {c.group["sex"]: c.positives is not None for c in run.curves if "sex" in c.group}
    assert sorted(shown.values()) == [False, True]
    return max(shown, key=lambda sex: shown[sex]), min(shown, key=lambda sex: shown[sex])


def of(sex: str) -> tuple[np.ndarray, np.ndarray]:
    here = TABLE.column("sex").to_numpy(zero_copy_only=False) == sex
    return TABLE.column("score").to_numpy()[here], TABLE.column("truth").to_numpy()[here]


def test_every_rate_is_that_of_the_rows(run: RunAnswer) -> None:
    curves = curves_shown(run, run_question(run, {}))
    sex, _hidden = sexes(run)
    at = [curve.group for curve in curves].index({"sex": sex})
    score, truth = of(sex)
    exact = 0
    for step in steps(run, curves):
        yes = score >= np.float32(step.threshold)
        for rate, true in ((step.groups[at].found, yes[truth == 1].mean()),
                           (step.groups[at].flagged, yes[truth == 0].mean())):  # fmt: skip
            assert rate.low - 1e-12 <= true <= rate.high + 1e-12
            exact += rate.low == rate.high
    assert exact >= 2 * (len(curves[at].start) - 1)


def test_the_threshold_of_the_run_is_chosen_and_gives_its_rates(run: RunAnswer) -> None:
    question = run_question(run, {})
    curves = curves_shown(run, question)
    found = steps(run, curves)
    step = found[step_shown(run, found, None)]
    assert isclose(step.threshold, 0.5)
    assert len({curve.decimals for curve in curves}) == 2
    for curve, each in zip(curves, step.groups, strict=True):
        for metric, rate in (("tpr", each.found), ("fpr", each.flagged)):
            (score,) = [s for s in scores_of(run, question, metric, *curve.group)
                        if s.group == curve.group]  # fmt: skip
            half = 0.5 * 10.0**-curve.decimals if curve.decimals else 1e-12
            assert rate.low == rate.high == pytest.approx(score.value, abs=half)


def test_calibration_is_of_the_rows_in_parts_of_about_the_same_size(run: RunAnswer) -> None:
    sex, _hidden = sexes(run)
    (curve,) = [each for each in run.curves if each.group == {"sex": sex}]
    parts = calibration(curve)
    score, truth = of(sex)
    assert 3 <= len(parts) <= 10
    assert sum(part.n for part in parts) == len(score)
    assert all(one.high == other.low for one, other in pairwise(parts))
    for part in parts:
        here = (score >= np.float32(part.low)) & (
            (score < np.float32(part.high)) | (part.high == 1)
        )
        assert part.n == here.sum()
        assert part.observed == truth[here].mean()
        assert part.mean == pytest.approx(score[here].mean(dtype=np.float64))


def test_a_hidden_count_is_not_given_back_by_a_rate(run: RunAnswer) -> None:
    """One sex is hidden with the three people whose sex is not known: its rates fit any number."""
    _shown, sex = sexes(run)
    (curve,) = [each for each in run.curves if each.group == {"sex": sex}]
    assert (curve.negatives, curve.positives, curve.mean_score) == (None, None, None)
    assert calibration(curve) == []
    shown = [*curve.true_positive_rate, *curve.false_positive_rate]
    step = 10.0 ** -(curve.decimals or 9)
    for q in range(120, 400):
        assert all(abs(round(rate * q) / q - rate) <= step / 2 for rate in shown)


@pytest.mark.parametrize("cases", [10, 99, 100, 660, 4321])
def test_so_few_decimals_fit_every_number_of_cases(cases: int) -> None:
    step = 10.0 ** -decimals(cases)
    for q in range(cases, 2 * cases):
        for shown in np.arange(0, 1 + step / 2, step):
            assert abs(round(shown * q) / q - shown) <= step / 2 + 1e-12


def test_what_everybody_in_a_small_group_has_is_not_said(tmp_path: Path) -> None:
    table = made.predictions()
    truth = table.column("truth").to_numpy().copy()
    truth[table.column("sex").is_null().to_numpy()] = 1
    run = computed(table.set_column(2, "truth", pa.array(truth)), tmp_path)
    reasons = {each.reason for each in run.scores if each.group.get("sex") == "unknown"}
    assert not reasons & {Reason.NO_NEGATIVES, Reason.NO_POSITIVES}
    assert Reason.TOO_SMALL_TO_PRINT in reasons


@pytest.mark.parametrize("floor", [11, 60, 250])
def test_no_gap_has_an_end_whose_value_is_withheld(floor: int, tmp_path: Path) -> None:
    run = computed(TABLE, tmp_path, floor)
    values = {(frozenset(s.group.items()), s.metric): s.value for s in run.scores}
    ends = [
        values[frozenset(group.items()), "fpr" if name == "tnr" else name]
        for gap in run.gaps
        for group in gap.groups
        for name in GAP_METRICS[gap.metric].of
        if gap.value is not None
    ]
    assert ends
    assert None not in ends, "the gap and the other end would tell it"
    withheld = [s for s in run.scores if s.reason == Reason.TOO_SMALL_TO_PRINT]
    assert withheld or floor == 11


def test_the_kinds_of_equalised_odds_are_told_apart(run: RunAnswer) -> None:
    found = {g.metric: g.value for g in run.gaps if list(g.attributes) == ["age"]}
    tpr, fpr = found["tpr_gap"], found["fpr_gap"]
    assert found["equalised_odds_fairlearn"] == max(tpr, fpr)
    assert isclose(found["equalised_odds_mean"], (tpr + fpr) / 2)
    assert found["equalised_odds_melody"] <= found["equalised_odds_mean"] + 1e-12
    aurocs = scores_of(run, run_question(run, {}), "auroc", "age")
    known = [s.value for s in aurocs if s.value is not None and s.group["age"] != "unknown"]
    assert found["worst_auroc"] == min(known)


def test_the_finding_has_the_numbers_of_the_answer(run: RunAnswer) -> None:
    question = run_question(run, {})
    said = finding_of_run({"model": "M", "dataset": "D"}, run, question)
    values = {each.group["sex"]: each.value for each in scores_of(run, question, "auroc", "sex")}
    shown, hidden = sexes(run)
    written = {shown: f"{values[shown]:.3f} ({shown})", hidden: f"{values[hidden]:.2f} ({hidden})"}
    assert f"{written['female']} and {written['male']}" in said.sentence
    (gap,) = [g for g in run.gaps if g.metric == "auroc_gap" and list(g.attributes) == ["sex"]]
    assert f"{gap.value} apart" in said.sentence
    assert f"less than {gap.null_p95:.3f}" in said.sentence
    (other,) = [g for g in run.gaps if g.metric == "auroc_gap" and list(g.attributes) == ["age"]]
    assert f"By age the groups are up to {value_text(other.value, other.decimals)} apart." in (
        said.sentence
    ), "who reads of one attribute learns of the others"
    (unknown,) = [s for s in run.scores if (s.metric, s.group) == ("auroc", {"sex": "unknown"})]
    assert f"sex not known ({Reason(unknown.reason or '').sentence})" in said.unknown
    assert "skin tone" in said.unknown
    assert "publish" not in f"{said.sentence} {said.unknown} {said.permanent}"


def test_a_crossed_group_has_a_value_or_the_reason_why_not(run: RunAnswer) -> None:
    found = heatmap(run, run_question(run, {"cross": "sex,age"}))
    assert found is not None
    assert found.grid.rows[-1] == "sex not known"
    cells = [each for row in found.grid.cells for each in row if each is not None]
    assert {each.level is None for each in cells} == {True, False}
    assert all((each.level is None) == bool(each.reason) for each in cells)
    # The ends of the shades are written in no more decimals than the cells are.
    assert {found.low, found.high} <= {each.text for each in cells}


def test_every_group_stands_in_every_picture(run: RunAnswer) -> None:
    panels = run_panels(run, run_question(run, {}))
    assert {panel.metric for panel in panels} >= {"auroc", "tpr", "fpr", "calibration_slope"}
    for panel in panels:
        assert [dot.group for dot in panel.dots] == [
            "whole test set", "female", "male", "sex not known"
        ]  # fmt: skip
        assert panel.dots[-1].value is None
        assert panel.dots[-1].beside


def test_a_size_is_of_cases_and_of_how_many_patients(tmp_path: Path) -> None:
    of_patients = computed(made.predictions(patients=300), tmp_path)
    whole = run_panels(of_patients, run_question(of_patients, {}))[0].dots[0]
    (own,) = scores_of(of_patients, run_question(of_patients, {}), "auroc")
    assert own.n
    assert own.n_patients
    assert own.n > own.n_patients
    words = f"{own.n} cases of {own.n_patients} patients, {own.n_pos} cases with the finding"
    assert whole.beside == words
    assert whole.over == "95\u00a0% interval over patients"


def test_a_value_of_the_site_stands_after_ours_and_is_called_its_own(tmp_path: Path) -> None:
    value = {"metric": "auroc", "group": {"sex": "female"}, "value": 0.78, "standard_error": 0.01}
    run = computed(made.counted(), tmp_path, **made.COUNTS, reported=[value])
    question = run_question(run, {})
    panel = next(each for each in run_panels(run, question) if each.metric == "auroc")
    at = [dot.group for dot in panel.dots].index("female")
    own = panel.dots[at + 1]
    assert (own.group, own.text) == ("female: the site’s own", "0.78")
    assert own.over == "95\u00a0% interval by the site’s own standard error"
    said = finding_of_run({"model": "M", "dataset": "D"}, run, question)
    assert "0.78 " not in said.sentence
    assert "not seen here" in said.unknown


def test_a_choice_that_there_is_not_is_refused_with_those_there_are(run: RunAnswer) -> None:
    with pytest.raises(Invalid) as error:
        run_question(run, {"by": "shoe size"})
    assert "sex, age" in str(error.value.problems[0])
    assert run_question(replace(run, scores=()), {}).by == ""


@pytest.mark.parametrize(
    ("figure", "said_as", "better"), [("dice", "Dice", "higher"), ("hd95", "Hausdorff", "lower")]
)
def test_what_is_no_yes_or_no_has_no_number_of_positives(
    tmp_path: Path, figure: str, said_as: str, better: str
) -> None:
    table = TABLE.drop_columns(["truth"])
    run = computed(table, tmp_path, outcome=figure, threshold=None)
    assert {each.metric for each in run.scores} == {figure}
    assert run.measures[0].direction == better
    assert {each.n_pos for each in run.scores} == {None}
    said = finding_of_run({"model": "M", "dataset": "D"}, run, run_question(run, {}))
    assert said.sentence.startswith(said_as)
    assert curves_shown(run, run_question(run, {})) == []


def test_of_many_groups_the_two_farthest_are_said(tmp_path: Path) -> None:
    sites = pa.array([f"site {index % 9}" for index in range(len(TABLE))])
    table = TABLE.drop_columns(["sex", "age"]).append_column("site", sites)
    run = computed(table, tmp_path, attributes=["site"])
    question = run_question(run, {})
    values = {s.group["site"]: s.value or 0 for s in scores_of(run, question, "auroc", "site")}
    said = finding_of_run({"model": "M", "dataset": "D"}, run, question).sentence
    low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
    assert f"from {values[low]:.3f} ({low}) to {values[high]:.3f} ({high})" in said
    assert sum(name in said for name in values) == 2


def test_weighted_cases_weigh_in_rates_and_calibration(tmp_path: Path) -> None:
    weight = np.where(np.arange(len(TABLE)) % 2, 3.0, 0.5)
    run = computed(TABLE.append_column("weight", pa.array(weight)), tmp_path)
    question = run_question(run, {})
    for curve in curves_shown(run, question):
        at = curve.start.index(0.5)
        (tpr,) = [
            s for s in scores_of(run, question, "tpr", *curve.group) if s.group == curve.group
        ]
        half = 0.5 * 10.0**-curve.decimals if curve.decimals else 1e-12
        assert curve.true_positive_rate[at] == pytest.approx(tpr.value, abs=half)
