"""A card's way in: begun, changed, submitted, returned, published, superseded, withdrawn."""

import json
from typing import Any

import pytest

from app.domain.access import Role
from app.services.writing.examples import EXAMPLES
from tests.support.writers import House, Writer, dataset, published

AT = "/datasets/my-dataset/drafts/1"
PUBLIC = [
    "/datasets", "/datasets/my-dataset", "/datasets/my-dataset?revision=1", "/search?q=my+dataset",
    "/datasets/my-dataset/counts", "/datasets/my-dataset/revisions", "/datasets/my-dataset/lineage",
    "/countries", "/countries/KEN", "/stats", "/assess?dimension=sex",
    "/assess?subject=dataset:my-dataset&dimension=sex", "/datasets.csv", "/models", "/references",
]  # fmt: skip


def seen(house: House) -> list[tuple[int, Any]]:
    return [(each.status_code, each.content) for each in map(house.get, PUBLIC)]


@pytest.mark.parametrize("noun", EXAMPLES)
def test_every_kind_of_card_goes_all_the_way(home: House, noun: str) -> None:
    goes_all_the_way(home, noun)


def test_on_postgresql_too(far_home: House) -> None:
    for noun in EXAMPLES:
        goes_all_the_way(far_home, noun)


def goes_all_the_way(home: House, noun: str) -> None:
    ana, rosa = home.writer("ana"), home.writer("rosa", Role.REVIEWER)
    card = EXAMPLES[noun]
    begun = ana.post(f"/{noun}", card)
    assert begun.status_code == 201, begun.text
    at = begun.headers["location"].removeprefix("/api/v1")
    assert begun.json()["card"] == card
    assert ana.post(f"{at}/submit").json()["draft"]["state"] == "submitted"
    rosa.etag = ana.etag
    out = rosa.post(f"{at}/publish")
    assert (out.status_code, out.json()["state"]) == (200, "published"), out.text
    assert home.get(f"/{noun}/{card['slug']}").status_code == 200


def test_a_draft_is_nowhere_in_public(home: House, ana: Writer) -> None:
    before = seen(home)
    ana.post("/datasets", dataset())
    assert seen(home) == before
    ana.post(f"{AT}/submit")
    assert seen(home) == before
    assert home.get(AT).status_code == 401


def test_a_contributor_sees_and_changes_only_what_is_its_own(
    home: House, ana: Writer, rosa: Writer
) -> None:
    ana.post("/datasets", dataset())
    other = home.writer("bo")
    other.etag = rosa.etag = ana.etag
    for address in (AT, f"{AT}/review"):
        assert other.get(address).status_code == 404
        assert rosa.get(address).status_code == 200
    rosa.etag = ana.etag
    assert other.get("/datasets/my-dataset/drafts").json()["total"] == 0
    assert rosa.get("/datasets/my-dataset/drafts").json()["total"] == 1
    assert other.send("PATCH", AT, {"note": "x"}).status_code == 404
    assert rosa.send("PATCH", AT, {"note": "x"}).status_code == 403
    assert other.post(f"{AT}/submit").status_code == 404
    assert other.send("DELETE", AT).status_code == 404
    assert ana.get(AT).json()["card"] == dataset()


def test_no_evaluation_has_the_name_of_an_address(ana: Writer) -> None:
    refused = ana.post("/evaluations", EXAMPLES["evaluations"] | {"slug": "runs"})
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["field"] == "slug"


def test_changes_replace_patch_and_add_a_table(ana: Writer) -> None:
    ana.post("/datasets", dataset())
    assert ana.send("PUT", AT, dataset(female=40)).status_code == 200
    ana.send("PATCH", AT, {"note": "Read again.", "totals_source": {"patients": None}})
    table = {**dataset()["tables"][0], "dims": ["age"], "cells": [{"age": "40-49", "n": 100}]}
    answer = ana.post(f"{AT}/counts", table)
    assert answer.status_code == 200, answer.text
    card = ana.get(AT).json()["card"]
    assert card["tables"][0]["cells"][0]["n"] == 40
    assert (card["note"], card["totals_source"]) == ("Read again.", {})
    assert card["tables"][1] == table
    assert ana.send("PUT", AT, dataset("another")).json()["problems"][0]["pointer"] == "/slug"


@pytest.mark.parametrize("asked", ["dry_run=True", "dry_run=1", "dryrun=true"])
def test_a_dry_run_that_is_asked_for_wrongly_writes_nothing(ana: Writer, asked: str) -> None:
    ana.post("/datasets", dataset())
    table = {**dataset()["tables"][0], "dims": ["age"], "cells": [{"age": "40-49", "n": 100}]}
    refused = ana.post(f"{AT}/counts?{asked}", table)
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["example"] in ("true", "dry_run")
    assert ana.get(AT).json()["card"] == dataset()


