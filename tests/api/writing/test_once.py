"""Nothing is lost, done twice or half: ETags, Idempotency-Key, dry runs, countries heard."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import pytest
import yaml

from app.services.ingest import load_bundle
from app.services.writing.log import verify
from tests.support.writers import House, Writer, dataset, published

AT = "/datasets/my-dataset/drafts/1"


def twin(writer: Writer) -> Writer:
    return Writer(writer.client, writer.token, writer.etag)


def note_by_twin(writer: Writer, note: str) -> httpx.Response:
    return twin(writer).send("PATCH", AT, {"note": note})


def one_editor_wins(home: House) -> None:
    ana = home.writer("ana")
    ana.post("/datasets", dataset())
    for round_number in range(10):
        notes = [f"{round_number}-{number}" for number in range(4)]
        with ThreadPoolExecutor(4) as pool:
            sent = list(pool.map(partial(note_by_twin, ana), notes))
        assert sorted(each.status_code for each in sent) == [200, 412, 412, 412]
        (won,) = (each for each in sent if each.status_code == 200)
        ana.etag = won.headers["etag"]
        assert ana.get(AT).json()["card"]["note"] == won.json()["card"]["note"]
        lost = next(each for each in sent if each.status_code == 412)
        assert lost.json()["problems"][0]["field"] == "If-Match"
    assert verify(home.desk.store).events == 1 + 1 + 10


def test_of_editors_at_the_same_time_exactly_one_wins(home: House) -> None:
    one_editor_wins(home)


def test_of_editors_at_the_same_time_exactly_one_wins_on_postgresql(far_home: House) -> None:
    one_editor_wins(far_home)


@pytest.mark.parametrize("given", [None, "*"])
def test_a_change_says_which_state_it_was_made_from(ana: Writer, given: str | None) -> None:
    ana.post("/datasets", dataset())
    present = ana.etag
    ana.etag = given
    for method, address in (
        ("PUT", AT), ("PATCH", AT), ("DELETE", AT),
        ("POST", f"{AT}/submit"), ("POST", f"{AT}/counts"),
    ):  # fmt: skip
        body = None if method == "DELETE" or address.endswith("submit") else dataset()
        refused = ana.send(method, address, body)
        assert refused.status_code == 428, (method, address)
        assert refused.json()["problems"][0]["example"] == present
        ana.etag = given


def one_record_for_one_key(home: House) -> None:
    ana = home.writer("ana")
    with ThreadPoolExecutor(8) as pool:
        sent = list(
            pool.map(
                lambda _: twin(ana).post("/datasets", dataset(), Idempotency_Key="k1"), range(24)
            )
        )
    assert {each.status_code for each in sent} <= {201, 409}
    made = {each.content for each in sent if each.status_code == 201}
    assert len(made) == 1
    assert ana.get("/datasets/my-dataset/drafts").json()["total"] == 1
    again = ana.post("/datasets", dataset(), Idempotency_Key="k1")
    assert (again.status_code, again.content) == (201, *made)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["etag"]


def test_one_key_is_one_record(home: House) -> None:
    one_record_for_one_key(home)


def test_one_key_is_one_record_on_postgresql(far_home: House) -> None:
    one_record_for_one_key(far_home)


def test_a_key_is_of_one_request_one_owner_and_one_day(home: House, ana: Writer) -> None:
    first = ana.post("/datasets", dataset(), Idempotency_Key="k1")
    other = ana.post("/datasets", dataset("other"), Idempotency_Key="k1")
    assert (other.status_code, other.json()["problems"][0]["field"]) == (422, "Idempotency-Key")
    bo = home.writer("bo")
    assert bo.post("/datasets", dataset("of-bo"), Idempotency_Key="k1").status_code == 201
    home.clock.pass_by(hours=25)
    later = ana.post("/datasets", dataset(), Idempotency_Key="k1")
    assert (first.status_code, later.status_code) == (201, 409)
    assert ana.post("/datasets", dataset("x"), Idempotency_Key="k" * 200).status_code == 422


def test_what_was_refused_may_be_sent_again_mended(ana: Writer) -> None:
    assert ana.post("/datasets", {"slug": "x"}, Idempotency_Key="k1").status_code == 422
    assert ana.post("/datasets", dataset(), Idempotency_Key="k1").status_code == 201


def test_a_dry_run_leaves_nothing_behind(home: House, ana: Writer, rosa: Writer) -> None:
    published(ana, rosa, dataset())
    before = verify(home.desk.store)
    release = home.get("/datasets").json()["release"]
    tried = ana.post("/datasets?dry_run=true", dataset("other"), Idempotency_Key="k1")
    assert (tried.status_code, tried.headers["fairatlas-dry-run"]) == (200, "true")
    assert ana.post("/datasets?dry_run=true", dataset()).status_code == 409
    rosa.post("/datasets/my-dataset/withdraw?dry_run=true", {"reason": "x"})
    assert verify(home.desk.store) == before
    assert home.get("/datasets").json()["release"] == release
    assert ana.get("/datasets/other/drafts").json()["total"] == 0
    assert ana.post("/datasets?dry_run=yes", dataset("other")).status_code == 422


def test_a_country_is_heard_before_its_figures_are_released(
    home: House, ana: Writer, rosa: Writer
) -> None:
    amina = home.writer("amina", focal_for="KEN")
    elsewhere = home.writer("bo", focal_for="UGA")
    ana.post("/datasets", dataset())
    assert amina.get(f"{AT}/review").status_code == 404
    ana.post(f"{AT}/submit")
    rosa.etag = ana.etag
    refused = rosa.post(f"{AT}/publish")
    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (409, "KEN")
    assert elsewhere.get(f"{AT}/review").status_code == 404
    assert elsewhere.post(f"{AT}/comments", {"text": "x"}).status_code == 404
    (asked,) = amina.get(f"{AT}/review").json()["countries"]
    assert (asked["iso3"], asked["focal_points"], asked["until"]) == (
        "KEN", ["amina"], "2026-03-15T12:00:00Z",
    )  # fmt: skip
    assert amina.get(AT).status_code == 404
    assert amina.post(f"{AT}/comments", {"text": "We count 48."}).status_code == 201
    assert rosa.post(f"{AT}/publish").status_code == 200


def test_a_country_that_says_nothing_is_waited_for_so_long_and_no_longer(
    home: House, ana: Writer, rosa: Writer
) -> None:
    home.writer("amina", focal_for="KEN")
    ana.post("/datasets", dataset())
    ana.post(f"{AT}/submit")
    rosa.etag = ana.etag
    home.clock.pass_by(days=13)
    assert rosa.post(f"{AT}/publish").status_code == 409
    home.clock.pass_by(days=2)
    assert rosa.post(f"{AT}/publish").status_code == 200
    ana.post("/datasets/my-dataset/versions", dataset(note="No figure changes."))
    ana.post("/datasets/my-dataset/drafts/2/submit")
    rosa.etag = ana.etag
    assert rosa.post("/datasets/my-dataset/drafts/2/publish").status_code == 200


def test_a_bundled_card_that_was_revised_or_withdrawn_here_is_left_alone(
    home: House, ana: Writer, rosa: Writer, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "cards" / "datasets"
    folder.mkdir(parents=True)
    for slug in ("revised", "withdrawn", "untouched"):
        (folder / f"{slug}.yaml").write_text(yaml.safe_dump(dataset(slug), sort_keys=False))
    load_bundle(home.desk.store, tmp_path / "data")
    published(ana, rosa, dataset("revised", female=40))
    rosa.post("/datasets/withdrawn/withdraw", {"reason": "Asked for."})
    for slug in ("revised", "withdrawn", "untouched"):
        card = dataset(slug, female=41)
        (folder / f"{slug}.yaml").write_text(yaml.safe_dump(card, sort_keys=False))
    report = load_bundle(home.desk.store, tmp_path / "data")
    assert (report.revised, report.left_alone) == (("untouched",), ("revised", "withdrawn"))
    assert home.get("/datasets/withdrawn").status_code == 410
    cells = home.get("/datasets/revised").json()["tables"][0]["cells"]
    assert cells[0]["n"] == 40


def test_a_lineage_in_a_circle_is_not_published(home: House, ana: Writer, rosa: Writer) -> None:
    published(ana, rosa, dataset("one"))
    published(ana, rosa, dataset("two", derived_from=["one"], overlap="full"))
    ana.post("/datasets/one/versions", dataset("one", derived_from=["two"], overlap="full"))
    ana.post("/datasets/one/drafts/2/submit")
    rosa.etag = ana.etag
    release = home.get("/datasets").json()["release"]
    assert rosa.post("/datasets/one/drafts/2/publish").status_code == 422
    assert home.get("/datasets").json()["release"] == release
    assert rosa.get("/datasets/one/drafts/2").json()["draft"]["state"] == "submitted"


def test_a_country_is_heard_again_on_what_was_changed_since(
    home: House, ana: Writer, rosa: Writer
) -> None:
    amina = home.writer("amina", focal_for="KEN")
    ana.post("/datasets", dataset())
    ana.post(f"{AT}/submit")
    assert amina.post(f"{AT}/comments", {"text": "We count 48."}).status_code == 201
    rosa.etag = ana.etag
    home.clock.pass_by(days=1)
    returned = rosa.post(f"{AT}/return", {"comments": "Read again."})
    ana.etag = returned.headers["etag"]
    assert ana.send("PUT", AT, dataset(female=84)).status_code == 200
    assert ana.post(f"{AT}/submit").status_code == 200
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/publish").status_code == 409
    assert amina.post(f"{AT}/comments", {"text": "We still count 48."}).status_code == 201
    assert rosa.post(f"{AT}/publish").status_code == 200


def test_a_focal_point_reads_what_would_be_said_of_its_country_and_no_more(
    home: House, ana: Writer, rosa: Writer
) -> None:
    amina = home.writer("amina", focal_for="KEN")
    bo = home.writer("bo", focal_for="SEN")
    table = {**dataset()["tables"][0], "dims": ["country"]}
    cells = [{"country": "KEN", "n": 48}, {"country": "UGA", "n": 52}]
    card = dataset() | {"tables": [{**table, "cells": cells}]}
    at = "/consultations/my-dataset/1"
    ana.post("/datasets", card)
    assert amina.get(at).status_code == 404
    ana.post(f"{AT}/submit")
    (asked,) = amina.get("/consultations").json()["items"]
    assert (asked["draft"]["slug"], asked["country"]["commented"]) == ("my-dataset", [])
    found = amina.get(at)
    assert [(n["group"], n["after"]["n"]) for n in found.json()["numbers"]] == [
        ({"country": "KEN"}, 48)
    ]
    assert "UGA" not in found.text
    for other in (bo, ana):
        assert other.get(at).status_code == 404
        assert other.get("/consultations").json()["items"] == []
    amina.post(f"{AT}/comments", {"text": "We count 48."})
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/publish").status_code == 200
    (said,) = amina.get("/consultations").json()["said"]
    assert (said["note"]["text"], said["state"]) == ("We count 48.", "published")
