"""A published table of results over REST: read, mended, and sent as a draft."""

from __future__ import annotations

import base64
import json

from app.services.exchange.results import EXAMPLE
from tests.support.writers import House, Writer


def test_a_table_becomes_a_card_that_is_accepted(ana: Writer) -> None:
    found = ana.post("/imports/results", EXAMPLE).json()
    assert (found["format"], found["problems"], found["missing"]) == ("results_csv", [], [])
    assert found["card"]["slug"] == "my-model-my-dataset"
    begun = ana.post("/evaluations", found["card"])
    assert begun.status_code == 201, begun.text
    assert begun.json()["draft"]["revision"] == 1


def test_what_is_wrong_is_named_by_field(ana: Writer, home: House) -> None:
    sent = {**EXAMPLE, "given": {"model": 5, "nobody": "x", "groups": "male"}, "part": []}
    answer = ana.post("/imports/results", sent)
    assert answer.status_code == 422
    fields = {each["field"] for each in answer.json()["problems"]}
    assert fields == {"given.model", "given.nobody", "given.groups"}
    content = base64.b64encode(json.dumps({"a": 1}).encode()).decode()
    refused = ana.post("/imports/results", {"files": [{"name": "x.json", "content": content}]})
    assert refused.status_code == 422
    assert "no result of FairMedFM" in refused.json()["detail"]
    assert home.client.post("/api/v1/imports/results", json=EXAMPLE).status_code == 401
