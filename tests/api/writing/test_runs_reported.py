"""A site that sends counts alone says values of its own; they are shown as its own, guarded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import runs as made
from tests.support.writers import House, Writer, house

WOMEN, UNKNOWN = {"sex": "female"}, {"sex": "unknown"}


@pytest.fixture
def home(prepared_sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    with house(prepared_sqlite_url, runs_url=str(tmp_path / "runs")) as opened:
        yield opened


def own(value: float, **more: Any) -> dict[str, Any]:
    return {"metric": "auroc", "value": value, **more}


def told(run: dict[str, Any], metric: str, group: dict[str, str]) -> dict[str, Any]:
    (found,) = [s for s in run["reported"] if (s["metric"], s["group"]) == (metric, group)]
    return dict(found)


def published(home: House, ana: Writer, rosa: Writer, *values: dict[str, Any]) -> dict[str, Any]:
    made.sent(ana, made.counted(), **made.COUNTS, reported=list(values))
    made.work(home)
    return dict(made.out(home, ana, rosa)["run"])


def test_values_of_a_site_are_shown_as_its_own(home: House, ana: Writer, rosa: Writer) -> None:
    women = own(0.78123456, standard_error=0.0123456, group=WOMEN)
    run = published(home, ana, rosa, women, own(0.8), own(0.9, metric="tpr", group={}))
    shown = told(run, "auroc", WOMEN)
    assert (shown["kind"], shown["value"], shown["standard_error"]) == ("site", 0.78, 0.012)
    assert (shown["low"], shown["high"]) == (0.76, 0.81)
    assert told(run, "auroc", {})["low"] is None
    assert told(run, "tpr", {})["value"] == 0.9
    assert {each["kind"] for each in run["scores"]} == {"rows"}
    (ours,) = [s for s in run["scores"] if (s["metric"], s["group"]) == ("auroc", WOMEN)]
    assert ours["value"] != shown["value"]
    lines = home.get("/evaluations/my-run/run.csv").text.splitlines()
    assert sum(",site," in line for line in lines) == 3
    card = home.get("/evaluations/my-run").json()
    assert {each["interval_kind"] for each in card["scores"]} <= {"rows", "unstated"}


def test_a_value_tells_nothing_of_a_small_group(home: House, ana: Writer, rosa: Writer) -> None:
    few = [own(0.75, metric=name, standard_error=0.1, group=UNKNOWN) for name in ("auroc", "tpr")]
    run = published(home, ana, rosa, *few, own(2 / 3, metric="fpr", group=WOMEN))
    for metric in ("auroc", "tpr"):
        shown = told(run, metric, UNKNOWN)
        assert (shown["reason"], shown["hidden"]) == ("too_small_to_print", True)
        for name in ("value", "low", "high", "standard_error", "n_pos"):
            assert shown[name] is None
    assert told(run, "fpr", WOMEN)["value"] == 0.67, "many decimals tell how many cases there are"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ([own(1.2)], "reported[0].value"),
        ([{"metric": "auroc"}], "reported[0].value"),
        ([own(0.8), own(0.8, metric="auroch")], "reported[1].metric"),
        ([own(0.8, metric="auroc_gap")], "reported[0].metric"),
        ([own(0.8, standard_error=-1)], "reported[0].standard_error"),
        ([own(0.8, group={"age": "0-39"})], "reported[0].group.age"),
        ([own(0.8, group={"sex": 1})], "reported[0].group.sex"),
        ([own(0.8, group=WOMEN), own(0.7, group=WOMEN)], "reported[1]"),
        ([own(0.8)] * 2001, "reported"),
        ({"auroc": 0.8}, "reported"),
    ],
)
def test_what_is_wrong_with_a_value_is_told(ana: Writer, values: Any, field: str) -> None:
    answer = ana.post("/evaluations/runs", made.ABOUT | made.COUNTS | {"reported": values})
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["problems"]] == [field]


def test_of_rows_nothing_is_reported_and_of_a_rate_the_threshold_must_be_known(ana: Writer) -> None:
    answer = ana.post("/evaluations/runs", made.ABOUT | {"reported": [own(0.8)]})
    assert [each["field"] for each in answer.json()["problems"]] == ["reported"]
    rate = {"reported": [own(0.8, metric="tpr")], "threshold": None}
    answer = ana.post("/evaluations/runs", made.ABOUT | made.COUNTS | rate)
    assert [each["field"] for each in answer.json()["problems"]] == ["threshold"]


def test_a_group_that_is_not_counted_has_no_value(home: House, ana: Writer) -> None:
    typo = own(0.8, group={"sex": "femal"})
    run_id = made.sent(ana, made.counted(), **made.COUNTS, reported=[own(0.8), typo])
    made.work(home)
    upload = made.upload(ana, run_id)
    assert upload["state"] == "refused"
    assert [each["field"] for each in upload["problems"]] == ["reported[1].group"]
