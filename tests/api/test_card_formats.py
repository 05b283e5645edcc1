"""A card in every format by its suffix, documented, kept apart from addresses that have none."""

import json
from pathlib import Path

import httpx
import pytest

from app.importers.card_yaml import read_dataset
from app.main import create_app
from app.services.files import CARD_MEDIA, CARD_SUFFIXES
from app.settings import Settings
from tests.support.server import served


@pytest.mark.parametrize("name", list(CARD_SUFFIXES))
def test_every_format_of_cards_is_one_suffix_away(api: httpx.Client, name: str) -> None:
    address = f"/datasets/chexpert{CARD_SUFFIXES[name]}"
    answer = api.get(address)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].startswith(CARD_MEDIA[name])
    told = answer.headers["content-disposition"]
    assert told.endswith(f'{CARD_SUFFIXES[name]}"')
    again = api.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_the_formats_say_the_same(api: httpx.Client) -> None:
    card = read_dataset(api.get("/datasets/chexpert.card.yaml").text)
    whole = api.get("/datasets/chexpert").json()
    assert (card.name, card.doi) == (whole["name"], whole["doi"])
    croissant = api.get("/datasets/chexpert.croissant.json?revision=1").json()
    assert croissant["fairatlasCard"]["slug"] == "chexpert"
    assert json.loads(api.get("/datasets/chexpert.jsonld").text)["@type"] == "Dataset"


SITE = "https://atlas.example.org"
HOSTILE = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "host=evil.example",
}


def test_addresses_are_of_the_site_that_was_set_and_never_of_a_request(
    api: httpx.Client, bundled_database: Path
) -> None:
    for suffix in CARD_SUFFIXES.values():
        asked = api.get(f"/datasets/chexpert{suffix}?revision=1", headers=HOSTILE)
        assert asked.status_code == 200
        assert "evil.example" not in asked.text + str(asked.headers)
    assert json.loads(api.get("/datasets/chexpert.jsonld").text)["url"] == "/datasets/chexpert"
    settings = Settings(database_url=f"sqlite:///{bundled_database}", origin=SITE)
    with served(create_app(settings, with_pages=False)) as address:
        at = f"{address}/api/v1/datasets/chexpert"
        told = httpx.get(f"{at}.jsonld", headers=HOSTILE).json()
        cited = [httpx.get(f"{at}{suffix}", headers=HOSTILE).text for suffix in (".bib", ".cff")]
    assert told["@id"] == told["url"] == f"{SITE}/datasets/chexpert"
    assert told["subjectOf"]["contentUrl"] == f"{SITE}/api/v1/datasets/chexpert"
    assert told["includedInDataCatalog"]["url"] == f"{SITE}/datasets"
    assert all(f"{SITE}/datasets/chexpert" in text for text in cited)


def test_other_addresses_say_that_they_have_no_such_format(api: httpx.Client) -> None:
    answer = api.get("/datasets.croissant.json")
    assert answer.status_code == 406
    assert answer.json()["problems"][0]["rule"].startswith("is for the address of one dataset")
    assert api.get("/datasets/no-such-set.bib").status_code == 404


def test_the_document_names_every_suffix(api: httpx.Client) -> None:
    document = api.get(str(api.base_url.join("/api/openapi.json"))).json()
    operation = document["paths"]["/v1/datasets/{slug}"]["get"]
    assert all(f"`{suffix}`" in operation["description"] for suffix in CARD_SUFFIXES.values())
    assert set(CARD_MEDIA.values()) <= set(operation["responses"]["200"]["content"])
