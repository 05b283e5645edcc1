"""Runs over HTTP: sent file by file, evaluated by a worker, reviewed, published, read."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from app.engine import evaluate
from app.engine.read import Columns, rows_from
from app.importers.run_json import read_run
from app.services.runs.compute import question_of
from tests.support import runs as made
from tests.support.writers import House, Writer, house


@pytest.fixture
def home(prepared_url: str, tmp_path: Path) -> Iterator[House]:
    """The application on both databases, with a folder for prediction files."""
    with house(prepared_url, runs_url=str(tmp_path / "runs")) as opened:
        yield opened


def score(run: dict[str, Any], metric: str, **group: str) -> dict[str, Any]:
    (found,) = [s for s in run["scores"] if s["metric"] == metric and s["group"] == group]
    return dict(found)


def test_a_run_is_evaluated_reviewed_and_published(home: House, ana: Writer, rosa: Writer) -> None:
    table = made.predictions()
    run_id = made.sent(ana, table.slice(0, 300), table.slice(300))
    assert made.upload(ana, run_id)["state"] == "waiting"
    made.work(home)
    upload = made.upload(ana, run_id)
    assert (upload["state"], upload["revision"]) == ("evaluated", 1)
    job = ana.get(f"/jobs/{upload['job']}").json()
    assert (job["state"], job["result"]["slug"]) == ("done", "my-run")
    assert home.get("/evaluations/my-run").status_code == 404
    run = made.out(home, ana, rosa)["run"]
    assert run["id"] == run_id
    assert [each["sha256"] for each in run["files"]] == [f["sha256"] for f in upload["files"]]
    assert run["job"]["hours"] == 1.5
    assert run["job"]["energy_kwh"] is None
    card = home.get("/evaluations/my-run").json()
    assert card["publication_status"] == "run"
    assert run_id in card["sources"][0]["citation"]
    assert home.get("/evaluations/my-run/seeds").json()["items"] == [], "one seed has no spread"
    printed = {(s["metric"], str(s["dims"])): s["value"] for s in card["scores"]}
    assert printed["auroc", "{'sex': 'male'}"] == score(run, "auroc", sex="male")["value"]


def test_values_are_those_of_the_engine(home: House, ana: Writer, rosa: Writer) -> None:
    """The same rows straight through the engine, in one table, are the oracle."""
    table = made.predictions()
    made.sent(ana, table.slice(0, 300), table.slice(300))
    made.work(home)
    run = made.out(home, ana, rosa)["run"]
    rows = rows_from(table, Columns(attributes=("sex", "age")))
    found = evaluate(rows, question_of(read_run(made.ABOUT), 11))
    seen = 0
    for each in found.scores:
        shown = score(run, each.metric, **each.group)
        if shown["value"] is not None:
            seen += 1
            to = shown["decimals"]
            assert shown["value"] == (each.value if to is None else round(each.value, to))
            low = each.interval and each.interval.low
            assert shown["low"] == (low if low is None or to is None else round(low, to))
    assert seen > 50
    gap = next(g for g in run["gaps"] if g["metric"] == "auroc_gap" and g["attributes"] == ["sex"])
    own = next(g for g in found.gaps if g.metric == "auroc_gap" and g.attributes == ("sex",))
    assert own.null is not None
    assert gap["decimals"] == 2, "the gap is to a group whose counts are hidden"
    assert (gap["value"], gap["null_p95"]) == (round(own.value, 2), own.null.p95)


def test_small_groups_are_not_printed(home: House, ana: Writer, rosa: Writer) -> None:
    made.sent(ana, made.predictions())
    made.work(home)
    run = made.out(home, ana, rosa)["run"]
    unknown = score(run, "auroc", sex="unknown")
    assert unknown["value"] is None
    assert unknown["reason"].startswith("too_few")
    assert (unknown["n"], unknown["n_patients"], unknown["hidden"]) == (None, None, True)
    whole = score(run, "auroc")["n"]
    by_sex = {sex: score(run, "auroc", sex=sex)["n"] for sex in ("female", "male")}
    (hidden_too,) = [sex for sex, n in by_sex.items() if n is None]  # its number gives it back
    assert whole == 800
    assert {str(each["group"]) for each in run["curves"] if each["positives"] is None} == {
        "{}", f"{{'sex': '{hidden_too}'}}"
    }  # fmt: skip
    for curve in run["curves"]:
        counts = [*(curve["negatives"] or ()), *(curve["positives"] or ())]
        assert all(n == 0 or n >= 11 for n in counts)


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
class TestRefusals:
    """What is wrong is told with its place, and nothing is half taken in."""

    def test_a_bad_row_names_file_row_and_column(self, home: House, ana: Writer) -> None:
        table = made.predictions()
        truth = table.column("truth").to_pylist()
        truth[310] = 3
        bad = table.set_column(2, "truth", pa.array(truth, pa.uint8()))
        run_id = made.sent(ana, bad.slice(0, 300), bad.slice(300))
        made.work(home)
        upload = made.upload(ana, run_id)
        assert upload["state"] == "refused"
        assert upload["problems"][0]["field"] == "files[1], truth, row 11"
        assert upload["problems"][0]["rule"] == "must be 0 or 1"
        good = made.packed(table.slice(300))
        assert made.put(ana, run_id, 1, good).status_code == 200
        again = made.complete(ana, run_id, made.packed(bad.slice(0, 300)), good)
        assert again.status_code == 202
        made.work(home)
        assert made.upload(ana, run_id)["state"] == "evaluated"

    def test_columns_are_checked_before_any_work(self, home: House, ana: Writer) -> None:
        table = made.predictions().drop_columns(["age"]).append_column("x", pa.array([1.0] * 800))
        run_id = made.begun(ana)
        content = made.packed(table)
        made.put(ana, run_id, 0, content)
        answer = made.complete(ana, run_id, content)
        assert answer.status_code == 422
        fields = {each["field"] for each in answer.json()["problems"]}
        assert fields == {"files[0].age", "files[0].x"}
        assert made.upload(ana, run_id)["state"] == "open"

    def test_a_file_that_did_not_arrive_whole_is_refused(self, home: House, ana: Writer) -> None:
        run_id = made.begun(ana)
        answer = made.put(ana, run_id, 0, b"half", sha256="0" * 64)
        assert answer.status_code == 422
        assert made.upload(ana, run_id)["files"] == []
        assert made.put(ana, run_id, 0, b"no Parquet").status_code == 200
        missing = made.complete(ana, run_id, b"other")
        assert missing.status_code == 409
        assert made.complete(ana, run_id, b"no Parquet").status_code == 422

    def test_everything_wrong_with_the_description_is_told(self, home: House, ana: Writer) -> None:
        about = copy.deepcopy(made.ABOUT) | {"attributes": ["score"], "threshold_source": "best"}
        about["job"] = {"hours": -1, "colour": "red"}
        answer = ana.post("/evaluations/runs", about)
        assert answer.status_code == 422
        fields = {each["field"] for each in answer.json()["problems"]}
        assert fields == {"attributes", "threshold_source", "job.hours", "job.colour"}

    def test_a_run_is_its_owners(self, home: House, ana: Writer) -> None:
        run_id = made.begun(ana)
        eve = home.writer("eve")
        assert eve.get(f"/evaluations/runs/{run_id}").status_code == 404
        assert made.put(eve, run_id, 0, b"x").status_code == 404
        assert home.get(f"/evaluations/runs/{run_id}").status_code == 401

    def test_a_run_has_a_limit(self, prepared_file: Path, tmp_path: Path, home: House) -> None:
        url = f"sqlite:///{shutil.copy(prepared_file, tmp_path / 'small.db')}"
        with house(url, runs_url=str(tmp_path / "small"), largest_run_bytes=2000) as small:
            writer = small.writer("ana")
            run_id = made.begun(writer)
            assert made.put(writer, run_id, 0, b"x" * 1500).status_code == 200
            assert made.put(writer, run_id, 0, b"x" * 1500).status_code == 200
            assert made.put(writer, run_id, 1, b"x" * 1500).status_code == 413

    def test_completing_twice_gives_one_job_and_one_draft(self, home: House, ana: Writer) -> None:
        content = made.packed(made.predictions())
        run_id = made.begun(ana)
        made.put(ana, run_id, 0, content)
        first, second = (made.complete(ana, run_id, content).json() for _ in range(2))
        assert first["job"] == second["job"]
        made.work(home)
        assert made.complete(ana, run_id, content).json()["state"] == "evaluated"
        made.work(home)
        assert len(ana.get("/evaluations/my-run/drafts").json()["items"]) == 1

    def test_nobody_says_by_hand_what_was_computed_here(
        self, home: House, ana: Writer, rosa: Writer
    ) -> None:
        """A card whose values were changed after the computation has no run any more."""
        made.sent(ana, made.predictions())
        made.work(home)
        draft = ana.get("/evaluations/my-run/drafts/1").json()["card"]
        assert ana.send("PUT", "/evaluations/my-run/drafts/1", draft).status_code == 422
        changed = copy.deepcopy(draft) | {"publication_status": "paper"}
        changed["overall"][0]["value"] = 0.999
        assert ana.send("PUT", "/evaluations/my-run/drafts/1", changed).status_code == 200
        assert made.out(home, ana, rosa)["run"] is None
