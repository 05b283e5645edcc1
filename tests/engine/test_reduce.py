"""The reduction to counts: the same to the last row on DuckDB, on Spark and on the exact road."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app.engine import Question, edges, evaluate
from app.engine.cluster import rows_at
from app.engine.counts import ScoreCounts, count
from app.engine.evaluate_counts import evaluate_counts
from app.engine.read import Columns, rows_from
from app.engine.reduce import Seen, look, reduced
from app.errors import Invalid, Unavailable

ATTRIBUTES = ("sex", "age")
COLUMNS = Columns(attributes=ATTRIBUTES)
# Two workers, each a process of its own: what they know they were sent.
CLUSTER = "local-cluster[2,1,1024]"
CAN_SPARK = find_spec("pyspark") is not None and shutil.which("java") is not None
# Ibis brings what Spark counted through old options of pandas; py4j closes its sockets late.
QUIET = ("ignore::DeprecationWarning", "ignore:unclosed:ResourceWarning")
Reduce = Callable[..., dict[str | None, ScoreCounts]]


def made(rows: int = 4000, seed: int = 5, **more: Any) -> pa.Table:
    """Scores on edges, tied, tiny, missing; words with white space; weights; three of a patient."""
    random = np.random.default_rng(seed)
    score = random.random(rows) ** 2
    score[::7] = np.round(score[::7], 2)
    score[5], score[6], score[11] = 1e-40, 0.0, 1.0
    missing = random.random(rows) < 0.02
    columns = {
        "sample": [f"s{index}" for index in range(rows)],
        "patient": [f"p{index // 3}" for index in range(rows)],
        "score": pa.array(np.where(missing, np.nan, score), pa.float64(), from_pandas=True),
        "truth": (random.random(rows) < 0.2 + 0.5 * score).astype(np.uint8),
        "sex": random.choice(np.array(["f", "m ", None, " \t", "f"], dtype=object), rows),
        "age": random.choice(["0-39", "40+"], rows),
        "weight": random.uniform(0.1, 5, rows),
    }
    return pa.table(columns | more)


def written(table: pa.Table, folder: Path) -> list[str]:
    third = len(table) // 3 + 1
    paths = [folder / f"{number}.parquet" for number in range(3)]
    for number, path in enumerate(paths):
        pq.write_table(table.slice(number * third, third), path)
    return [str(path) for path in paths]


@pytest.fixture(scope="module")
def spark() -> Iterator[str]:
    """Keep Spark's own processes on this machine."""
    if not CAN_SPARK:
        pytest.skip("needs pyspark and Java: `make proof` has both")
    own = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    yield CLUSTER
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


def on(master: str, table: pa.Table, folder: Path, at: Any) -> dict[str | None, ScoreCounts]:
    with rows_at(written(table, folder), master) as rows:
        return reduced(rows, COLUMNS, ATTRIBUTES, at)


def assert_same(found: ScoreCounts, other: ScoreCounts) -> None:
    assert found.words == other.words
    np.testing.assert_array_equal(found.n, other.n)
    for name in ("weight", "weight_square", "score_sum", "score_square"):
        np.testing.assert_allclose(getattr(found, name), getattr(other, name), rtol=1e-9)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("bins", [1, 3, 40, 1024])
def test_duckdb_counts_what_the_exact_road_has_read(seed: int, bins: int, tmp_path: Path) -> None:
    table = made(seed=seed)
    rows = rows_from(table, COLUMNS)
    at = edges(rows.score, threshold=0.3, bins=bins)
    (found,) = on("", table, tmp_path, at).values()
    assert_same(found, count(rows, ATTRIBUTES, at))
    assert {word for words in found.words for word in words} == {"f", "m", "unknown", "0-39", "40+"}


@pytest.mark.filterwarnings(*QUIET)
def test_spark_counts_what_duckdb_counts(spark: str, tmp_path: Path) -> None:
    table = made(50_000)
    at = edges(rows_from(table, COLUMNS).score, threshold=0.3)
    (here,), (there,) = (on(each, table, tmp_path, at).values() for each in ("", spark))
    assert_same(there, here)
    np.testing.assert_array_equal(there.n, here.n)


@pytest.mark.filterwarnings(*QUIET)
def test_spark_sees_what_duckdb_sees(spark: str, tmp_path: Path) -> None:
    paths = written(made(), tmp_path)
    with rows_at(paths, spark) as there, rows_at(paths) as here:
        assert look(there, COLUMNS) == look(here, COLUMNS)


