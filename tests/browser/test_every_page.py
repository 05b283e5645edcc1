"""Every kind of page keeps what is promised of all: landmarks, axe, width, right-to-left, paper."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import grave
from tests.support.browser import BrowserPage, watched_page

pytestmark = pytest.mark.browser
SLOW = 60_000
# A4 of 96 dots per inch, less the margins that Chromium leaves by itself (1 cm on each side).
PAPER = {"width": 718, "height": 1000}
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
NOWHERE = "/no-such-page"
PATHS = (
    "/",
    "/atlas",
    "/gaps",
    "/datasets",
    "/datasets/mimic-cxr",
    "/datasets/mimic-cxr/correct?total=images",
    "/datasets/mimic-cxr/changes",
    "/compare?a=mimic-cxr&b=chexpert",
    "/models",
    "/models/medimageinsight",
    "/models/medimageinsight/questions",
    "/evaluations",
    "/evaluations/fairclip-2024-clip-vitb16-fairvlmed",
    "/link",
    "/methods",
    "/countries/KEN",
    "/regions/region/Africa",
    "/search?q=brain",
    "/contribute",
    "/contribute/results",
    "/contribute/review",
    "/contribute/country",
    "/contribute/keys",
    "/contribute/log",
    NOWHERE,
)
# What is chosen on them, or shown of one card and not of another.
CHOSEN = {
    "/atlas?measure=ratio&country=KEN": ".choroplethlayer path",
    "/gaps?dimension=sex": "#finding, .refusal",
    "/gaps?dimension=sex&subject=dataset:nlst&other=model:rad-dino&reference=un-wpp-2024-2025"
    "&reference_filter=age:55-74;country:USA": "#finding",
    "/gaps?dimension=country&subject=model:rad-dino&reference=un-wpp-2024-2025": "#finding",
    "/datasets/scin": "#printed-table tbody tr",
    "/datasets/abdomenatlas-mini": "#finding",
    "/evaluations/sourget-2025-biovil-mimic-cxr": "#values-table td",
    "/evaluations/fairdisco-2022-ddi": "#values-table td",
    "/models/uni/questions": ".asked li",
}
# Pages that have no answer to show: refused, empty, nothing found, not there.
STATES = {
    "/atlas?modality=xrays": ".trouble",
    "/gaps?dimension=ethnicity": "#gaps-figures :is(a, p), #gaps-finding p",
    "/datasets?q=nosuchset": ".empty",
    "/models?q=nosuchmodel": ".empty",
    "/evaluations?q=nosuchtest": ".empty",
    "/search?q=qqqqqqqq": "#finding",
    "/datasets/no-such-set": "main h1",
    "/models/no-such-model": ".trouble",
    "/countries/XXX": ".trouble",
    "/compare?a=chexpert": "main h1",
    "/compare?a=nosuch&b=mimic-cxr": ".trouble",
    "/evaluations?publication_status=nosuch": ".trouble",
    "/evaluations/no-such-test": ".trouble",
    "/link?metric=nosuch&models=nosuch": ".trouble",
}
# What is wider than the window and can be reached by no scrolling frame of its own.
TOO_WIDE = """() => {
    const root = document.documentElement, width = root.clientWidth;
    const framed = (each) => {
        for (let at = each.parentElement; at && at !== document.body; at = at.parentElement)
            if (getComputedStyle(at).overflowX !== "visible") return true;
        return false;
    };
    const found = [...document.querySelectorAll(".shell *")].filter((each) => {
        const { left, right, height } = each.getBoundingClientRect();
        return height && (right > width + 1 || left < -1) && !framed(each);
    });
    const page = root.scrollWidth > width ? [`the page: ${root.scrollWidth} of ${width}`] : [];
    return [...page, ...found.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))];
}"""
# What is cut off with no way to see the rest. Words for a screen reader alone are cut on purpose.
CUT_OFF = """(paper) => [...document.querySelectorAll(".shell *")].filter((each) => {
    const style = getComputedStyle(each);
    const closed = paper ? style.overflowX !== "visible" : style.overflowX === "hidden";
    const aloud = style.clipPath !== "none" || each.matches("input, select");
    return closed && !aloud && each.clientWidth && each.scrollWidth > each.clientWidth + 1;
}).slice(0, 5).map((each) => each.outerHTML.slice(0, 120))"""

# Choices that cut off one of their options although their row has room for it.
NARROW = """() => [...document.querySelectorAll(".drawer select")].flatMap((each) => {
    const style = getComputedStyle(each), room = each.closest(".choices").clientWidth;
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const widths = [...each.options].map((option) => pen.measureText(option.text).width);
    const around = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    const needed = Math.min(Math.max(...widths) + around, room) - 2;
    const cut = each.clientWidth && each.clientWidth < needed;
    return cut ? [`${each.id}: ${each.clientWidth} of ${needed}`] : [];
})"""


@pytest.fixture(scope="module", params=PATHS)
def visited(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[BrowserPage]:
    """One load of one page for all tests of it; what is said on the console is kept."""
    path: str = request.param
    said: list[str] = []
    with ExitStack() as stack:
        watched = stack.enter_context(watched_page(browser, color_scheme="light"))
        watched.page.on("console", lambda message: said.append(message.text))
        _open(watched.page, site + path)
        if path == NOWHERE:
            watched.console_errors.clear()  # the browser reports the 404 that is right here
        yield watched
        assert [each for each in said if not _is_the_404(each, path)] == []


def _open(page: Page, address: str) -> None:
    page.set_default_timeout(SLOW)
    page.goto(address)
    page.wait_for_selector("main h1")
    page.wait_for_selector(".skeleton", state="detached")
    if address.endswith("/atlas"):
        page.wait_for_selector(".choroplethlayer path", state="attached")


def _is_the_404(message: str, path: str) -> bool:
    return path == NOWHERE and "status of 404" in message


def _settles(page: Page, script: str, argument: bool = False) -> list[str]:
    """Ask until nothing is found: a figure that follows the window takes a moment."""
    found: list[str] = page.evaluate(script, argument)
    for _ in range(20):
        if not found:
            break
        page.wait_for_timeout(100)
        found = page.evaluate(script, argument)
    return found


def test_it_has_one_head_one_main_part_and_a_language(visited: BrowserPage) -> None:
    page = visited.page
    assert page.locator("h1").count() == 1
    assert page.inner_text("h1").strip()
    assert page.locator("main, [role=main]").count() == 1
    assert page.locator("main h1").count() == 1
    assert page.locator("header nav[aria-label]").count() == 1
    assert page.get_attribute("html", "lang") == "en"
    assert "FairAtlas" in page.title()


def _in_both_colours(page: Page, *schemes: str) -> None:
    for scheme in schemes or ("light", "dark"):
        assert page.get_attribute("html", "data-theme") == scheme
        assert grave(page) == [], scheme
        page.locator("#theme-switch").click()


def test_axe_finds_nothing_serious_in_either_colours(visited: BrowserPage) -> None:
    _in_both_colours(visited.page)


def test_axe_finds_nothing_serious_on_a_phone(visited: BrowserPage) -> None:
    visited.page.set_viewport_size(PHONE)
    try:
        assert grave(visited.page) == []
    finally:
        visited.page.set_viewport_size(DESK)


@pytest.mark.parametrize("path", CHOSEN)
def test_axe_finds_nothing_serious_where_dark_colours_come_first(
    browser: Browser, site: str, path: str
) -> None:
    with watched_page(browser, color_scheme="dark") as watched:
        _open(watched.page, site + path)
        watched.page.wait_for_selector(CHOSEN[path], state="attached")
        _in_both_colours(watched.page, "dark", "light")


@pytest.mark.parametrize("path", STATES)
def test_states_without_an_answer_keep_the_same(browser: Browser, site: str, path: str) -> None:
    with watched_page(browser, color_scheme="light", viewport=PHONE) as watched:
        page = watched.page
        _open(page, site + path)
        page.wait_for_selector(STATES[path])
        assert page.locator("h1").count() == 1
        _in_both_colours(page)
        assert _settles(page, TOO_WIDE) == []
        assert _settles(page, CUT_OFF) == []
        watched.console_errors.clear()  # the browser reports a 404 that is right


def test_nothing_is_wider_than_the_window_or_cut_off(visited: BrowserPage) -> None:
    for window in (DESK, PHONE):
        visited.page.set_viewport_size(window)
        assert _settles(visited.page, TOO_WIDE) == [], window
        assert _settles(visited.page, CUT_OFF) == [], window


def test_choices_are_wide_enough_for_their_words(visited: BrowserPage) -> None:
    page = visited.page
    for window in (DESK, TABLET, PHONE):
        page.set_viewport_size(window)
        page.evaluate("document.querySelectorAll('details.drawer').forEach((d) => (d.open = true))")
        assert _settles(page, NARROW) == [], window
    page.set_viewport_size(DESK)


def test_it_can_be_read_from_right_to_left(visited: BrowserPage) -> None:
    page = visited.page
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    try:
        for window in (DESK, PHONE):
            page.set_viewport_size(window)
            assert _settles(page, TOO_WIDE) == [], window
    finally:
        page.evaluate("() => { document.documentElement.dir = 'ltr' }")


def test_paper_of_a4_holds_its_width(visited: BrowserPage) -> None:
    page = visited.page
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    try:
        assert _settles(page, TOO_WIDE) == []
        assert _settles(page, CUT_OFF, True) == []
    finally:
        page.emulate_media(media="screen")
        page.set_viewport_size(DESK)
