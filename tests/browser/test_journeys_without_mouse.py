"""Ways through the pages without a mouse: by keyboard alone, and with a thumb on a phone."""

import re
from collections.abc import Callable, Iterable

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000
FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    const place = at.getBoundingClientRect(), last = window.lastStop;
    window.lastStop = at;
    return {
        name: at.id || (at.textContent || at.ariaLabel || "").trim().slice(0, 40),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        shadowed: style.boxShadow !== "none",
        slider: at.type === "range",
        seen: place.width > 0 && place.bottom > 0 && place.top < innerHeight
            && place.right > 0 && place.left < innerWidth,
        onward: !last?.isConnected
            || Boolean(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
}"""


def open_home(page: Page, site: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(site)
    page.wait_for_selector(".ways form select")
    return page


# --- A keyboard, never a mouse ----------------------------------------------------------


def next_stop(page: Page) -> str:
    """Press Tab; the stop is seen, marked, and later in the document than the one before."""
    page.keyboard.press("Tab")
    stop = page.evaluate(FOCUSED)
    marked = stop["outlined"] or stop["shadowed"] or (stop["slider"] and slider_is_marked(page))
    assert marked, f"the focus on {stop['name']!r} does not show"
    assert stop["seen"], f"{stop['name']!r} is focused out of sight"
    assert stop["onward"], f"{stop['name']!r} comes after what stands behind it"
    name: str = stop["name"]
    return name


def slider_is_marked(page: Page) -> bool:
    """A slider shows the focus on its thumb, of which no computed style tells."""
    track = page.locator(".years-track")
    focused = track.screenshot()
    slider = page.evaluate_handle("() => document.activeElement")
    slider.evaluate("each => each.blur()")
    left = track.screenshot()
    slider.evaluate("each => each.focus()")
    return focused != left


def walk_to(page: Page, name: str, at_most: int = 40) -> list[str]:
    """Go on by Tab to the stop of that name, and return the stops that were passed."""
    passed: list[str] = []
    for _ in range(at_most):
        passed.append(next_stop(page))
        if passed[-1] == name:
            return passed
    raise AssertionError(f"{name!r} was not reached: {passed}")


def stand_in_order(passed: Iterable[str], expected: list[str]) -> None:
    assert [each for each in passed if each in expected] == expected


def test_the_keyboard_alone_leads_from_home_to_a_profile(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_home(browser_page.page, site)
    assert next_stop(page) == "Skip to the content"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert walk_to(page, "Explore the map", at_most=12)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/atlas$"))
    page.wait_for_selector(".choroplethlayer path", state="attached")
    page.wait_for_selector("#atlas-panel > *")
    walk_to(page, "choose-measure")
    page.keyboard.press("d")
    expect(page.locator(".legend-title")).to_have_text("Datasets")
    passed = walk_to(page, "choose-country")
    stand_in_order(passed, ["choose-reference", "choose-modality", "choose-country"])
    page.keyboard.press("k")
    expect(page.locator("#panel-title")).to_have_text("Kazakhstan")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel-title")).to_have_text("Kenya")
    expect(page.locator("#choose-country")).to_be_focused()
    assert "measure=datasets&country=KEN" in page.url
    assert walk_to(page, "Open profile", at_most=2)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kenya")


def test_the_keyboard_alone_searches_and_changes_the_colours(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_home(browser_page.page, site)
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("retfound")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=retfound"))
    page.wait_for_selector(".hits a")
    passed = walk_to(page, "theme-switch")
    menu = ["Skip to the content", "FairAtlas", "Atlas", "Gaps", "Datasets", "find"]
    stand_in_order(passed, menu)
    page.keyboard.press("Enter")
    assert page.get_attribute("html", "data-theme") == "dark"
    expect(page.locator("#theme-switch")).to_be_focused()
    name = page.locator("#found-model a").first.inner_text()
    walk_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/models/"))
    expect(page.locator("h1")).to_contain_text(name)
    assert page.get_attribute("html", "data-theme") == "dark"


# --- A phone ----------------------------------------------------------------------------


@pytest.fixture
def phone(open_page: Callable[..., BrowserPage]) -> Page:
    watched = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    watched.page.emulate_media(reduced_motion="reduce")
    return watched.page


def fits(page: Page) -> None:
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def in_sight(part: Locator) -> bool:
    seen: bool = part.evaluate(
        """each => { const { top, bottom, left, right } = each.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth }"""
    )
    return seen


def tap_country(page: Page, iso3: str) -> None:
    """Tap the middle of a country on the map."""
    shape = page.evaluate_handle(
        """iso3 => [...document.querySelectorAll("#atlas-map .choroplethlayer path")]
            .find(path => path.__data__.loc === iso3)""",
        iso3,
    ).as_element()
    assert shape is not None
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_phone_has_the_menu_in_reach_of_a_thumb(phone: Page, site: str) -> None:
    open_home(phone, site)
    fits(phone)
    controls = phone.locator(".masthead :is(a, button, input)")
    assert controls.count() >= 8
    for control in controls.all():
        assert in_sight(control)
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    phone.locator(".pages").get_by_role("link", name="Datasets").tap()
    expect(phone.locator(".pages [aria-current]")).to_have_text("Datasets")


def test_a_tap_on_a_country_shows_what_is_known_of_it(phone: Page, site: str) -> None:
    phone.set_default_timeout(SLOW)
    phone.goto(f"{site}/atlas")
    phone.wait_for_selector("#atlas-map .choroplethlayer path", state="attached")
    phone.wait_for_selector("#atlas-panel > *")
    tap_country(phone, "BRA")
    expect(phone.locator("#panel-title")).to_have_text("Brazil")
    expect(phone.locator("#panel-title")).to_be_in_viewport(ratio=1)
    assert phone.input_value("#choose-country") == "BRA"
    phone.locator("#choose-country").select_option("India")
    expect(phone.locator("#panel-title")).to_have_text("India")
    phone.get_by_text("Choose what is shown").tap()
    phone.locator("#choose-modality").select_option("CT")
    expect(phone.locator("#finding")).to_contain_text("CT datasets")
    fits(phone)


def test_tables_are_readable_on_a_phone(phone: Page, site: str, api: httpx.Client) -> None:
    phone.set_default_timeout(SLOW)
    phone.goto(f"{site}/datasets?counted_by=ethnicity")
    phone.wait_for_selector("#datasets-table tbody td")
    fits(phone)
    readable = """cells => cells.filter(cell => cell.offsetWidth).every(cell => {
        const { left, right } = cell.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(cell).fontSize);
        return left >= 0 && right <= innerWidth && size >= 12;
    })"""
    assert phone.eval_on_selector_all("#datasets-table :is(th, td)", readable)
    found = api.get("/datasets", params={"kind": "dataset", "counted_by": "ethnicity"}).json()
    assert phone.locator("#datasets-table tbody tr").count() == found["total"]
    phone.goto(f"{site}/atlas")
    frame = phone.locator("#country-table")
    frame.scroll_into_view_if_needed()
    fits(phone)
    names = phone.locator("#country-table tbody th")
    assert names.first.evaluate("each => each.getBoundingClientRect().right <= innerWidth")
    assert frame.evaluate("each => getComputedStyle(each).overflowX") == "auto"
