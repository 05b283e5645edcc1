"""Runs of more rows than fit into memory: reduced to counts, with values that have bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.access import Role
from app.engine import Question, evaluate
from app.engine.read import Columns, rows_from
from tests.support import runs as made
from tests.support.writers import house


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
