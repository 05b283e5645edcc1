"""What became of a card: its history, the difference of two revisions, corrections, the log."""

import hashlib

import pytest
import sqlalchemy as sa

from app.domain.access import Role
from app.errors import Conflict
from app.services.catalogue.datasets import dataset as shown
from app.services.writing.corrections import open_of
from app.services.writing.log import verify
from tests.support.writers import House, Writer, dataset, published

PLACE = {"table": 0, "group": {"sex": "female"}}
FILED = {
    "dataset": "my-dataset",
    "place": PLACE,
    "says": "Printed: 84.",
    "contact": "j@example.org",
}


def test_the_difference_is_told_by_field_and_by_number(
    home: House, ana: Writer, rosa: Writer
) -> None:
    published(ana, rosa, dataset())
    changed = dataset(female=50, note="Read again.", name="Renamed")
    changed["tables"][0]["cells"].append({"sex": "unknown", "n": 0})
    published(ana, rosa, changed)
    found = home.get("/datasets/my-dataset/diff?from=1&to=2").json()
    assert {each["field"]: (each["before"], each["after"]) for each in found["fields"]} == {
        "name": ("My dataset", "Renamed"), "note": (None, "Read again."),
    }  # fmt: skip
    numbers = {each["group"]["sex"]: each for each in found["numbers"]}
    assert (numbers["female"]["before"]["n"], numbers["female"]["after"]["n"]) == (48, 50)
    assert (numbers["unknown"]["before"], numbers["unknown"]["after"]["status"]) == (None, "zero")
    assert home.get("/datasets/my-dataset/diff").json() == found
    assert "female" in home.get("/datasets/my-dataset/diff.csv").text


def test_the_difference_of_a_draft_is_for_those_who_may_see_it(
    home: House, ana: Writer, rosa: Writer
) -> None:
    published(ana, rosa, dataset())
    ana.post("/datasets/my-dataset/versions", dataset(female=49))
    at = "/datasets/my-dataset/drafts/2/diff"
    assert rosa.get(at).json()["numbers"][0]["after"]["n"] == 49
    assert home.writer("bo").get(at).status_code == 404
    assert home.get("/datasets/my-dataset/diff?to=2").status_code == 404


def test_the_history_is_public_and_tells_who_and_why(
    home: House, ana: Writer, rosa: Writer
) -> None:
    published(ana, rosa, dataset())
    ana.post("/datasets/my-dataset/versions", dataset(female=49))
    published(ana, rosa, dataset(female=50))
    rosa.post("/datasets/my-dataset/withdraw", {"reason": "Asked for."})
    rows = home.get("/datasets/my-dataset/history").json()["items"]
    assert [(row["revision"], row["published_by"], row["withdrawn_why"]) for row in rows] == [
        (1, "rosa", None), (3, "rosa", "Asked for."),
    ]  # fmt: skip
    assert rows[0]["ended_at"] == rows[1]["published_at"]


def test_a_correction_is_marked_read_shown_and_answered(
    home: House, ana: Writer, rosa: Writer
) -> None:
    published(ana, rosa, dataset())
    filed = home.client.post("/api/v1/corrections", json=FILED)
    assert filed.status_code == 201, filed.text
    address = "/corrections?dataset=my-dataset"
    (row,) = home.get(address).json()["items"]
    assert (row["state"], row["says"], row["number"]) == ("filed", None, "table 0: sex female")
    assert "example.org" not in home.get(address).text
    assert ana.get("/corrections/1").status_code == 403
    assert rosa.get("/corrections/1").json()["contact"] == "j@example.org"
    assert (
        rosa.send("PATCH", "/corrections/1", {"state": "accepted", "answer": "x"}).status_code
        == 409
    )
    assert rosa.send("PATCH", "/corrections/1", {"state": "open"}).status_code == 200
    assert home.get(address).json()["items"][0]["says"] == "Printed: 84."
    assert rosa.send("PATCH", "/corrections/1", {"state": "declined"}).status_code == 422
    done = {"state": "declined", "answer": "The paper prints 48."}
    assert rosa.send("PATCH", "/corrections/1", done).json()["answered_by"] == "rosa"


