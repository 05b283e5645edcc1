"""Prediction files that would end a worker or take its memory are refused; the worker lives."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support import runs as made
from tests.support.writers import House, Writer


def refusal(home: House, ana: Writer, *contents: bytes) -> dict[str, Any]:
    """Send files and let a worker try them; return the first problem that is told."""
    run_id = made.begun(ana)
    for number, content in enumerate(contents):
        assert made.put(ana, run_id, number, content).status_code == 200
    assert made.complete(ana, run_id, *contents).status_code == 202
    made.work(home)
    upload = made.upload(ana, run_id)
    assert upload["state"] == "refused"
    return dict(upload["problems"][0])


def not_text(words: list[str | None], at: int) -> pa.Array:
    """Return a column of text with one value in it that is no UTF-8."""
    raw = [None if word is None else word.encode() for word in words]
    raw[at] = b"caf\xe9"
    return pa.Array.from_buffers(pa.string(), len(raw), pa.array(raw, pa.binary()).buffers())


@pytest.mark.parametrize("name", ["sex", "patient", "sample"])
def test_a_label_that_is_no_text_is_named_by_file_column_and_row(
    home: House, ana: Writer, name: str
) -> None:
    table = made.predictions()
    at = table.column_names.index(name)
    column = not_text(table.column(name).to_pylist(), 310)
    bad = table.set_column(at, name, column)
    found = refusal(home, ana, made.packed(bad.slice(0, 300)), made.packed(bad.slice(300)))
    assert found["field"] == f"files[1], {name}, row 11"
    assert found["rule"] == "must be UTF-8 text"
    assert found["value"] == "caf\\xe9"
    assert found["example"] == "café"


@pytest.mark.parametrize("letters", [5_000, 1_000_000])
def test_a_file_that_unpacks_without_measure_is_refused_and_the_worker_lives(
    home: House, ana: Writer, letters: int
) -> None:
    table = made.predictions(40_000)
    all_alike = pa.array([0] * len(table), pa.int32())
    sex = pa.DictionaryArray.from_arrays(all_alike, pa.array(["x" * letters]))
    bomb = io.BytesIO()
    pq.write_table(table.set_column(4, "sex", sex), bomb, store_schema=False)
    found = refusal(home, ana, bomb.getvalue())
    assert (found["field"], found["rule"][:18]) == ("files[0]", "must take at most ")
    run_id = made.sent(ana, made.predictions(), slug="another-run")
    made.work(home)
    assert made.upload(ana, run_id)["state"] == "evaluated"
