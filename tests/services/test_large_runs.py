"""Runs of more rows than fit into memory: reduced to counts, with values that have bounds."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from app.domain.access import Role
from app.engine import Question, evaluate
from app.engine.read import Columns, rows_from
from tests.support import runs as made
from tests.support.writers import House, house


@pytest.mark.parametrize("store", ["{}/runs", "memory://large-runs"])
def test_the_exact_values_lie_within_the_bounds(store: str, tmp_path: Path) -> None:
    table = made.predictions(1500)
    url = f"sqlite:///{tmp_path / 'fairatlas.db'}"
    with house(url, runs_url=store.format(tmp_path), rows_in_memory=1000) as home:
        ana, rosa = home.writer("ana"), home.writer("rosa", Role.REVIEWER)
        made.sent(ana, table.slice(0, 1400), table.slice(1400))
        made.work(home)
        run = made.out(home, ana, rosa)["run"]
    assert "more rows than fit into memory" in run["warnings"][0]
    asked = Question((("sex",),), threshold=0.5, replicates=0)
    exact = {
        (each.metric, each.group.get("sex")): each.value
        for each in evaluate(rows_from(table, Columns(attributes=("sex", "age"))), asked).scores
    }
    found = [each for each in run["scores"] if set(each["group"]) <= {"sex"}]
    bounded = [each for each in found if each["bound_low"] is not None]
    assert {each["metric"] for each in bounded} >= {"auroc", "tpr", "brier"}
    for each in bounded:
        value = exact[each["metric"], each["group"].get("sex")]
        near = 1e-9 if each["decimals"] is None else 0.5 * 10 ** -each["decimals"]
        assert each["bound_low"] - near <= value <= each["bound_high"] + near, each
    assert all(each["n"] is None or each["n"] > 10 for each in run["scores"])


def test_wrong_rows_are_told_as_of_any_run(tmp_path: Path) -> None:
    table = made.predictions(600)
    twice = table.slice(0, 1)
    url = f"sqlite:///{tmp_path / 'fairatlas.db'}"
    with house(url, runs_url=str(tmp_path / "runs"), rows_in_memory=1000) as home:
        ana = home.writer("ana")
        run_id = made.sent(ana, table, twice)
        made.work(home)
        told = made.upload(ana, run_id)
    assert told["state"] == "refused"
    assert [(each["field"], each["value"]) for each in told["problems"]] == [("sample", "s0")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two runs of three images a patient: of one the rows fit into memory, of the other not."""
    folder = tmp_path_factory.mktemp("large")
    url = f"sqlite:///{folder / 'fairatlas.db'}"
    with house(url, with_pages=True, runs_url=str(folder / "runs"), rows_in_memory=2000) as opened:
        ana, rosa = opened.writer("ana"), opened.writer("rosa", Role.REVIEWER)
        made.sent(ana, made.predictions(800, images=3), slug="large")
        made.sent(ana, made.predictions(600, images=3), slug="small")
        made.work(opened)
        for slug in ("large", "small"):
            made.out(opened, ana, rosa, slug)
        yield opened


def test_rows_treated_as_independent_are_called_so_wherever_they_are_shown(home: House) -> None:
    run = home.get("/evaluations/large/run").json()["run"]
    assert run["interval_kind"] == "rows"
    assert {each["kind"] for each in (*run["scores"], *run["gaps"])} == {"rows"}
    assert any("treated as independent" in each for each in run["warnings"])
    with_interval = {each["metric"] for each in run["scores"] if each["low"] is not None}
    assert {"auroc", "tpr", "fpr"} <= with_interval
    table = csv.DictReader(home.get("/evaluations/large/run.csv").text.splitlines())
    assert {each["kind"] for each in table} == {"rows"}
    card = home.get("/evaluations/large").json()
    told = [each for each in card["scores"] if each["ci_low"] is not None]
    assert told
    assert {each["interval_kind"] for each in told} == {"rows"}


def test_of_how_many_patients_they_are_is_not_told(home: House) -> None:
    large, small = (
        home.get(f"/evaluations/{slug}/run").json()["run"] for slug in ("large", "small")
    )
    assert {each["n_patients"] for each in large["scores"]} == {None}
    (whole,) = {each["n_patients"] for each in small["scores"] if not each["group"]}
    assert whole == 600


def test_a_reduced_run_is_not_paired_and_says_why(home: House) -> None:
    found = home.get("/evaluations/large/comparison?with=small").json()
    assert found["compared"] is None
    assert any("reduced to counts" in each["rule"] for each in found["refused"])


def test_the_link_claims_no_state_from_rows_treated_as_independent(home: House) -> None:
    asked = "attribute=sex&metric=auroc&publication_status=run&evaluations=large"
    found = home.get(f"/link?{asked}").json()
    groups = [group for axis in found["axes"] for run in axis["runs"] for group in run["groups"]]
    assert groups
    assert {each["state"] for each in groups} == {"too_few_to_say"}
    assert {each["difference_low"] for each in groups} == {None}
    assert {each["interval_kind"] for each in groups} == {"rows"}


def test_a_group_is_of_at_least_so_few_patients_as_its_rows_allow(tmp_path: Path) -> None:
    """Thirteen rows of five patients, three of each at most: nothing is said of them."""
    table = made.predictions(800, images=3)
    sex = np.array(["other"] * 13 + ["female"] * (len(table) - 13))
    few = table.set_column(4, "sex", pa.array(sex))
    url = f"sqlite:///{tmp_path / 'fairatlas.db'}"
    with house(url, runs_url=str(tmp_path / "runs"), rows_in_memory=1000) as home:
        ana, rosa = home.writer("ana"), home.writer("rosa", Role.REVIEWER)
        made.sent(ana, few)
        made.work(home)
        run = made.out(home, ana, rosa)["run"]
    told = [each for each in run["scores"] if each["group"] == {"sex": "other"}]
    assert told
    for each in told:
        assert (each["value"], each["bound_low"], each["n"]) == (None, None, None)