def test_a_printed_share_keeps_its_decimals(home: House, ana: Writer, rosa: Writer) -> None:
    card = dataset()
    card["tables"][0]["cells"] = []
    text = '[{"sex": "female", "share": 0.50}, {"sex": "male", "share": 0.500}]'
    raw = json.dumps(card).replace('"cells": []', f'"cells": {text}')
    sent = home.client.post(
        "/api/v1/datasets", content=raw,
        headers={"Authorization": f"Bearer {ana.token}", "Content-Type": "application/json"},
    )  # fmt: skip
    assert sent.status_code == 201, sent.text
    ana.etag = sent.headers["etag"]
    ana.send("PATCH", AT, {"note": "Changed elsewhere."})
    ana.post(f"{AT}/submit")
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/publish").status_code == 200
    cells = home.get("/datasets/my-dataset").json()["tables"][0]["cells"]
    assert [each["share_decimals"] for each in cells] == [2, 3]


def test_returned_with_comments_and_mended(ana: Writer, rosa: Writer) -> None:
    ana.post("/datasets", dataset())
    ana.post(f"{AT}/submit")
    assert ana.send("PATCH", AT, {"note": "too late"}).status_code == 409
    assert ana.send("DELETE", AT).status_code == 409
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/return", {}).json()["problems"][0]["pointer"] == "/comments"
    assert rosa.post(f"{AT}/return", {"comments": "See Table 2."}).status_code == 200
    assert rosa.post(f"{AT}/publish").status_code == 409
    review = ana.get(f"{AT}/review").json()
    assert [(each["by"], each["text"]) for each in review["comments"]] == [("rosa", "See Table 2.")]
    assert ana.send("PATCH", AT, {"note": "mended"}).status_code == 200


def test_nobody_publishes_alone(home: House, rosa: Writer) -> None:
    rosa.post("/datasets", dataset())
    rosa.post(f"{AT}/submit")
    assert "Somebody else" in rosa.post(f"{AT}/publish").json()["detail"]
    admin = home.writer("ada", Role.ADMIN)
    admin.etag = rosa.etag
    assert admin.post(f"{AT}/publish").status_code == 200


def test_published_is_immutable_and_a_correction_is_a_new_revision(
    home: House, ana: Writer, rosa: Writer
) -> None:
    first = published(ana, rosa, dataset()).json()["release"]
    for method, address in (("PATCH", AT), ("DELETE", AT), ("POST", f"{AT}/submit")):
        body = {"note": "x"} if method == "PATCH" else None
        ana.get(AT)
        assert ana.send(method, address, body).status_code == 409
    assert ana.post("/datasets", dataset()).status_code == 409
    second = published(ana, rosa, dataset(female=50)).json()
    assert (second["revision"], second["release"]) == (2, first + 1)
    cells = home.get(f"/datasets/my-dataset?release={first}").json()["tables"][0]["cells"]
    assert [each["n"] for each in cells] == [48, 52]


def test_a_draft_of_an_older_state_is_not_published(ana: Writer, rosa: Writer) -> None:
    published(ana, rosa, dataset())
    stale = ana.post("/datasets/my-dataset/versions", dataset(female=41)).json()["draft"]
    etag = ana.etag
    published(ana, rosa, dataset(female=42))
    ana.etag = etag
    at = f"/datasets/my-dataset/drafts/{stale['revision']}"
    ana.post(f"{at}/submit")
    rosa.etag = ana.etag
    found = rosa.post(f"{at}/publish")
    assert (found.status_code, found.json()["problems"][0]["example"]) == (409, "3")


def test_a_withdrawn_card_leaves_a_tombstone(home: House, ana: Writer, rosa: Writer) -> None:
    release = published(ana, rosa, dataset()).json()["release"]
    reason = "The hospital <b>asked</b> for it."
    assert ana.post("/datasets/my-dataset/withdraw", {"reason": reason}).status_code == 403
    assert rosa.post("/datasets/my-dataset/withdraw", {"reason": reason}).status_code == 200
    gone = home.get("/datasets/my-dataset")
    assert gone.status_code == 410
    for told in ("rosa", "2026-03-01T12:00:00Z", reason):
        assert told in gone.json()["detail"]
    assert home.get(f"/datasets/my-dataset?release={release}").status_code == 200
    assert home.get("/datasets/my-dataset?revision=1").status_code == 200
    assert home.get("/datasets").json()["total"] == 0
    assert home.get("/datasets/my-dataset/revisions").json()["items"][0]["state"] == "withdrawn"
    assert rosa.post("/datasets/my-dataset/withdraw", {"reason": reason}).status_code == 410
    assert rosa.get(f"{AT}/review").status_code == 200
