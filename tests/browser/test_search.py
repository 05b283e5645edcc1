"""Search in a browser: without a mouse, by address, with the hits of the interface."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import grave
from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000


def open_search(page: Page, site: str, query: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(f"{site}/search?q={query}")
    page.wait_for_selector("#finding")
    page.wait_for_selector("#find")
    return page


def test_slash_words_and_enter_lead_to_a_countrys_profile(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_search(browser_page.page, site, "")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("cote d/ivoire")  # a slash while typing is a slash
    assert page.input_value("#find") == "cote d/ivoire"
    page.locator("#find").fill("cote d'ivoire")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    hit = page.locator("#found-country a").first
    expect(hit).to_have_text("Côte d’Ivoire")
    hit.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/countries/CIV$"))


def test_the_page_lists_what_the_api_finds(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_search(browser_page.page, site, "kenya")
    listed = page.eval_on_selector_all(".hits a", "links => links.map(each => each.textContent)")
    found = api.get("/search", params={"q": "kenya"}).json()["items"]
    assert listed == [each["name"] for each in found]


def test_what_is_typed_is_offered_by_name(browser_page: BrowserPage, site: str) -> None:
    page = open_search(browser_page.page, site, "")
    page.locator("#find").press_sequentially("chexp")
    option = page.locator("#find-names option[value='CheXpert']")
    expect(option).to_be_attached()


def test_a_slip_of_the_finger_gets_similar_names(browser_page: BrowserPage, site: str) -> None:
    page = open_search(browser_page.page, site, "chexprt")
    expect(page.locator("#finding")).to_contain_text("We found nothing that holds “chexprt”")
    expect(page.locator("#found-near a").first).to_have_text("CheXpert")


def test_words_that_are_no_words_are_refused_in_words(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/search?q={'x' * 201}")
    expect(page.get_by_role("alert")).to_contain_text("200", timeout=SLOW)


def test_every_hit_leads_somewhere(browser_page: BrowserPage, site: str) -> None:
    page = open_search(browser_page.page, site, "retfound")
    links = page.eval_on_selector_all(".hits a", "links => links.map(each => each.href)")
    assert links
    assert [httpx.get(link, timeout=60).status_code for link in links] == [200] * len(links)


def test_axe_finds_nothing_serious(browser_page: BrowserPage, site: str) -> None:
    page = open_search(browser_page.page, site, "chest")
    assert grave(page) == []
