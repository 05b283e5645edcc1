"""Evaluations in a browser: values as printed, spreads not drawn as intervals, projects apart."""

import json
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.services.places_by_name import folded
from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000
SHARED = "sourget-2025-biovil-mimic-cxr"
SEEDS = "fairdisco-2022-ddi"


def open_at(page: Page, address: str, ready: str = "#finding") -> Page:
    page.set_default_timeout(SLOW)
    page.goto(address)
    page.wait_for_selector(ready)
    return page


def rows(page: Page, table: str) -> list[list[str]]:
    return page.evaluate(
        f"""() => [...document.querySelectorAll("{table} tbody tr")].map(
            (row) => [...row.cells].map((cell) => cell.textContent))"""
    )


def listed(api: httpx.Client, **asked: str) -> set[str]:
    found = api.get("/evaluations", params={"limit": "200", **asked}).json()
    return {each["slug"] for each in found["items"]}


def shown(page: Page) -> set[str]:
    ids = page.eval_on_selector_all("#evaluations-table tbody tr", "all => all.map(row => row.id)")
    return {each.removeprefix("evaluation-") for each in ids}


def test_projects_stand_apart_and_are_off_unless_chosen(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations", "#evaluations-table td")
    papers, projects = listed(api), listed(api, publication_status="repository")
    assert projects
    assert shown(page) == papers
    by_name = [folded(row[0]) for row in rows(page, "#evaluations-table")]
    assert by_name == sorted(by_name)
    assert f"Of {len(papers)} published evaluations" in page.inner_text("#finding")
    page.select_option("#choose-publication_status", "repository")
    expect(page.locator(".projects")).to_contain_text("reviewed by nobody")
    assert shown(page) == projects
    assert "publication_status=repository" in page.url


def test_filters_are_those_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    query = "attribute=skin_tone&publication_status=all"
    page = open_at(browser_page.page, f"{site}/evaluations?{query}", "#evaluations-table td")
    asked = {"attribute": "skin_tone", "publication_status": "all"}
    assert shown(page) == listed(api, **asked)
    assert page.input_value("#choose-attribute") == "skin_tone"


def test_every_published_value_stands_in_the_table_as_printed(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations/{SHARED}", "#values-table td")
    scores = api.get(f"/evaluations/{SHARED}").json()["scores"]
    shown = rows(page, "#values-table")
    assert len(shown) == len(scores)
    printed = sorted(f"{each['value']:g}".replace("-", "\N{MINUS SIGN}") for each in scores)
    heads = page.locator("#values-table th").all_inner_texts()
    value = heads.index("Value")
    assert sorted(row[value] for row in shown) == printed
    expect(page.locator("#values-table caption")).to_contain_text(
        "Beside each value: interval over images, each taken as if it were another patient."
    )


def test_a_spread_over_seeds_is_a_pale_band_that_is_named(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations/{SEEDS}", ".forest-dot")
    assert page.locator(".forest-track .forest-spread").count() > 0
    assert page.locator(".forest-track .forest-interval").count() == 0
    expect(page.locator(".forest-legend").first).to_contain_text("spread over seeds")
    assert "only a spread" in page.inner_text("#not-known")


def test_each_metric_has_an_axis_of_its_own_and_its_definition(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations/{SEEDS}", ".forest-dot")
    defined = api.get(f"/evaluations/{SEEDS}").json()["metric_definitions"]
    panels = page.locator(".panel-of-values")
    assert panels.count() == len(defined)
    assert panels.locator(".definition").all_inner_texts() == list(defined.values())


def test_per_cent_stays_per_cent(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations/afzal-2023-kits19-nnunet", ".forest-dot")
    assert "per cent, as printed" in page.locator("h3").first.inner_text()
    drawn = json.loads(page.locator("[data-forest]").first.get_attribute("data-forest") or "")
    assert all(tick["text"].endswith("%") for tick in drawn["ticks"])


def test_a_test_set_that_the_model_learned_from_is_flagged(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    assert api.get(f"/evaluations/{SHARED}").json()["shared_source"]["state"] == "shared"
    page = open_at(browser_page.page, f"{site}/evaluations/{SHARED}", ".shared-shared")
    expect(page.locator(".shared-shared")).to_contain_text("MIMIC-CXR")
    expect(page.locator(".shared-shared")).to_contain_text("a split may keep them apart")


def test_sets_are_called_by_their_names(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations/chexclusion-2021-chexpert")
    trained = page.locator(".facts div").filter(has_text="Trained on")
    expect(trained.locator("dd")).to_have_text("CheXpert")


def test_what_was_only_said_in_words_is_shown_as_words(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations/biomedparse-card-sex-age")
    expect(page.get_by_text("What the authors say in words")).to_be_visible()
    expect(page.locator(".nothing-known")).to_be_visible()
    assert page.locator(".forest").count() == 0


def test_too_few_is_said_and_drawn_hollow(browser_page: BrowserPage, site: str) -> None:
    slug = "fairmedfm-tutorial-medclip-papila-sex-zero-shot"
    page = open_at(browser_page.page, f"{site}/evaluations/{slug}", ".forest-dot")
    assert page.locator(".forest-dot").count() == page.locator(".forest-few").count()
    assert "too few to say" in page.inner_text("#finding")
    assert "0.0625" not in page.inner_text("#finding")


def test_an_unknown_evaluation_says_what_to_do(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/evaluations/no-such-evaluation")
    instead = page.get_by_role("alert").get_by_role("link", name="all evaluations")
    expect(instead).to_have_attribute("href", "/evaluations", timeout=SLOW)
    expect(page.get_by_role("alert")).to_be_visible(timeout=SLOW)
    browser_page.was_not_found()


@pytest.mark.parametrize("path", ["/evaluations", f"/evaluations/{SHARED}"])
@pytest.mark.parametrize("width", [390, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, path: str, width: int
) -> None:
    page = open_at(open_page(viewport={"width": width, "height": 900}).page, site + path)
    page.wait_for_selector("#evaluations-table td, #values-table td")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
