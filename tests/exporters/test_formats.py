"""Exporters: every format gives back the same cells, and unknown stays apart from zero."""

import csv
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest

from app.domain.assessment import CitedSource
from app.domain.table import Column, Table
from app.exporters import formats

TABLE = Table(
    name="people",
    definition="One row per group.",
    columns=(
        Column("group", "The group"),
        Column("n", "People counted", "whole", "patients"),
        Column("share", "Share of the known", "number", "share of 1"),
        Column("recalled", "Rests on memory", "flag"),
        Column("ratio", "Undefined everywhere", "number"),
    ),
    rows=(
        ("=SUM(A1)", 3, 0.1, False, None),
        ("female, älter\n80+", 0, None, True, None),
        ("-", None, -0.5, None, None),
    ),
    release=7,
    sources={"s1": CitedSource("chexpert", "Irvin 2019", None, None, None, False)},
)


def test_csv_keeps_numbers_and_defuses_formulas() -> None:
    read = list(csv.reader(io.StringIO(formats()["csv"].write(TABLE).decode())))
    assert read[0] == ["group", "n", "share", "recalled", "ratio"]
    assert read[1] == ["'=SUM(A1)", "3", "0.1", "false", ""]
    assert read[2] == ["female, älter\n80+", "0", "", "true", ""]
    assert read[3] == ["'-", "", "-0.5", "", ""]


def test_parquet_has_types_and_carries_its_explanation() -> None:
    read = pq.read_table(io.BytesIO(formats()["parquet"].write(TABLE)))
    assert read.to_pylist() == list(TABLE.records())
    assert [str(field.type) for field in read.schema] == [
        "string", "int64", "double", "bool", "double",
    ]  # fmt: skip
    inside = json.loads(read.schema.metadata[b"fairatlas"])
    assert inside["release"] == 7


def test_json_rows_are_the_same_rows() -> None:
    assert json.loads(formats()["json"].write(TABLE)) == list(TABLE.records())
    lines = formats()["ndjson"].write(TABLE).decode().splitlines()
    assert [json.loads(line) for line in lines] == list(TABLE.records())


def test_metadata_names_units_sources_licence_and_release() -> None:
    read: dict[str, Any] = json.loads(formats()["metadata"].write(TABLE))
    assert read["columns"][1]["unit"] == "patients"
    assert read["sources"]["s1"]["citation"] == "Irvin 2019"
    assert (read["licence"], read["release"], read["rows"]) == ("CC-BY-4.0", 7, 3)


@pytest.mark.parametrize("name", ["csv", "json", "ndjson", "parquet"])
def test_a_table_without_rows_can_be_written(name: str) -> None:
    empty = Table("none", "Nothing.", TABLE.columns, (), 1)
    assert bool(formats()[name].write(empty)) is (name != "ndjson")  # no rows are no lines
