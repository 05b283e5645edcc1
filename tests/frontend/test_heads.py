"""The head of a document says what its page is to whoever runs no script."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.settings import Settings
from app.store import open_store
from frontend.shell import create_dash
from tests.support.server import served

ORIGIN = "https://atlas.example.org"
HOSTILE = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}


@pytest.fixture(scope="module")
def site(bundled_database: Path) -> Iterator[httpx.Client]:
    """The pages over the bundled catalogue, at an address of their own."""
    store = open_store(f"sqlite:///{bundled_database}")
    application = FastAPI()
    create_dash(application, store, Settings(origin=ORIGIN))
    with served(application) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client
    store.close()


def title(document: str) -> str:
    (found,) = re.findall("<title>(.*?)</title>", document)
    return html.unescape(found)


@pytest.mark.parametrize(
    ("path", "name"),
    [("/datasets/chexpert", "CheXpert"), ("/datasets/chexpert/correct", "CheXpert"),
     ("/countries/KEN", "Kenya"), ("/regions/income_group/Low%20income", "Low-income countries"),
     ("/models/rad-dino", "RAD-DINO"), ("/models/rad-dino/questions", "RAD-DINO"),
     ("/evaluations/medfair-2023-chexpert-erm", "on CheXpert"),
     ("/evaluations/medfair-2023-chexpert-erm/compare", "on CheXpert")],
)  # fmt: skip
def test_a_document_calls_its_page_by_a_name(site: httpx.Client, path: str, name: str) -> None:
    document = site.get(path, headers=HOSTILE).text
    assert name in title(document)
    assert title(document) in html.unescape(re.findall('og:title" content="(.*?)"', document)[0])
    assert f'<link rel="canonical" href="{ORIGIN}{path}">' in document
    assert "evil.example" not in document


def test_search_engines_read_a_card_in_the_document_itself(site: httpx.Client) -> None:
    block = r'<script type="application/ld\+json">(.*?)</script>'
    document = site.get("/datasets/chexpert").text
    (told,) = re.findall(block, document)
    said = json.loads(told)
    assert (said["@type"], said["name"]) == ("Dataset", "CheXpert")
    assert said["url"] == f"{ORIGIN}/datasets/chexpert"
    assert f'content="{html.escape(said["description"])}"' in document
    for other in ("/datasets/chexpert/correct", "/datasets", "/models/rad-dino", "/nowhere"):
        assert re.findall(block, site.get(other).text) == []


@pytest.mark.parametrize("path", ["/nowhere", "/datasets/none", "/countries/XXX"])
def test_an_address_without_a_page_has_no_address_of_its_own(site: httpx.Client, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert title(answer.text) == "No page – FairAtlas"
    assert "canonical" not in answer.text


def test_every_address_of_the_site_map_is_there_once(site: httpx.Client) -> None:
    told = site.get("/sitemap.xml").text
    paths = re.findall(f"<url><loc>{ORIGIN}(.*)</loc></url>", told)
    assert len(paths) == told.count("<loc>")
    assert len(paths) == len(set(paths)) > 800
    asked = ["/", "/atlas", "/datasets/chexpert", "/countries/CIV", "/models/rad-dino"]
    assert set(asked) <= set(paths)
    assert not [path for path in paths if "contribute" in path]
    for path in (*asked, *paths[::100]):
        assert site.head(path).status_code == 200, path


def test_robots_are_led_to_the_site_map_and_kept_from_writing(site: httpx.Client) -> None:
    told = site.get("/robots.txt")
    assert told.headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in told.text
    assert "Disallow: /contribute" in told.text
