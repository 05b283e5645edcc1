"""The page of a model that was revised: what each revision changed, and each as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from app.domain.access import Role
from app.services.writing.examples import EXAMPLES
from tests.support.browser import BrowserPage
from tests.support.writers import House, Writer, house

pytestmark = pytest.mark.browser
SLOW = 60_000
CARD: dict[str, Any] = EXAMPLES["models"]


def published(author: Writer, reviewer: Writer, address: str, card: dict[str, Any]) -> None:
    begun = author.post(address, card)
    assert begun.status_code == 201, begun.text
    at = f"/models/my-model/drafts/{begun.json()['draft']['revision']}"
    assert author.post(f"{at}/submit").status_code == 200
    reviewer.etag = author.etag
    answer = reviewer.post(f"{at}/publish")
    assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An empty catalogue with a model in two revisions, written over REST."""
    url = f"sqlite:///{tmp_path_factory.mktemp('models') / 'fairatlas.db'}"
    with house(url, with_pages=True) as opened:
        ana, rosa = opened.writer("ana"), opened.writer("rosa", Role.REVIEWER)
        published(ana, rosa, "/models", CARD)
        later = CARD | {"licence": "CC-BY-4.0", "unsuitable_uses": "Children under 5."}
        published(ana, rosa, "/models/my-model/versions", later)
        yield opened


def test_a_revision_says_what_it_changed_and_the_first_is_kept(
    browser_page: BrowserPage, home: House
) -> None:
    page = browser_page.page
    page.set_default_timeout(SLOW)
    site = str(home.client.base_url).rstrip("/")
    page.goto(f"{site}/models/my-model")
    page.wait_for_selector("#revisions-table td")
    latest, first = (
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in page.locator("#revisions-table tbody tr").all()
    )
    assert latest[0] == "2"
    assert latest[3] == first[3] == "rosa"
    assert set(latest[5].split("; ")) == {"Licence", "Not meant for"}, "as its facts call them"
    words = page.inner_text("main")
    assert "Children under 5." in words
    assert CARD["intended_uses"] in words
    assert CARD["mitigation"] in words
    assert "150" in page.inner_text("#model-body"), "the energy of its training"
    page.locator("#revisions-table tbody tr").last.get_by_role("link").click()
    expect(page.locator("#model-body")).to_contain_text(CARD["unsuitable_uses"])
    expect(page.locator("#model-body")).not_to_contain_text("Children under 5.")
    was = home.get("/models/my-model?revision=1").json()
    assert (was["licence"], was["unsuitable_uses"]) == (None, CARD["unsuitable_uses"])
