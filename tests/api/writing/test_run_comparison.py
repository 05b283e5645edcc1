"""Two runs over HTTP: compared on the same patients as the engine does it, or refused in words."""

from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pyarrow as pa
import pytest

from app.domain.access import Role
from app.engine.compare import Compared, compare
from app.engine.read import Columns, rows_from
from app.importers.run_json import read_run
from app.services.runs.compute import question_of
from tests.support import runs as made
from tests.support.writers import House, house

TABLE = made.predictions(patients=600)
Column = np.ndarray[Any, Any]


def rescored(amount: float) -> pa.Table:
    """The same people seen by a model that is blurred for men, and thereby levels down."""
    random = np.random.default_rng(3)
    score = TABLE.column("score").to_numpy()
    men = TABLE.column("sex").to_numpy(zero_copy_only=False) == "male"
    logit = np.log(score / (1 - score)) + amount * men * random.normal(size=len(score))
    return TABLE.set_column(3, "score", pa.array((1 / (1 + np.exp(-logit))).astype(np.float32)))


BLURRED = rescored(2.0)
FIVE = TABLE
for _name in "abc":
    FIVE = FIVE.append_column(_name, TABLE.column("age"))
RUNS: dict[str, tuple[pa.Table, dict[str, Any]]] = {
    "first": (TABLE, {}),
    "blurred": (BLURRED, {}),
    "other-people": (made.predictions(patients=600, seed=9).slice(0, 900), {}),
    "other-threshold": (TABLE, {"threshold": 0.3}),
    "five-attributes": (FIVE, {"attributes": ["sex", "age", "a", "b", "c"]}),
    "no-patients": (TABLE.drop_columns(["patient"]), {}),
    "other-finding": (TABLE, {"label": "effusion"}),
    "other-truth": (
        TABLE.set_column(2, "truth", pa.array(1 - TABLE.column("truth").to_numpy())), {},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("runs")
    with house(f"sqlite:///{folder / 'f.db'}", runs_url=str(folder / "runs")) as opened:
        ana, rosa = opened.writer("ana"), opened.writer("rosa", Role.REVIEWER)
        for slug, (table, more) in RUNS.items():
            made.sent(ana, table, slug=slug, **more)
        made.work(opened)
        for slug in RUNS:
            made.out(opened, ana, rosa, slug)
        yield opened


def asked(home: House, other: str, first: str = "first") -> httpx.Response:
    return home.get(f"/evaluations/{first}/comparison?with={other}")


@pytest.fixture(scope="module")
def by_rows() -> Compared:
    """The oracle: the rows of both runs, straight through the engine."""
    rows = [rows_from(each, Columns(attributes=("sex", "age"))) for each in (TABLE, BLURRED)]
    return compare(*rows, question_of(read_run(made.ABOUT), 11))


def close(value: float | None, exact: float, decimals: int | None) -> bool:
    if value is None:
        return bool(np.isnan(exact))
    return abs(value - exact) <= (2e-6 if decimals is None else 0.5 * 10.0**-decimals + 2e-6)


def test_every_change_is_that_of_the_rows(home: House, by_rows: Compared) -> None:
    found = asked(home, "blurred").json()["compared"]
    exact = {(each.metric, str(dict(each.group))): each for each in by_rows.changes}
    assert found["not_compared"] == []
    seen = 0
    for each in found["changes"]:
        true = exact[each["metric"], str(each["group"])]
        if each["change"] is None:
            assert each["reason"]
            continue
        seen += 1
        assert close(each["change"], true.change, each["decimals"])
        assert close(each["second"], true.second, each["decimals"])
        if each["low"] is not None and true.interval is not None:
            assert close(each["low"], true.interval.low, each["decimals"])
    assert seen > 30


def test_whether_test_and_training_share_a_source_goes_with_both_runs(home: House) -> None:
    found = asked(home, "blurred").json()["compared"]
    own = home.get("/evaluations/first").json()["shared_source"]
    assert found["first"]["shared_source"] == own
    assert found["second"]["shared_source"]["state"] == "not_known"


def test_levelling_down_is_named(home: House, by_rows: Compared) -> None:
    gaps = asked(home, "blurred").json()["compared"]["gaps"]
    (gap,) = [g for g in gaps if (g["metric"], g["attributes"]) == ("auroc_gap", ["sex"])]
    (true,) = [g for g in by_rows.gaps if (g.metric, g.attributes) == ("auroc_gap", ("sex",))]
    assert gap["levelling"] == true.levelling == "down"
    assert close(gap["change"], true.change, gap["decimals"])
    assert gap["high"] < 0


def test_crossed_groups_and_their_gaps_are_those_of_the_rows(
    home: House, by_rows: Compared
) -> None:
    """Age crossed with sex: paired like one attribute, levelling down named like of one."""
    found = asked(home, "blurred").json()["compared"]
    crossed = [each for each in found["changes"] if set(each["group"]) == {"sex", "age"}]
    worse = [c for c in crossed if c["metric"] == "auroc" and c["high"] and c["high"] < 0]
    assert {each["group"]["sex"] for each in worse} == {"male"}
    (gap,) = [g for g in found["gaps"] if (g["metric"], len(g["attributes"])) == ("auroc_gap", 2)]
    (true,) = [g for g in by_rows.gaps if (g.metric, len(g.attributes)) == ("auroc_gap", 2)]
    assert gap["levelling"] == true.levelling == "down"
    assert close(gap["change"], true.change, gap["decimals"])
    assert true.interval
    assert close(gap["low"], true.interval.low, gap["decimals"])


def test_attributes_that_one_run_did_not_cross_are_named(home: House) -> None:
    found = asked(home, "five-attributes").json()["compared"]
    assert not [each for each in found["changes"] if len(each["group"]) > 1]
    assert any("age × sex: crossed in one of the runs only" in s for s in found["not_compared"])


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ("other-people", {"cases"}),
        ("no-patients", {"no-patients"}),
        ("other-finding", {"label"}),
        ("other-truth", {"truth"}),
    ],
)
def test_only_like_is_compared_with_like(home: House, other: str, named: set[str]) -> None:
    answer = asked(home, other).json()
    assert answer["compared"] is None
    assert {each["field"] for each in answer["refused"]} == named


def test_rates_at_other_thresholds_are_left_out_and_named(home: House) -> None:
    found = asked(home, "other-threshold").json()["compared"]
    metrics = {each["metric"] for each in found["changes"]}
    assert "auroc" in metrics
    assert not metrics & {"tpr", "fpr"}
    assert any("0.5" in said and "0.3" in said for said in found["not_compared"])
    assert {each["change"] for each in found["changes"] if each["metric"] == "auroc"} == {0.0, None}


def test_a_small_group_stays_hidden_in_what_is_compared(home: House) -> None:
    changes = asked(home, "blurred").json()["compared"]["changes"]
    unknown = [each for each in changes if each["group"] == {"sex": "unknown"}]
    assert unknown
    assert all(each["first"] is each["second"] is each["change"] is None for each in unknown)
    hidden = [each for each in changes if each["decimals"] is not None]
    assert hidden
    assert all(each["change"] == round(each["change"], each["decimals"]) for each in hidden)


def test_a_comparison_is_also_a_file_and_needs_another_run(home: House) -> None:
    rows = home.get("/evaluations/first/comparison.csv?with=blurred").text.splitlines()
    assert len(rows) == len(asked(home, "blurred").json()["compared"]["changes"]) + 1
    (why,) = home.get("/evaluations/first/comparison").json()["refused"]
    assert why["field"] == "with"
    assert asked(home, "no-such-run").status_code == 404
