"""Uploaded columns become canonical rows; what is wrong is said with column and row."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from app.domain.rows import UNKNOWN, Outcome, Rows
from app.engine import Question, evaluate
from app.engine.files import read_rows, write_rows
from app.engine.read import Columns, rows_from
from app.errors import Invalid

GOOD: dict[str, Any] = {
    "sample": ["c", "a", "b", "d"],
    "patient": ["p2", "p1", "p1", "p3"],
    "truth": [1, 0, 1, 0],
    "score": [0.9, 0.2, None, 0.4],
    "sex": ["F", None, "M", ""],
}


def problems_of(**changes: Any) -> list[str]:
    columns = Columns(**changes.pop("columns", {}))
    with pytest.raises(Invalid) as caught:
        rows_from(pa.table(GOOD | changes), columns)
    return [f"{each.field}: {each.rule}" for each in caught.value.problems]


def same(one: Rows, other: Rows) -> None:
    for name in ("sample", "score", "truth", "patient", "weight"):
        a, b = getattr(one, name), getattr(other, name)
        assert (a is None) == (b is None)
        if a is not None:
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)
    assert one.outcome is other.outcome
    assert one.attributes.keys() == other.attributes.keys()
    for name, each in one.attributes.items():
        assert each.words == other.attributes[name].words
        np.testing.assert_array_equal(each.codes, other.attributes[name].codes)


def test_rows_are_sorted_by_patient_and_missing_is_said() -> None:
    rows = rows_from(pa.table(GOOD), Columns())
    assert rows.score.dtype == np.float32
    assert rows.truth.dtype == np.uint8
    assert rows.patient.dtype == np.int32
    assert (np.diff(rows.patient) >= 0).all()
    assert np.isnan(rows.score).sum() == 1
    assert rows.attributes["sex"].words == ("F", "M", UNKNOWN)
    assert (rows.attributes["sex"].codes == 2).sum() == 2


def test_order_and_chunks_of_the_file_do_not_matter() -> None:
    table = pa.table(GOOD)
    mixed = pa.concat_tables([table.slice(2), table.slice(0, 2)])
    same(rows_from(table, Columns()), rows_from(mixed, Columns()))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"truth": [1, 0, 2, 0]}, "truth, row 3: must be 0 or 1"),
        ({"truth": [1, None, 1, 0]}, "truth, row 2: must be 0 or 1"),
        ({"score": [0.9, float("inf"), 0.1, 0.4]}, "score, row 2: must be a finite number"),
        ({"score": [0.9, 1e300, 0.1, 0.4]}, "score, row 2: must be a finite number"),
        ({"score": ["a", "b", "c", "d"]}, "score: must hold numbers"),
        ({"sample": ["c", "a", "c", "d"]}, "sample, row 3: must not repeat"),
        ({"sample": ["c", None, "b", "d"]}, "sample, row 2: must not be missing"),
        ({"patient": ["p", "p", None, "q"]}, "patient, row 3: must not be missing"),
        ({"weight": [1.0, 0.0, 1.0, 1.0]}, "weight, row 2: must be more than 0"),
        ({"columns": {"one_row_per_patient": True}}, "patient: must stand in one row each"),
        ({"columns": {"attributes": ("age",)}}, "age: must be a column of the file"),
    ],
)
def test_a_bad_row_is_named(changes: dict[str, Any], said: str) -> None:
    assert any(each.startswith(said) for each in problems_of(**changes))


def test_all_problems_are_said_at_once() -> None:
    found = problems_of(truth=[1, 0, 2, 0], sample=["c", "a", "c", "d"])
    assert len(found) == 2


def test_one_sample_may_stand_once_for_each_label() -> None:
    table = pa.table(GOOD | {"sample": ["a", "a", "b", "b"], "label": ["x", "y", "x", "y"]})
    rows = rows_from(table, Columns())
    assert rows.label is not None
    assert len(rows.of_label("x")) == 2
    with pytest.raises(Invalid, match="several findings"):
        rows.of_label(None)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_file_gives_back_what_was_written(outcome: Outcome) -> None:
    changes = {"score": [1, 1, None, 0], "weight": [1.0, 2.0, 0.5, 1.5]}
    rows = rows_from(pa.table(GOOD | changes), Columns(outcome=outcome))
    held = io.BytesIO()
    write_rows(rows, held)
    held.seek(0)
    same(rows, read_rows(held))


@pytest.mark.parametrize(
    ("outcome", "wrong"), [(Outcome.DICE, 1.2), (Outcome.IOU, -0.1), (Outcome.HD95, -3.0)]
)
def test_a_figure_of_a_case_that_cannot_be_is_refused_with_its_row(
    outcome: Outcome, wrong: float
) -> None:
    with pytest.raises(Invalid) as error:
        rows_from(pa.table(GOOD | {"score": [0.5, wrong, None, 0.0]}), Columns(outcome=outcome))
    assert [each.field for each in error.value.problems] == ["score, row 2"]


def test_a_foreign_file_is_refused() -> None:
    import pyarrow.parquet as pq

    held = io.BytesIO()
    pq.write_table(pa.table(GOOD), held)
    held.seek(0)
    with pytest.raises(Invalid, match="cannot be read"):
        read_rows(held)


def test_a_score_equal_to_the_threshold_is_called_positive() -> None:
    n = 1000
    table = pa.table(
        {
            "sample": [str(i) for i in range(n)],
            "patient": [str(i) for i in range(n)],
            "truth": [i % 2 for i in range(n)],
            "score": pa.array(np.full(n, 0.7, dtype=np.float32)),
        }
    )
    for kind in (pa.float32(), pa.float64()):
        scores = table.column("score").cast(kind) if kind == pa.float32() else pa.array([0.7] * n)
        rows = rows_from(table.set_column(3, "score", scores), Columns())
        found = evaluate(rows, Question(metrics=("tpr", "fpr"), threshold=0.7, replicates=0))
        assert [each.value for each in found.scores] == [1.0, 1.0]


def test_no_prediction_is_counted_per_group_and_is_not_a_negative() -> None:
    n = 400
    truth = np.arange(n) % 2
    score = np.where(truth == 1, 0.8, 0.2)
    score[:40] = np.nan
    table = pa.table(
        {
            "sample": np.arange(n),
            "patient": np.arange(n),
            "truth": truth,
            "score": score,
            "sex": ["F"] * 200 + ["M"] * 200,
        }
    )
    found = evaluate(
        rows_from(table, Columns()),
        Question((("sex",),), metrics=("tpr",), threshold=0.5, replicates=0),
    )
    assert [each.value for each in found.scores] == [1.0, 1.0, 1.0]
    assert [each.support.n_no_prediction for each in found.scores] == [40, 40, 0]
    assert [each.support.n for each in found.scores] == [360, 160, 200]
    assert any("no prediction for 40 of 400 rows" in each for each in found.warnings)