@pytest.mark.filterwarnings(*QUIET)
def test_spark_without_a_library_for_s3_is_told_in_words(spark: str) -> None:
    """PySpark brings no library for S3; the check comes before anything is asked of the store."""
    with (
        pytest.raises(Unavailable, match="hadoop-aws"),
        rows_at(["s3://no-such-bucket/a.parquet"], spark),
    ):
        pass


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="Spark is installed")
def test_spark_that_is_not_installed_is_told_in_words(tmp_path: Path) -> None:
    with (
        pytest.raises(Unavailable, match=r"fairatlas\[spark\]"),
        rows_at(written(made(30), tmp_path), "local[1]"),
    ):
        pass


def test_the_exact_values_lie_within_the_bounds_of_the_reduction(tmp_path: Path) -> None:
    table = made(20_000)
    rows = rows_from(table, COLUMNS)
    asked = Question((("sex",), ATTRIBUTES), threshold=0.3, replicates=0)
    (counts,) = on("", table, tmp_path, edges(rows.score, threshold=0.3)).values()
    exact = {(each.metric, str(each.group)): each.value for each in evaluate(rows, asked).scores}
    bounded = [each for each in evaluate_counts(counts, asked).scores if each.bounds]
    assert {each.metric for each in bounded} >= {"auroc", "auprc", "tpr", "fpr", "brier", "ece"}
    for each in bounded:
        low, high = each.bounds or (1, 0)
        assert low - 1e-9 <= exact[each.metric, str(each.group)] <= high + 1e-9, each
        assert high - low < 0.01


def test_findings_are_counted_apart(tmp_path: Path) -> None:
    table = made(900, label=["mass", "nodule", "mass"] * 300)
    at = edges(rows_from(table, COLUMNS).score)
    found = on("", table, tmp_path, at)
    for name in ("mass", "nodule"):
        assert_same(found[name], count(rows_from(table, COLUMNS).of_label(name), ATTRIBUTES, at))


def test_one_look_tells_the_range_and_the_most_of_a_patient(tmp_path: Path) -> None:
    table = made()
    score = table.column("score").to_numpy().astype(np.float32)
    with rows_at(written(table, tmp_path)) as rows:
        found = look(rows, COLUMNS)
    lowest, highest = float(np.nanmin(score)), float(np.nanmax(score))
    assert found == Seen(4000, int(np.isnan(score).sum()), lowest, highest, 3)


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"score": [0.1, float("inf"), 0.2]}, "score", "1 rows, such as sample b"),
        ({"truth": [0, 1, 2]}, "truth", "1 rows, such as sample c"),
        ({"truth": [0, None, None]}, "truth", "2 rows, such as sample b"),
        ({"weight": [1.0, 0.0, -1.0]}, "weight", "2 rows, such as sample b"),
        ({"patient": ["p", None, "q"]}, "patient", "1 rows, such as sample b"),
        ({"sample": ["a", "b", "a"]}, "sample", "a"),
    ],
)
def test_wrong_rows_are_counted_and_one_is_named(
    wrong: dict[str, Any], field: str, said: str, tmp_path: Path
) -> None:
    right: dict[str, Any] = {"sample": ["a", "b", "c"], "score": [0.1, 0.2, 0.3],
                             "truth": [0, 1, 0], "sex": ["f"] * 3, "age": ["40+"] * 3}  # fmt: skip
    pq.write_table(pa.table(right | wrong), tmp_path / "a.parquet")
    with rows_at([str(tmp_path / "a.parquet")]) as rows, pytest.raises(Invalid) as caught:
        look(rows, COLUMNS)
    assert [(each.field, str(each.value)) for each in caught.value.problems] == [(field, said)]


def test_patients_of_several_rows_break_what_was_declared(tmp_path: Path) -> None:
    declared = Columns(attributes=ATTRIBUTES, one_row_per_patient=True)
    with (
        rows_at(written(made(), tmp_path)) as rows,
        pytest.raises(Invalid, match="cannot be read") as caught,
    ):
        look(rows, declared)
    assert "as declared" in caught.value.problems[0].rule


def test_a_few_scores_outside_show_that_they_are_no_probabilities() -> None:
    score = np.concatenate([[-0.5], np.linspace(0, 1, 5000), [2.0]]).astype(np.float32)
    at = edges(score, bins=8)
    assert {-0.5, 2.0} <= set(at.tolist())
