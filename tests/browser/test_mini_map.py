"""The small map of a card: the looks of the large one, in words too, light, and in a picture."""

import json
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000
MAP = ".mini-map-frame svg"


def open_map(page: Page, address: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(address)
    page.wait_for_selector(MAP)
    return page


def told(page: Page) -> dict[str, dict[str, str]]:
    """What the server told of each place, by its code."""
    data = page.locator("[data-mini-map]").get_attribute("data-mini-map") or "{}"
    return {each["iso3"]: each for each in json.loads(data)["places"]}


def where(api: httpx.Client, subject: str, unit: str) -> dict[str, dict]:
    asked = {"subject": subject, "dimension": "country", "unit": unit}
    groups = api.get("/assess", params=asked).json()["groups"]
    return {group["key"]["country"]: group for group in groups}


@pytest.mark.parametrize(
    ("path", "subject", "unit"),
    [
        ("/datasets/padchest?unit=patients", "dataset:padchest", "patients"),
        ("/datasets/isic-2020?unit=images", "dataset:isic-2020", "images"),
        ("/models/rad-dino?unit=patients", "model:rad-dino", "patients"),
    ],
)
def test_each_place_has_the_look_of_its_status(
    browser_page: BrowserPage, site: str, api: httpx.Client, path: str, subject: str, unit: str
) -> None:
    page = open_map(browser_page.page, f"{site}{path}")
    counted = where(api, subject, unit)
    shown = told(page)
    assert {c for c, g in counted.items() if g["status"] != "not_found"} <= set(shown)
    for code, group in counted.items():
        fill = "var(--count-" if group["status"] == "counted" else "url(#bars)"
        assert shown[code]["fill"].startswith(fill), code
    drawn = page.eval_on_selector_all(f"{MAP} path.said", "all => all.map(each => each.style.fill)")
    assert len(drawn) == len(shown)
    first = page.locator(f"{MAP} path:not([class])").first
    assert "#hatch" in first.evaluate("path => getComputedStyle(path).fill")


def test_the_map_says_in_words_what_it_shows(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_map(browser_page.page, f"{site}/datasets/padchest?unit=patients")
    group = where(api, "dataset:padchest", "patients")["ESP"]
    label = page.get_by_role("img").get_attribute("aria-label") or ""
    assert f"counted in Spain ({group['n']['value']:,} patients)" in label
    expect(page.locator(".mini-map .legend-looks li")).to_have_count(4)
    expect(page.locator(".mini-map .disclaimer")).to_contain_text("United Nations")


def test_a_small_state_has_a_ring_that_one_can_see(browser_page: BrowserPage, site: str) -> None:
    page = open_map(browser_page.page, f"{site}/datasets/aggc-2022")
    ring = page.locator(f"{MAP} .spot")
    expect(ring).to_have_count(1)
    box = ring.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 5


def test_no_map_where_no_place_is_known(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = browser_page.page
    page.set_default_timeout(SLOW)
    page.goto(f"{site}/models/biomedclip")
    page.wait_for_selector(".people-blocks")
    expect(page.locator(".mini-map")).to_have_count(0)
    expect(page.locator(".people-blocks")).to_contain_text(
        "We found no source that says where they were imaged"
    )


def test_a_map_costs_one_small_file_and_no_library(
    open_page: Callable[..., BrowserPage], site: str
) -> None:
    page = open_page().page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_map(page, f"{site}/datasets/padchest")
    assert sum("/topo/" in url for url in asked) == 1
    assert not any("plotly" in url for url in asked)


def test_the_picture_of_a_card_has_its_map(browser_page: BrowserPage, site: str) -> None:
    page = open_map(browser_page.page, f"{site}/datasets/padchest")
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture as SVG").first.click()
    written = download.value.path().read_text(encoding="utf-8")
    assert written.count("<path") > 200
    assert "Borders on this map" in written.replace("</text><text", " ")


def test_a_map_that_cannot_be_fetched_says_so(
    open_page: Callable[..., BrowserPage], site: str
) -> None:
    watched = open_page()
    page = watched.page
    page.set_default_timeout(SLOW)
    page.route("**/topo/outlines.json*", lambda route: route.abort())
    page.goto(f"{site}/datasets/padchest")
    expect(page.locator(".mini-map-frame")).to_contain_text("could not be loaded")
    expect(page.locator("#where .group-bars")).to_contain_text("Spain")
    watched.console_errors.clear()
