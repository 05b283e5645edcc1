"""Small counts that are sent in over HTTP: hidden in answers, drafts, what is out, and on disk."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.writers import House, Writer, dataset, published


def counted(**numbers: int) -> dict[str, Any]:
    """A card whose counts were never printed."""
    card = dataset()
    card["tables"][0] |= {
        "basis": "counted", "cells": [{"sex": sex, "n": n} for sex, n in numbers.items()],
    }  # fmt: skip
    return card | {"totals": {"patients": sum(numbers.values())}}


def cells(card: dict[str, Any]) -> list[Any]:
    return [cell.get("n", cell.get("status")) for cell in card["tables"][0]["cells"]]


SMALL = {"female": 240, "male": 263, "unknown": 9}
HIDDEN = ["suppressed", 263, "<11"]


def test_what_would_be_hidden_is_shown_before_anything_is_stored(ana: Writer) -> None:
    tried = ana.post("/datasets?dry_run=true", counted(**SMALL))
    assert tried.status_code == 200, tried.text
    assert cells(tried.json()["card"]) == HIDDEN
    hidden = tried.json()["protection"]["hidden"]
    assert [(each["field"], each["why"]) for each in hidden] == [
        ("tables[0].cells[2]", "small"), ("tables[0].cells[0]", "protects others"),
    ]  # fmt: skip
    assert ana.get("/datasets/my-dataset/drafts").json()["total"] == 0


def everything(url: str) -> str:
    """Every row of every table of a database, as text."""
    engine = sa.create_engine(url)
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows = [connection.execute(sa.select(each)).all() for each in tables.tables.values()]
    engine.dispose()
    return repr(rows)


def test_small_counts_are_stored_nowhere(home: House, ana: Writer, rosa: Writer) -> None:
    card = counted(female=987_654, male=263_713, unknown=9)
    assert published(ana, rosa, card).status_code == 200
    assert cells(ana.get("/datasets/my-dataset/drafts/1").json()["card"]) == [
        987_654, "suppressed", "<11",
    ]  # fmt: skip
    stored = everything(home.desk.settings.database_url)
    assert "987654" in stored
    assert "263713" not in stored
    assert not re.search(r'"n": 9\b', stored)


def test_the_next_revision_is_held_against_what_is_out(ana: Writer, rosa: Writer) -> None:
    assert published(ana, rosa, counted(**SMALL)).status_code == 200
    begun = ana.post("/datasets/my-dataset/versions", counted(female=240, male=290, unknown=9))
    assert begun.status_code == 201, begun.text
    assert cells(begun.json()["card"]) == ["suppressed", 290, "<11"]


def test_a_table_that_is_added_is_held_against_those_that_are_there(ana: Writer) -> None:
    begun = ana.post("/datasets", counted(**SMALL))
    table = {
        "unit": "patients", "dims": ["age"], "source": "s1", "basis": "counted",
        "coverage": "complete",
        "cells": [{"age": "0-49", "n": 300}, {"age": "50-59", "n": 207}, {"age": "60+", "n": 5}],
    }  # fmt: skip
    assert begun.status_code == 201
    added = ana.post("/datasets/my-dataset/drafts/1/counts", table)
    assert added.status_code == 200, added.text
    ages = added.json()["card"]["tables"][1]["cells"]
    assert [each.get("n", each.get("status")) for each in ages] == [300, "suppressed", "<11"]


def test_published_figures_are_kept_and_are_said_to_be_public(ana: Writer) -> None:
    card = dataset()
    card["tables"][0]["cells"] = [{"sex": "female", "n": 4}, {"sex": "male", "n": 96}]
    begun = ana.post("/datasets", card).json()
    assert cells(begun["card"]) == [4, 96]
    assert begun["protection"]["published"] == ["tables[0].cells[0]"]
    assert "public already" in begun["protection"]["note"]


@pytest.mark.parametrize(
    ("asked", "status", "shown"),
    [("", 201, [240, 263, 15]), ("?threshold=20", 201, ["suppressed", 263, "<20"]),
     ("?threshold=5", 422, None)],
)  # fmt: skip
def test_the_threshold_is_raised_per_upload_and_never_lowered(
    ana: Writer, asked: str, status: int, shown: list[Any] | None
) -> None:
    begun = ana.post(f"/datasets{asked}", counted(female=240, male=263, unknown=15))
    assert begun.status_code == status, begun.text
    if shown:
        assert cells(begun.json()["card"]) == shown
    else:
        assert begun.json()["problems"][0]["field"] == "threshold"


def test_what_cannot_be_protected_is_refused_without_naming_the_number(ana: Writer) -> None:
    card = counted(**SMALL)
    card["tables"].append({**card["tables"][0], "basis": "reported"})
    refused = ana.post("/datasets", card)
    assert refused.status_code == 409
    assert refused.json()["problems"][0]["field"] == "tables[0].cells[2]"
