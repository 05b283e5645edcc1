"""A run from the outbox to the published page's numbers, against the real server."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from fairatlas_client import Outbox, Patience, Server, push
from fairatlas_client.run import Run

from app.domain.access import Role
from app.engine import Question, evaluate
from app.engine.read import Columns, rows_from
from client.tests.loops import WHAT, logged
from tests.support import runs as made
from tests.support.writers import House, Writer, house

QUICK = Patience(tries=2, first_wait_s=0.001, timeout_s=30)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("home")
    url = f"sqlite:///{folder / 'fairatlas.db'}"
    with house(url, runs_url=str(folder / "runs")) as opened:
        yield opened


@pytest.fixture(scope="module")
def ana(home: House) -> Writer:
    return home.writer("ana")


@pytest.fixture
def server(home: House, ana: Writer) -> Iterator[Server]:
    with Server(str(home.client.base_url), ana.token, QUICK) as opened:
        yield opened


def test_a_run_arrives_and_is_evaluated(
    home: House, ana: Writer, server: Server, tmp_path: Path
) -> None:
    weights = tmp_path / "weights.bin"
    weights.write_bytes(b"weights")
    with Run(**WHAT, name="whole", folder=tmp_path / "box", seed=7, weights=weights) as run:
        logged(run)
    assert [each.state for each in push(server, Outbox(tmp_path / "box"))] == ["sent"]
    made.work(home)
    draft = ana.get("/evaluations/whole/drafts/1").json()["card"]
    direct = evaluate(
        rows_from(made.predictions(), Columns(attributes=("sex", "age"))),
        Question(groupings=(("sex",),), threshold=0.5),
    )
    own = {s.group.get("sex"): s.value for s in direct.scores if s.metric == "auroc"}
    for each in draft["results"]:
        if each["metric"] == "auroc" and "sex" in each["dims"]:
            # Three people have no sex: values are rounded so that nobody counts them.
            assert each["value"] == pytest.approx(own[each["dims"]["sex"]], abs=0.005)
    (entry,) = (tmp_path / "box" / "sent").iterdir()
    job = json.loads((entry / "entry.json").read_text())["run"]["job"]
    assert job["seed"] == 7
    assert job["hours"] > 0
    assert job["energy_kwh"] is not None or job["energy_note"]
    assert job["weights_sha256"] == hashlib.sha256(b"weights").hexdigest()
    assert job["peak_memory_bytes"] > 10**7


def test_a_push_that_breaks_off_goes_on_where_it_was(
    home: House, ana: Writer, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fairatlas_client.run.PART_ROWS", 200)
    with Run(**WHAT, name="broken-off", folder=tmp_path) as run:
        logged(run)
    assert run.entry is not None
    sizes = [path.stat().st_size for path in sorted(run.entry.folder.glob("*.parquet"))]
    assert len(sizes) == 4
    seen = 0

    def cut(more: int) -> None:
        nonlocal seen
        seen += more
        if seen > sum(sizes[:2]):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(server, Outbox(tmp_path), cut)
    run_id = run.entry.done["begin"]["id"]
    # The third may have arrived although nobody heard so: sent again, it changes nothing.
    assert len(made.upload(ana, run_id)["files"]) in (2, 3)
    moved: list[int] = []
    (pushed,) = push(server, Outbox(tmp_path), moved.append)
    assert pushed.state == "sent"
    assert run_id in pushed.said
    assert sum(moved) == sum(sizes[2:])
    made.work(home)
    assert made.upload(ana, run_id)["state"] == "evaluated"


def test_counts_alone_hold_no_small_number_and_bound_the_exact_values(
    home: House, ana: Writer, server: Server, tmp_path: Path
) -> None:
    exact = made.predictions(3000, images=1)
    table = exact.to_pydict()
    with Run(**WHAT, name="counts", folder=tmp_path, counts_only=True) as run:
        run.log(table["sample"], table["truth"], table["score"], patient=table["patient"],
                sex=table["sex"], age=table["age"])  # fmt: skip
        run.report(metric="auroc", value=0.7512, standard_error=0.0087)
    assert run.entry is not None
    (file,) = run.entry.folder.glob("*.parquet")
    counts = pq.read_table(file)
    assert set(counts.column_names) == {"sex", "age", "truth", "bin", "n"}
    assert all(n == 0 or n >= 11 for n in counts.column("n").to_pylist())
    assert "stayed at the site" in run.entry.about["run"]["protocol_note"]
    push(server, Outbox(tmp_path))
    made.work(home)
    answered = made.out(home, ana, home.writer("rosa", Role.REVIEWER), "counts")["run"]
    (own_value,) = answered["reported"]
    assert (own_value["kind"], own_value["value"]) == ("site", 0.751)
    assert own_value["low"] < 0.751 < own_value["high"]
    rows = rows_from(exact, Columns(attributes=("sex", "age")))
    direct = evaluate(rows, Question(groupings=(("sex",),), threshold=0.5, replicates=0))
    own = {(s.metric, s.group.get("sex")): s.value for s in direct.scores}
    seen = [each for each in answered["scores"] if set(each["group"]) == {"sex"}]
    bounded = [each for each in seen if each["bound_low"] is not None]
    assert {each["metric"] for each in bounded} >= {"auroc", "tpr", "fpr"}
    for each in bounded:
        truth = own[each["metric"], each["group"]["sex"]]
        assert each["bound_low"] - 1e-12 <= truth <= each["bound_high"] + 1e-12, each


def test_several_findings_and_other_outcomes_arrive(
    home: House, ana: Writer, server: Server, tmp_path: Path
) -> None:
    random = np.random.default_rng(3)
    sex = random.choice(["female", "male"], 300)
    truth = (random.random((300, 2)) < 0.4).astype(int)
    more = WHAT | {"threshold": None}
    with Run(**more, name="two", folder=tmp_path, findings=["mass", "nodule"]) as run:
        run.log(np.arange(300), truth, random.random((300, 2)), sex=sex)
    age = random.integers(20, 90, 300)
    outcome = more | {"outcome": "regression", "name": "age-error", "folder": tmp_path}
    with Run(**outcome, one_row_per_patient=True) as run:
        run.log(np.arange(300), random.random(300), random.random(300), age=age)
    with Run(**more, name="overlap", folder=tmp_path, outcome="iou") as run:
        run.log(np.arange(300), None, random.random(300), sex=sex)
    assert [each.state for each in push(server, Outbox(tmp_path))] == ["sent"] * 3
    made.work(home)
    two = ana.get("/evaluations/two/drafts/1").json()["card"]
    assert {each["dims"]["label"] for each in two["overall"]} == {"mass", "nodule"}
    errors = ana.get("/evaluations/age-error/drafts/1").json()["card"]
    assert {each["metric"] for each in errors["overall"]} == {"mae"}
    assert {each["dims"]["age"] for each in errors["results"]} >= {"20-29", "80+"}
    overlap = ana.get("/evaluations/overlap/drafts/1").json()["card"]
    assert {each["metric"] for each in overlap["overall"]} == {"iou"}
