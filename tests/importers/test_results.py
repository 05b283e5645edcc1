"""Published tables of others as evaluations: what is taken, what is left, and never a guess."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.domain.imported import Imported
from app.errors import AppError, Invalid
from app.importers.card_yaml import read_evaluation
from app.services.exchange.results import read_results

SAID = {"task": "chest X-ray", "label": "No Finding", "protocol": "trained-from-scratch",
        "model": "resnet", "dataset": "chexpert"}  # fmt: skip
MEDFAIR = (
    "methods,Test Overall AUC,Test auc-group_0,Test auc-group_1,Test EqOdd,Test worst_auc,"
    "Test fnr_at_thres-group_0,Test recall_at_thres-group_0,Test ECE-group_1\n"
    "baseline,0.9±0.001,0.91±0.002,0.88±0.003,0.99±0.01,0.88±0.0,0.2±0.1,0.8±0.1,0.02±0.0\n"
    "SAM,0.8±0.001,0.81±0.002,0.78±0.003,0.99±0.01,0.78±0.0,0.2±0.1,0.8±0.1,\n"
)
FAIRMEDFM: dict[str, Any] = {
    "fairmedfm_version": "0.4.1",
    "task": "cls",
    "metadata": {"n_samples": 90},
    "overall": {"auc": 0.9, "acc": 0.8, "auc@best_f1": 0.9, "tp": 20, "fn": 10, "tn": 50, "fp": 10},
    "attributes": {
        "sex": {
            "n": 90,
            "summary": {"auc-gap": 0.1},
            "overall": {"auc": 0.9},
            "groups": {
                "F": {"n": 40, "auc": 0.85, "tpr@best_f1": 0.5, "tp": 8, "fn": 7, "skipped": None},
                "M": {"n": 48, "auc": 0.95, "tpr@best_f1": 0.7, "tp": 12, "fn": 3, "skipped": None},
                "X": {"n": 2, "skipped": "only label 0"},
            },
        }
    },
    "warnings": ["sex=X: skipped"],
}
INDEX = """---
license: mit
model-index:
- name: my-net
  results:
  - task: {type: image-classification, name: Image Classification}
    dataset: {type: chexpert, name: CheXpert, split: test, args: {a: 1}}
    metrics:
    - {type: roc_auc, value: 0.91, name: Test AUROC}
    - {type: accuracy, value: 0.85}
    - {type: roc_auc, value: 0.86, name: AUROC (female)}
  - task: {type: image-classification}
    dataset: {type: mimic, name: MIMIC}
    metrics: [{type: accuracy, value: 81.5}]
