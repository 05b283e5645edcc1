"""Link in a browser: the refusal first, every group in the table, the unknown never left white."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000


def open_at(page: Page, address: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(address)
    page.wait_for_selector("#link-table td")
    return page


def test_the_refusal_names_the_missing_facts_and_who_could_tell(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_at(browser_page.page, f"{site}/link")
    answer = api.get("/link").json()
    assert "cannot be said by sex" in page.inner_text("#finding")
    assert page.locator(".refused").count() == len(answer["axes"])
    settles = page.locator(".settles summary")
    said = " ".join(settles.all_inner_texts())
    assert " its " not in said
    assert "this attribute" not in said
    assert settles.count() == len({each["what"] for each in answer["settles"]})
    settles.first.click()
    expect(page.locator(".settles li a").first).to_be_visible()


def test_every_group_stands_in_the_table_and_every_difference_in_a_picture(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    asked = {"attribute": "age", "unit": "images"}
    page = open_at(browser_page.page, f"{site}/link?attribute=age&unit=images")
    answer = api.get("/link", params=asked).json()
    groups = [g for axis in answer["axes"] for run in axis["runs"] for g in run["groups"]]
    drawn = [group for group in groups if group["difference"] is not None]
    assert page.locator("#link-table tbody tr").count() == len(groups)
    untested = {each["model"]["name"] for each in answer["untested"]}
    listed = page.locator(".link-untested li a[href^='/models/']").all_text_contents()
    assert sorted(listed) == sorted(untested)
    assert page.locator(".link-frame .link-mark").count() == len(drawn)
    # On published values without an interval over patients no mark is filled.
    assert page.locator(".link-frame .link-said").count() == 0


def test_definitions_of_one_name_are_numbered_and_nothing_is_cut_off_a_picture(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, f"{site}/link")
    heads = page.locator(".link-axis h2").all_inner_texts()
    assert len(set(heads)) == len(heads)
    assert [each[-7:] for each in heads] == [f" {at} of 5" for at in (1, 2, 3, 4, 5)]
    outside = page.evaluate(
        """() => [...document.querySelectorAll(".link-frame svg")].flatMap((picture) => {
            const within = picture.getBoundingClientRect();
            return [...picture.querySelectorAll("text")].filter((words) => {
                const { left, right } = words.getBoundingClientRect();
                return left < within.left - 1 || right > within.right + 1;
            }).map((words) => words.textContent);
        })"""
    )
    assert outside == []


def test_a_picture_fits_a_phone_and_its_words_keep_their_size(
    browser_page: BrowserPage, site: str
) -> None:
    page = browser_page.page
    page.set_viewport_size({"width": 390, "height": 800})
    open_at(page, f"{site}/link")
    pictures = page.locator(".link-frame svg")
    expect(pictures.first).to_be_visible()
    for picture in pictures.all():
        assert picture.evaluate("each => each.parentElement.scrollWidth") <= 390
        # One unit of the picture is one pixel of the page.
        assert picture.evaluate("each => each.getScreenCTM().a") == pytest.approx(1)
    # The only definition with known shares has its plot above the strip of those not known.
    plot, strip = (pictures.first.locator(each) for each in (".link-ground", ".link-strip"))
    above, below = plot.bounding_box(), strip.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] < below["y"]
    assert page.locator(".link-ground").count() == 1


def test_a_choice_is_in_the_address_and_a_reference_gives_the_second_view(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, f"{site}/link?unit=images")
    assert "Over the reference" not in page.inner_text("#link-table thead")
    page.select_option("#choose-reference", "un-wpp-2024-2025")
    expect(page.locator("#link-table thead")).to_contain_text("Over the reference", timeout=SLOW)
    expect(page.locator(".link-frame").first).to_contain_text("same share")
    assert "reference=un-wpp-2024-2025" in page.url
    page.go_back()
    expect(page.locator("#link-table thead")).not_to_contain_text(
        "Over the reference", timeout=SLOW
    )


def test_the_view_is_taken_away_as_the_same_question(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, f"{site}/link?metric=accuracy&unit=images")
    hrefs = [each.get_attribute("href") or "" for each in page.locator(".share a").all()]
    assert any(href.startswith("/api/v1/link.csv?") and "accuracy" in href for href in hrefs)


def test_a_wrong_choice_is_told_with_what_would_be_right(
    browser_page: BrowserPage, site: str
) -> None:
    page = browser_page.page
    page.goto(f"{site}/link?attribute=sx")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Groups by: the address says “attribute=sx”", timeout=SLOW)
    expect(alert).to_contain_text("race or ethnicity; skin tone")
    expect(alert).not_to_contain_text("skin_tone")
    expect(page.locator("#choose-attribute option:checked")).to_have_text("sx (no such choice)")