def test_a_correction_follows_its_number_into_the_next_revision(
    home: House, ana: Writer, rosa: Writer
) -> None:
    published(ana, rosa, dataset())
    assert home.client.post("/api/v1/corrections", json=FILED).status_code == 201
    by_sex = dataset()["tables"][0]
    cells = [{"age": "0-17", "n": 40}, {"age": "18+", "n": 60}]
    by_age = {**by_sex, "dims": ["age"], "cells": cells}
    places = []
    for tables in ([], [by_age, by_sex], [by_age]):
        if tables:
            published(ana, rosa, dataset() | {"tables": tables})
        card = shown(home.desk.store, "my-dataset")
        places += [each.place for each in open_of(home.desk.store, card)]
    assert places == [PLACE, PLACE | {"table": 1}, {}]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"place": {"table": 7, "group": {"sex": "female"}}}, "/place"),
        ({"place": {"table": 0, "group": {"sex": "femal"}}}, "/place"),
        ({"place": {"total": "studies"}}, "/place"),
        ({"place": {}}, "/place/table"),
        ({"says": None}, "/says"),
        ({"sayss": "x"}, "/sayss"),
    ],
)
def test_a_correction_names_a_number_that_is_out(
    home: House, ana: Writer, rosa: Writer, change: dict[str, object], pointer: str
) -> None:
    published(ana, rosa, dataset())
    refused = home.client.post("/api/v1/corrections", json=FILED | change)
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["pointer"] == pointer
    assert home.get("/corrections").json()["total"] == 0


def test_corrections_from_one_address_are_limited(home: House, ana: Writer, rosa: Writer) -> None:
    published(ana, rosa, dataset())
    sent = [home.client.post("/api/v1/corrections", json=FILED) for _ in range(12)]
    assert [each.status_code for each in sent] == [201] * 10 + [429] * 2
    assert int(sent[-1].headers["retry-after"]) > 0
    assert home.get("/datasets/my-dataset").status_code == 200


def test_every_write_is_one_event_and_the_log_is_for_reviewers(
    home: House, ana: Writer, rosa: Writer
) -> None:
    published(ana, rosa, dataset())
    ana.post("/datasets", {"slug": "broken"})
    ana.post("/datasets?dry_run=true", dataset("dry"))
    events = rosa.get("/audit").json()["items"]
    acts = [(each["account"], each["act"]) for each in events if each["kind"] == "dataset"]
    assert acts == [("ana", "drafted"), ("ana", "submitted"), ("rosa", "published")]
    assert ana.get("/audit").status_code == 403
    assert home.get("/audit").status_code == 401
    assert rosa.get("/audit?after=2&limit=1").json()["items"][0]["number"] == 3


def test_the_log_holds_the_hash_of_what_is_said(ana: Writer, rosa: Writer) -> None:
    assert ana.post("/datasets", dataset()).status_code == 201
    words = "n_images: the file holds; stored says 120; the file says 112."
    assert ana.post("/datasets/my-dataset/drafts/1/comments", {"text": words}).status_code == 201
    said = [each for each in rosa.get("/audit").json()["items"] if each["act"] == "commented"]
    assert [each["after"] for each in said] == [hashlib.sha256(words.encode()).hexdigest()]


TAMPERINGS = [
    "DELETE FROM audit_events WHERE number = 2",
    "DELETE FROM audit_events WHERE number = (SELECT max(number) FROM audit_events)",
    "UPDATE audit_events SET account = 'somebody' WHERE number = 3",
    "UPDATE audit_events SET hash = 'x' WHERE number = 3",
]


def unguarded(house: House, statement: str) -> None:
    """Do what only somebody with the database in hand can do."""
    with house.desk.store.writing() as session:
        on_sqlite = session.connection().dialect.name == "sqlite"
        for act in ("_update", "_delete") if on_sqlite else ("",):
            where = "" if on_sqlite else " ON audit_events"
            session.execute(sa.text(f"DROP TRIGGER kept_audit_events{act}{where}"))
        session.execute(sa.text(statement))


def rewriting_is_refused_and_else_found(house: House, tampering: str) -> None:
    published(house.writer("ana"), house.writer("rosa", Role.REVIEWER), dataset())
    noted = verify(house.desk.store).head
    assert verify(house.desk.store, noted).head == noted
    with pytest.raises(Conflict, match="never changed"), house.desk.store.writing() as session:
        session.execute(sa.text(tampering))
    unguarded(house, tampering)
    with pytest.raises(Conflict, match="not as it was written"):
        verify(house.desk.store)


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_whoever_rewrites_the_log_is_refused_or_found(home: House, tampering: str) -> None:
    rewriting_is_refused_and_else_found(home, tampering)


def test_on_postgresql_too(far_home: House) -> None:
    rewriting_is_refused_and_else_found(far_home, TAMPERINGS[0])


def test_a_log_made_anew_does_not_hold_the_head_that_was_noted(home: House, ana: Writer) -> None:
    ana.post("/datasets", dataset())
    with pytest.raises(Conflict, match="not as it was written"):
        verify(home.desk.store, "0" * 64)
