"""Models in a browser: the figures of the API, what is not known drawn, questions to print."""

import json
import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
NAMES = {"female": "women and girls", "male": "men and boys"}
SLOW = 60_000


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


def test_the_list_is_the_list_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/models", "#models-table td")
    listed = api.get("/models", params={"limit": 200}).json()
    shown = rows(page, "#models-table")
    assert [row[0] for row in shown] == [each["name"] for each in listed["items"]]
    complete = sum(each["mix_complete"] == "yes" for each in listed["items"])
    said = page.inner_text("#finding")
    assert f"Of {listed['total']} foundation models, {complete} give a list" in said
    for row, each in zip(shown, listed["items"], strict=True):
        assert row[3] == (str(each["parts"]) if each["parts"] else "none found")
    assert "Made in (not where imaged)" in page.inner_text("#models-table thead")


def test_search_and_filter_live_in_the_address(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/models", "#models-table td")
    page.select_option("#choose-made_in", "GBR")
    expect(page.locator("#finding")).to_contain_text("that fit these choices")
    page.locator("#choose-q").fill("retf")
    page.wait_for_url("**q=retf*")
    asked = {"made_in": "GBR", "q": "retf"}
    listed = api.get("/models", params=asked).json()
    expect(page.locator("#models-table tbody tr")).to_have_count(listed["total"])
    link = page.get_by_role("link", name="JSON").get_attribute("href") or ""
    assert httpx.get(f"{site}{link}").json()["total"] == listed["total"]
    page.go_back()
    expect(page.locator("#choose-q")).to_have_value("")


def test_nothing_found_is_said(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/models?q=nosuchmodel")
    expect(page.get_by_text("We hold no such model.")).to_be_visible(timeout=SLOW)


def test_a_model_shows_the_figures_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/models/rad-dino?unit=images", ".people")
    asked = {"subject": "model:rad-dino", "dimension": "sex", "unit": "images"}
    answer = api.get("/assess", params=asked).json()
    shown = {row[0]: row[2:4] for row in rows(page, ".people")}
    for group in answer["groups"]:
        ends = [f"{group['n'][end]:,}" for end in ("low", "high")]
        assert shown[NAMES[group["key"]["sex"]]] == ends
    parts = api.get("/models/rad-dino/mix").json()["items"]
    listed = rows(page, "#parts-table")
    assert [row[0] for row in listed] == [each["name"] for each in parts]
    assert [row[2] for row in listed] == [f"{each['weight']:,}" for each in parts]
    assert all("assumed whole" in row[3] for row in listed)


def test_a_place_from_memory_is_told_as_such_and_is_in_no_sentence(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/models/retfound", ".people")
    parts = {each["dataset"]: each for each in api.get("/models/retfound/mix").json()["items"]}
    assert parts["eyepacs-kaggle-2015"]["countries"] == ["USA"]
    assert parts["eyepacs-kaggle-2015"]["countries_recalled"]
    assert "United States" not in page.inner_text("#finding")
    assert "United States of America (recalled)" in page.inner_text("main")


def test_what_is_not_known_is_hatched_and_open_where_no_total_bounds_it(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, f"{site}/models/retfound", ".people")
    bars = page.locator(".people-open")
    assert bars.count() >= 1
    assert "linear-gradient" in bars.first.evaluate("bar => getComputedStyle(bar).backgroundImage")
    said = [row[2:4] for row in rows(page, ".people") if row[0] == "Not known"]
    assert all(ends[1] == "no total bounds it" for ends in said)


def test_the_way_of_the_images_keeps_four_places_apart(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, f"{site}/models/retfound", ".flow-frame svg")
    drawn = json.loads(page.get_attribute(".flow-frame", "data-flow") or "")
    titles = [each["text"] for each in drawn["titles"]]
    assert titles == [
        "Where imaged",
        "Who keeps the images",
        "Who made the model",
        "Where it was tested",
    ]
    words = page.get_attribute(".flow-frame svg", "aria-label") or ""
    assert "no place of imaging is known" in words
    assert page.locator(".flow-none").count() >= 2


def test_a_model_that_names_no_part_says_so(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, f"{site}/models/medsam")
    assert page.inner_text("#finding").startswith(
        "We hold no list of the datasets that MedSAM learned from. Of its training its sources say"
    )
    assert "not complete" not in page.inner_text("main"), "there is no list to be complete"


def test_an_unknown_model_and_unit_say_what_to_do(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/models/no-such-model")
    expect(page.get_by_role("alert")).to_be_visible(timeout=SLOW)
    browser_page.was_not_found()
    page.goto(f"{site}/models/retfound?unit=people")
    expect(page.get_by_role("alert")).to_contain_text("unit", timeout=SLOW)


def test_the_questions_lead_from_the_model_and_print_with_room_to_answer(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, f"{site}/models/medimageinsight", ".way-on a")
    page.locator(".way-on a").click()
    page.wait_for_selector(".asked li")
    assert page.url.endswith("/models/medimageinsight/questions")
    questions = page.locator(".to-ask").all_inner_texts()
    assert len(questions) >= 9
    assert all(question.rstrip().endswith(("?", ".")) for question in questions)
    room = page.locator(".room-to-answer").first
    assert room.evaluate("each => each.clientHeight") == 0
    page.emulate_media(media="print")
    assert room.evaluate("each => each.clientHeight") > 30


@pytest.mark.parametrize("slug", ["retfound", "flair", "chexagent"])
def test_the_questions_are_one_sheet_of_paper(
    browser_page: BrowserPage, site: str, slug: str
) -> None:
    page = open_at(browser_page.page, f"{site}/models/{slug}/questions", ".asked li")
    page.wait_for_selector(".sources li", state="attached")
    page.emulate_media(media="print")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


@pytest.mark.parametrize("path", ["/models", "/models/sam-med3d", "/models/retfound/questions"])
@pytest.mark.parametrize("width", [390, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, path: str, width: int
) -> None:
    page = open_at(open_page(viewport={"width": width, "height": 900}).page, site + path)
    page.wait_for_selector("#models-table td, #parts-table td, .asked li")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
