"""Methods in a browser: every measure can be linked to, and its example is that of the code."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.services.methods.examples import worked
from app.services.methods.performance import (
    gap_measures,
    group_measures,
    inequality_measures,
)
from app.services.wording import formula_words
from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000


def open_methods(page: Page, site: str, anchor: str = "") -> Page:
    page.set_default_timeout(SLOW)
    expect.set_options(timeout=SLOW)
    page.goto(f"{site}/methods{anchor}")
    page.wait_for_selector("#gini-example tbody tr", state="attached")
    page.wait_for_selector("#changes .prose li", state="attached")
    return page


def test_every_measure_of_the_api_has_its_place_and_its_example(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_methods(browser_page.page, site)
    for measure in api.get("/metrics").json()["items"]:
        part = page.locator(f"details#{measure['id']}")
        said = part.text_content() or ""
        assert measure["name"] in said
        assert measure["question"] in said
        assert formula_words(measure["formula"]) in said
        assert measure["source"] in said
        shown = part.locator("tbody tr").all_text_contents()
        assert len(shown) == len(worked(measure["id"]))


def test_every_measure_of_performance_has_its_place_and_its_example(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_methods(browser_page.page, site)
    for measure in (*group_measures(), *gap_measures(), *inequality_measures()):
        part = page.locator(f"#performance details#{measure.id}")
        said = part.text_content() or ""
        assert all(words in said for words in (measure.name, measure.question, measure.source))
        assert part.locator("tbody tr").count() == len(measure.example) > 0


def test_a_link_to_a_measure_arrives_there_and_opens_it(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_methods(browser_page.page, site, "#gini")
    expect(page.locator("#gini h4")).to_be_in_viewport()
    expect(page.locator("#gini")).to_be_focused()
    expect(page.locator("#gini-example")).to_be_visible()
    expect(page.locator("#dissimilarity-example")).to_be_hidden()


def test_paper_has_every_measure_but_not_what_is_looked_up(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_methods(browser_page.page, site)
    page.emulate_media(media="print")
    expect(page.locator("#dissimilarity-example")).to_be_visible()
    expect(page.locator("#auroc-example")).to_be_visible()
    expect(page.locator("#changes .prose")).to_be_hidden()
    expect(page.locator("#changes")).to_contain_text("On the screen only")


def test_the_finding_has_the_numbers_of_the_table(browser_page: BrowserPage, site: str) -> None:
    page = open_methods(browser_page.page, site)
    script = """() => Object.fromEntries([...document.querySelectorAll(
        "#provenance-table tbody tr")].map((row) => [row.id, row.cells[2].textContent]))"""
    numbers = page.evaluate(script)
    finding = page.inner_text("#finding")
    assert f"{numbers['kind-derived']} are worked out" in finding
    assert f"{numbers['kind-recalled-cells']} rest on memory" in finding


def test_the_parts_of_the_split_add_up(browser_page: BrowserPage, site: str) -> None:
    page = open_methods(browser_page.page, site)
    script = """() => [...document.querySelectorAll("#split-example tbody tr")].map(
        (row) => [...row.cells].slice(1).map((cell) => Number(cell.textContent)))"""
    for whole, missing, composition in page.evaluate(script):
        assert whole == pytest.approx(missing + composition, abs=2e-4)


def test_every_reference_and_column_names_its_source(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_methods(browser_page.page, site)
    references = api.get("/references").json()["total"]
    expect(page.locator("#references-table tbody tr")).to_have_count(references)
    dates = page.locator("#columns-table tbody tr").all_text_contents()
    assert any("2023-09" in date for date in dates)


@pytest.mark.parametrize("width", [320, 390, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    page = open_methods(open_page(viewport={"width": width, "height": 900}).page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# One page of every kind that shows a measure.
EXPLAINED = (
    "/", "/atlas", "/gaps", "/datasets", "/datasets/chexpert", "/compare?a=chexpert&b=mimic-cxr",
    "/models", "/models/rad-dino", "/evaluations", "/evaluations/chexclusion-2021-chexpert",
    "/countries/KEN", "/regions/region/Africa",
)  # fmt: skip
LINKS = """() => [...document.querySelectorAll('a[href*="/methods#"]')].map(
    (link) => new URL(link.href).hash.slice(1))"""


def test_every_page_with_a_measure_leads_to_where_it_is_defined(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_methods(browser_page.page, site)
    there = set(page.eval_on_selector_all("[id]", "all => all.map(each => each.id)"))
    for path in EXPLAINED:
        page.goto(f"{site}{path}")
        page.wait_for_selector(".on-methods a", state="attached")
        aims = page.evaluate(LINKS)
        assert "counting" in aims or "reasons" in aims, path
        assert set(aims) <= there, path


def test_how_to_read_this_arrives_at_the_definition(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.set_default_timeout(SLOW)
    page.goto(f"{site}/gaps")
    page.wait_for_load_state("networkidle")  # what still arrives would move what is clicked
    page.get_by_text("How to read this").click()
    page.locator(".on-methods").get_by_role("link", name="Representation ratio", exact=True).click()
    expect(page.locator("#representation_ratio")).to_be_focused(timeout=SLOW)
    expect(page.locator("#representation_ratio h4")).to_be_in_viewport()