---
# A model
"""


def read(name: str, text: str, part: str | None = None, **given: Any) -> Imported:
    return read_results({name: text.encode()}, None, part, SAID | given)


def values(found: Imported) -> dict[tuple[str, str], float]:
    rows = [*found.fields.get("overall", ()), *found.fields.get("results", ())]
    return {(row["metric"], *map(str, row["dims"].values())): row["value"] for row in rows}


def why_left(found: Imported) -> dict[str, str]:
    return {each.origin: each.why for each in found.left}


def test_a_table_of_medfair_gives_one_method_with_its_seeds() -> None:
    found = read("CXP-Sex.csv", MEDFAIR, "baseline")
    assert (found.format, found.problems, found.missing) == ("medfair_csv", (), ())
    assert found.parts == ("baseline", "SAM")
    assert values(found) == {
        ("auroc",): 0.9, ("auroc", "male"): 0.91, ("auroc", "female"): 0.88,
        ("tpr_at_0.5", "male"): 0.8, ("ece", "female"): 0.02,
    }  # fmt: skip
    card = read_evaluation(found.fields)
    assert {(each.sd, each.interval_kind) for each in card.scores} >= {(0.001, "seeds")}
    left = why_left(found)
    assert "gap" in left["Test EqOdd"]
    assert "one minus recall" in left["Test fnr_at_thres-group_0"]
    conflicts = {each.field: [side.value for side in each.sides] for each in found.conflicts}
    assert conflicts == {
        "dataset": ["CXP", "chexpert"], "model": ["baseline (MEDFAIR)", "resnet"],
    }  # fmt: skip
    assert card.dataset == "chexpert", "what a person says holds"
    assert card.publication_status == "repository", "shown apart until it is said to be a paper"
    said = read("CXP-Sex.csv", MEDFAIR, "baseline", publication_status="paper")
    assert read_evaluation(said.fields).publication_status == "paper"


def test_several_methods_need_a_choice_that_is_named() -> None:
    with pytest.raises(Invalid, match="choose one") as caught:
        read("CXP-Sex.csv", MEDFAIR)
    assert "baseline, SAM" in caught.value.problems[0].rule
    assert ("ece", "female") not in values(read("CXP-Sex.csv", MEDFAIR, "SAM")), "an empty cell"


def test_groups_that_the_file_does_not_name_are_asked_for() -> None:
    found = read("HAM10000-Age.csv", MEDFAIR, "baseline")
    assert values(found) == {("auroc",): 0.9}
    assert "which group of Age number 0" in found.problems[0].rule
    told = read("HAM10000-Age.csv", MEDFAIR, "baseline", groups={"0": "0-59", "1": "60+"})
    assert values(told)["auroc", "60+"] == 0.88


def test_mean_and_spread_of_the_runs_of_medfair() -> None:
    text = (
        ",Test Overall AUC,Test auc-group_0,Test auc-group_1\n"
        "mean,0.9,0.91,0.88\nstd,0.01,0.02,0.03\nci95_hi,0.92,0.93,0.9\nci95_lo,0.88,0.89,0.86\n"
    )
    found = read("baseline_ab12_test_pred_stat.csv", text, attribute="Sex")
    (overall,) = read_evaluation(found.fields).scores[:1]
    assert (overall.value, overall.sd, overall.ci_low, overall.ci_high) == (0.9, 0.01, 0.88, 0.92)
    assert overall.interval_kind == "seeds"
    assert values(found)["auroc", "female"] == 0.88


def test_fairmedfm_gives_groups_with_their_numbers() -> None:
    found = read("out.json", json.dumps(FAIRMEDFM))
    assert (found.format, found.problems, found.missing) == ("fairmedfm", (), ())
    assert values(found)["auroc", "female"] == 0.85
    women = next(each for each in read_evaluation(found.fields).scores if each.dims)
    assert (women.n, women.n_pos) == (40, 15)
    left = why_left(found)
    assert left["sex, X"] == "was skipped: only label 0"
    assert "gaps" in left["attributes.sex.summary"]
    table = "attribute,group,n,auc,acc,skipped\nsex,F,40,0.85,0.8,\nsex,M,48,0.95,0.9,\n"
    rows = values(read("groups.csv", table))
    assert rows == {
        ("auroc", "female"): 0.85, ("accuracy", "female"): 0.8,
        ("auroc", "male"): 0.95, ("accuracy", "male"): 0.9,
    }  # fmt: skip


def test_a_value_of_some_is_never_taken_as_everybodys() -> None:
    part = "my-net on CheXpert (test)"
    found = read("README.md", INDEX, part)
    assert found.parts == (part, "my-net on MIMIC")
    assert values(found) == {("auroc",): 0.91, ("accuracy",): 0.85}
    assert "say of whom" in why_left(found)["metrics[2]"]
    told = read("README.md", INDEX, part, groups={"AUROC (female)": "sex=female"})
    assert values(told)["auroc", "female"] == 0.86
    assert read("README.md", INDEX, "my-net on MIMIC").fields["scale"] == "percent"


def test_a_wide_table_of_ones_own() -> None:
    text = (
        "sex,age,n,n_pos,auroc,auroc_low,auroc_high,interval_kind\n,,100,40,0.9,0.85,0.94,patients\n"
        "F,,52,20,0.88,0.8,0.93,patients\n,60+,30,12,,,,\n"
    )
    found = read("t.csv", text, metric_definitions={"auroc": "Area under the ROC curve."})
    assert (found.problems, found.missing) == ((), ())
    everybody, women = read_evaluation(found.fields).scores
    assert (women.dims, women.n, women.ci_high) == ({"sex": "female"}, 52, 0.93)
    assert everybody.overall
    undefined = read("t.csv", text)
    assert any("metric_definitions" in each.field for each in undefined.problems)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", ""),
        ("t.csv", "a,b\n1,2\n"),
        ("t.csv", "sex,auroc\nfemale,0.9,0.8\n"),
        ("t.csv", "sex,auroc\n" + "female,1\n" * 300_000),
        ("t.csv", 'sex,auroc\n"female,0.9\n'),
        ("out.json", "[]"),
        ("out.json", '{"attributes": {}}'),
        ("out.json", '{"overall": {"auc": NaN}, "attributes": {}}'),
        ("out.json", "[" * 50_000),
        ("README.md", "# nothing"),
        ("README.md", "---\nmodel-index: 5\n---\n"),
        ("README.md", "---\nmodel-index:\n- name: x\n  results: {}\n---\n"),
        ("README.md", "---\na: &a [*a]\n---\n"),
        ("metrics.pkl", "\x80\x04K\x01."),
    ],
)
def test_hostile_files_are_refused_with_the_place(name: str, text: str) -> None:
    with pytest.raises(AppError) as caught:
        read_results({name: text.encode("latin-1")}, None, None, SAID)
    assert 400 <= caught.value.status < 500
    assert caught.value.problems


@pytest.mark.parametrize(
    "value", ["inf", "nan", "1e999x", "0x1f", "--1", "0.9 ± much", "\u0660\u066b\u0669"]
)
def test_what_is_no_number_is_a_problem_with_its_place(value: str) -> None:
    found = read("t.csv", f"sex,auroc\nfemale,{value}\nmale,0.9\n")
    assert [each.field for each in found.problems] == ["line 2, auroc"]
    assert values(found) == {("auroc", "male"): 0.9}


def test_a_group_printed_twice_is_a_problem() -> None:
    found = read("t.csv", "sex,auroc\nF,0.8\nfemale,0.9\n")
    assert "repeats" in found.problems[0].rule


def test_the_command_writes_a_card_and_says_what_it_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "CXP-Sex.csv").write_text(MEDFAIR)
    out = tmp_path / "card.json"
    said = [f"{name}={text}" for name, text in SAID.items()]
    command = ["results", str(tmp_path / "CXP-Sex.csv"), "--part", "SAM", "--out", str(out)]
    assert main([*command, *(word for each in said for word in ("--given", each))]) == 0
    assert "left: Test EqOdd: is a gap" in capsys.readouterr().out
    card = read_evaluation(json.loads(out.read_text()))
    assert {each.value for each in card.scores if each.metric == "auroc"} == {0.8, 0.81, 0.78}
    assert main([*command[:2], "--out", str(out)]) == 2
    assert "choose one" in capsys.readouterr().err
    assert main([*command, "--given", "nobody=1"]) == 2


@pytest.mark.parametrize(("scale", "value", "bad"), [("fraction", 88, True), ("percent", 88, False),
                                                     ("fraction", 0.88, False),
                                                     ("percent", 188, True)])  # fmt: skip
def test_a_share_outside_of_its_scale_is_refused_with_its_place(
    scale: str, value: float, bad: bool
) -> None:
    card = {
        "slug": "a", "model": "m", "dataset": "d", "task": "t", "label": "l", "protocol": "p",
        "scale": scale, "metric_definitions": {"auroc": "Area under the curve.", "bce": "Loss."},
        "overall": [{"dims": {}, "metric": "bce", "value": 400, "source": "s1"}],
        "results": [{"dims": {"sex": "female"}, "metric": "auroc", "value": value, "source": "s1"}],
        "sources": [{"id": "s1", "citation": "A paper, 2020"}],
    }  # fmt: skip
    if not bad:
        assert read_evaluation(json.dumps(card)).scores
        return
    with pytest.raises(Invalid) as refused:
        read_evaluation(json.dumps(card))
    assert [each.field for each in refused.value.problems] == ["results[0].value"]
