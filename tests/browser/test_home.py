"""Home in a browser: findings with the numbers of the interface, and three ways in that work."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000


def open_home(page: Page, site: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(f"{site}/")
    page.wait_for_selector(".ways form select")
    return page


def said(page: Page, selector: str) -> str:
    return (page.locator(selector).text_content() or "").replace("\u00a0", " ")


def test_the_findings_have_the_numbers_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_home(browser_page.page, site)
    figures = {each["id"]: each["value"] for each in api.get("/stats").json()["items"]}
    who = said(page, "#finding-who")
    assert f"sex for {figures['datasets_with_sex_table']} of {figures['datasets']} datasets" in who
    silent = figures["countries_with_none_found"]
    assert said(page, "#finding-nowhere").startswith(f"For {silent} countries and areas")
    for name in ("datasets", "cohorts", "models"):
        assert str(figures[name]) in said(page, "#holdings")


def test_each_bar_has_all_datasets(browser_page: BrowserPage, site: str, api: httpx.Client) -> None:
    page = open_home(browser_page.page, site)
    figures = {each["id"]: each["value"] for each in api.get("/stats").json()["items"]}
    rows = page.eval_on_selector_all(
        ".described tbody tr",
        "rows => rows.map(row => [...row.querySelectorAll('.number')].map(c => c.textContent))",
    )
    assert len(rows) == 4
    for row in rows:
        assert sum(int(cell.replace(",", "")) for cell in row) == figures["datasets"]


def test_its_figures_are_handed_out_in_every_kind_of_file(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_home(browser_page.page, site)
    for kind in ("JSON", "CSV", "Parquet"):
        address = page.locator(".share").get_by_role("link", name=kind).get_attribute("href")
        assert httpx.get(f"{site}{address}", timeout=60).status_code == 200, kind


def test_my_countrys_brief_is_two_steps_away(browser_page: BrowserPage, site: str) -> None:
    page = open_home(browser_page.page, site)
    page.locator("#brief").focus()
    page.keyboard.type("Keny")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/countries/KEN$"))


def test_the_map_is_one_step_away(browser_page: BrowserPage, site: str) -> None:
    page = open_home(browser_page.page, site)
    page.get_by_role("link", name="Explore the map").click()
    page.wait_for_url(re.compile("/atlas$"))


def test_the_box_of_home_leads_to_the_search(browser_page: BrowserPage, site: str) -> None:
    page = open_home(browser_page.page, site)
    page.locator("#find-home").fill("chexpert")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#finding")).to_contain_text("chexpert")


@pytest.mark.parametrize("width", [320, 390, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    page = open_home(open_page(viewport={"width": width, "height": 900}).page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_home_is_two_pages_of_paper(browser_page: BrowserPage, site: str) -> None:
    page = open_home(browser_page.page, site)
    page.wait_for_selector(".mini-map-frame svg", state="attached")
    page.emulate_media(media="print")
    paper = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
