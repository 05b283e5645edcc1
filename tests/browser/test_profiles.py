"""Profiles in a browser: the numbers of the interface, by address and keyboard, on two pages."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000


def open_profile(page: Page, site: str, path: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(f"{site}{path}")
    page.wait_for_selector("#finding")
    return page


def said(page: Page, selector: str) -> str:
    return (page.locator(selector).text_content() or "").replace("\u00a0", " ")


def in_words(low: int, high: int) -> str:
    return f"{high:,}" if low == high else f"{low:,} to {high:,}"


@pytest.mark.parametrize("iso3", ["UGA", "USA", "KEN"])
def test_a_countrys_numbers_are_those_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client, iso3: str
) -> None:
    page = open_profile(browser_page.page, site, f"/countries/{iso3}")
    answer = api.get(f"/countries/{iso3}").json()
    for unit, there in answer["counts"].items():
        if any(each["kind"] == "dataset" for each in answer["items"]):
            shown = said(page, f"#counted-{unit}")
        else:
            shown = said(page, "#counted")
            assert "We found no dataset" in shown
        if there["status"] == "counted":
            assert shown == in_words(there["n_low"], there["n_high"])
        else:
            assert not re.search(r"\d", shown)
    people = answer["counts"]["patients"]
    if people["status"] == "counted":
        assert in_words(people["n_low"], people["n_high"]) in said(page, "#finding")
    assert said(page, "#release") == f"Release {answer['release']}"


def test_a_regions_numbers_are_those_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_profile(browser_page.page, site, "/regions/region/Africa")
    listed = api.get("/regions", params={"grouping": "region"}).json()["items"]
    africa = next(each for each in listed if each["name"] == "Africa")
    assert in_words(africa["n_low"], africa["n_high"]) in said(page, "#finding")
    assert "not the sum of its countries" in said(page, "#drawn-within")
    assert "both bars end at" in said(page, ".shares")
    of_all, of_known = said(page, ".shares dd >> nth=1").split("; ")
    assert of_all.startswith("between "), "the solid part of the bar is the least"
    assert of_known.endswith("of patients whose region is known")


def test_what_hospitals_hold_is_never_claimed(browser_page: BrowserPage, site: str) -> None:
    page = open_profile(browser_page.page, site, "/countries/KEN")
    assert said(page, ".permanent") == (
        "This describes what is published, not what your hospitals hold."
    )


@pytest.mark.parametrize(("iso3", "other"), [("XKX", "Serbia"), ("SRB", "Kosovo")])
def test_areas_that_are_drawn_together_are_told_apart(
    browser_page: BrowserPage, site: str, iso3: str, other: str
) -> None:
    page = open_profile(browser_page.page, site, f"/countries/{iso3}")
    expect(page.locator("#drawn-within")).to_contain_text(other)


def test_comparable_countries_stand_by_name_and_lead_on(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_profile(browser_page.page, site, "/countries/UGA?beside=income_group")
    expect(page.locator("#compared h2")).to_contain_text("Low-income countries")
    names = page.eval_on_selector_all(
        "#compared-none a", "links => links.map(each => each.textContent)"
    )
    assert names == sorted(names)
    # Its own name is there, and does not lead back to where one is.
    expect(page.locator("#compared li b")).to_have_text("Uganda")
    page.get_by_role("link", name="Subregion (UN)").click()
    expect(page.locator("#compared h2")).to_contain_text("Sub-Saharan Africa")
    assert "beside=subregion" in page.url


def test_the_atlas_leads_to_the_profile(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.set_default_timeout(SLOW)
    page.goto(f"{site}/atlas?country=KEN")
    page.get_by_role("link", name="Open profile").click()
    expect(page.locator("h1")).to_have_text("Kenya")


def test_the_figures_can_be_taken_along(browser_page: BrowserPage, site: str) -> None:
    page = open_profile(browser_page.page, site, "/countries/UGA")
    links = page.eval_on_selector_all(".share a", "links => links.map(each => each.href)")
    assert links
    assert [httpx.get(link, timeout=60).status_code for link in links] == [200] * len(links)


def test_a_country_that_is_none_is_said_to_be_none(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/countries/ZZZ")
    expect(page.get_by_role("alert")).to_contain_text("no profile under “ZZZ”", timeout=SLOW)
    expect(page.get_by_role("alert")).not_to_contain_text("iso3")
    browser_page.was_not_found()


@pytest.mark.parametrize(
    "path",
    [
        "/countries/KEN",
        "/countries/USA",
        "/regions/income_group/High%20income",
        "/regions/region/Africa",
    ],
)
def test_a_brief_is_at_most_two_pages_of_paper(
    browser_page: BrowserPage, site: str, path: str
) -> None:
    page = open_profile(browser_page.page, site, path)
    page.wait_for_selector(".sources li", state="attached")
    page.emulate_media(media="print")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2


@pytest.mark.parametrize("width", [320, 390, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    options = {"viewport": {"width": width, "height": 900}}
    page = open_profile(open_page(**options).page, site, "/countries/USA")
    page.wait_for_selector("#profile-models li")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
