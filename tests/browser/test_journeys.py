"""Two people's ways through the pages: a researcher's, and that of a minister's adviser."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000
PERMANENT = "This describes what is published, not what your hospitals hold."
CHEST_BY_ETHNICITY = {
    "kind": "dataset",
    "modality": "xray",
    "body_region": "chest",
    "counted_by": "ethnicity",
}


def open_home(page: Page, site: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(site)
    page.wait_for_selector(".ways form select")
    return page


def plain(text: str | None) -> str:
    return " ".join((text or "").replace("\u00a0", " ").replace("\u202f", " ").split())


def said(page: Page, selector: str) -> str:
    return plain(page.locator(selector).first.text_content())


def cells(page: Page, table: str) -> list[list[str]]:
    script = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    rows: list[list[str]] = page.eval_on_selector_all(f"{table} tbody tr", script)
    return [[plain(cell) for cell in row] for row in rows]


def downloaded(page: Page, link: Locator) -> list[dict[str, str]]:
    """Press a link to a CSV and read what comes."""
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".csv")
    return list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))


def thousands(number: str) -> str:
    return f"{int(number):,}" if number else "not found"


# --- A researcher: which chest X-ray sets report ethnicity? -----------------------------


def chosen_sets(page: Page) -> None:
    page.get_by_label("Kind of image").select_option("X-ray")
    page.get_by_label("Part of the body").select_option("chest")
    page.get_by_label("Numbers held of").select_option("race or ethnicity")


def test_a_researcher_asks_the_search_and_is_led_to_the_filters(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_home(browser_page.page, site)
    page.locator("#find-home").fill("chest X-ray sets that report ethnicity")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#finding")).to_contain_text("We found nothing")
    page.locator("main").get_by_role("link", name="datasets", exact=True).click()
    chosen_sets(page)
    found = api.get("/datasets", params=CHEST_BY_ETHNICITY).json()
    expect(page.locator("#datasets-table caption")).to_contain_text(f"of {found['total']},")
    assert found["total"] > 0
    shown = cells(page, "#datasets-table")
    assert [row[0] for row in shown] == [each["name"] for each in found["items"]]


def test_a_researcher_takes_list_numbers_source_and_citation_along(
    open_page: Callable[..., BrowserPage], site: str, api: httpx.Client
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"]).page
    open_home(page, site).get_by_role("link", name="Datasets", exact=True).click()
    chosen_sets(page)
    found = api.get("/datasets", params=CHEST_BY_ETHNICITY).json()
    expect(page.locator("#datasets-table caption")).to_contain_text(f"of {found['total']},")
    the_list_is_the_file(page)
    page.locator("#datasets-table").get_by_role("link", name="MIMIC-CXR", exact=True).click()
    page.wait_for_selector("#printed-table td")
    numbers = the_numbers_are_the_file(page)
    a_number_leads_to_its_source(page, numbers)
    the_citation_is_copied(page, api)


def the_list_is_the_file(page: Page) -> None:
    rows = downloaded(page, page.locator(".share").get_by_role("link", name="CSV"))
    shown = cells(page, "#datasets-table")
    assert [row["name"] for row in rows] == [row[0] for row in shown]
    for row, seen in zip(rows, shown, strict=True):
        assert seen[6].startswith(thousands(row["patients"]))
        assert seen[7].startswith(thousands(row["images"]))


def the_numbers_are_the_file(page: Page) -> list[dict[str, str]]:
    link = page.locator(".share-part", has_text="its numbers").get_by_role("link", name="CSV")
    rows = downloaded(page, link)
    there = [(thousands(row["n"]), row["unit"], row["citation"]) for row in rows]
    shown = [(row[1], row[2], row[4]) for row in cells(page, "#printed-table")]
    assert sorted(there) == sorted(shown)
    assert any(row["ethnicity"] for row in rows)
    return rows


def a_number_leads_to_its_source(page: Page, numbers: list[dict[str, str]]) -> None:
    counted = next(row for row in numbers if row["ethnicity"] and row["n"])
    row = page.locator("#printed-table tr", has_text=thousands(counted["n"])).first
    expect(row).to_contain_text("ethnicity")
    source = row.get_by_role("link", name=counted["citation"][:12])
    assert source.get_attribute("href") == counted["url"]
    assert plain(source.text_content()) == plain(counted["citation"])
    page.locator("#sources summary").click()
    expect(page.locator(f'#sources a[href="{counted["url"]}"]').first).to_be_visible()


def the_citation_is_copied(page: Page, api: httpx.Client) -> None:
    page.locator(".cite summary").click()
    page.locator(".cite").get_by_role("button", name="Copy").first.click()
    expect(page.locator(".cite").get_by_role("button", name="Copied")).to_be_visible()
    copied = plain(page.evaluate("() => navigator.clipboard.readText()"))
    assert copied == said(page, ".cite pre")
    release = api.get("/stats").json()["release"]
    for part in (f"FairAtlas, release {release}", "MIMIC-CXR", said(page, "#finding"), page.url):
        assert part in copied


# --- A minister's adviser: my country's brief, on paper ---------------------------------


def test_an_adviser_prints_the_brief_and_looks_at_the_region(
    browser_page: BrowserPage, site: str, api: httpx.Client, tmp_path: Path
) -> None:
    page = open_home(browser_page.page, site)
    expect(page.get_by_role("heading", name="Read my country’s brief")).to_be_visible()
    page.get_by_label("Country or area").select_option("Uganda")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("h1")).to_have_text("Uganda")
    page.wait_for_selector(".sources li", state="attached")
    the_paper_has_two_pages_with_the_finding(page, tmp_path / "brief.pdf")
    page.get_by_role("link", name="Region of the world (UN)").click()
    expect(page.locator("#compared h2")).to_contain_text("Africa")
    the_compared_are_the_region(page, api)
    page.locator("#compared").get_by_role("link", name="Kenya", exact=True).click()
    expect(page.locator("h1")).to_have_text("Kenya")


def the_paper_has_two_pages_with_the_finding(page: Page, path: Path) -> None:
    page.emulate_media(media="print")
    for selector in ("#finding", "#not-known", ".permanent", ".sources li"):
        expect(page.locator(selector).first).to_be_visible()
    assert said(page, ".permanent") == PERMANENT
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    pages = re.findall(rb"/Type\s*/Page\b", path.read_bytes())
    assert 1 <= len(pages) <= 2
    if reader := shutil.which("pdftotext"):
        asked = [reader, str(path), "-"]
        paper = plain(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
        assert said(page, "#finding") in paper
        assert PERMANENT in paper
    page.emulate_media(media="screen")


def the_compared_are_the_region(page: Page, api: httpx.Client) -> None:
    listed = [each["country"] for each in api.get("/countries").json()["items"]]
    region = next(each["region"] for each in listed if each["iso3"] == "UGA")
    others = {each["name"] for each in listed if each["region"] == region} - {"Uganda"}
    script = "links => links.map(link => link.textContent)"
    linked = page.eval_on_selector_all('#compared a[href^="/countries/"]', script)
    assert set(map(plain, linked)) - {"Uganda"} == set(map(plain, others))
