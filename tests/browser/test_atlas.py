"""The Atlas in a browser: the same figures as the API, by mouse, by keyboard and by address."""

import re
import unicodedata
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
QUESTION = {"dimension": "country", "reference": "un-wpp-2024-2025"}
SLOW = 60_000
COLUMNS = 11


def open_atlas(page: Page, site: str, query: str = "") -> Page:
    page.set_default_timeout(SLOW)
    page.goto(f"{site}/atlas{query}")
    page.wait_for_selector(".choroplethlayer path", state="attached")
    page.wait_for_selector("#finding")
    page.wait_for_selector("#atlas-panel > *")
    return page


def in_words(n: int) -> str:
    """Three significant digits, written apart from the code that is tested."""
    if n >= 999_500:
        return f"{float(f'{n / 1e6:.3g}'):g}"
    return f"{int(float(f'{n:.3g}')):,}" if n >= 1_000 else str(n)


def assessment(api: httpx.Client, **asked: str) -> dict:
    answer = api.get("/assess", params={**QUESTION, **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()


def finding(page: Page) -> str:
    return (page.locator("#finding").text_content() or "").replace("\u00a0", " ")


def rows(page: Page) -> dict[str, list[str]]:
    script = """() => [...document.querySelectorAll("#country-table tbody tr")].map(
        (row) => [row.id, ...[...row.cells].map((cell) => cell.textContent)])"""
    return {row[0].removeprefix("row-"): row[1:] for row in page.evaluate(script)}


def test_the_finding_has_the_numbers_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_atlas(browser_page.page, site)
    answer = assessment(api)
    said = finding(page)
    counted = [group for group in answer["groups"] if group["n"]["low"]]
    for number in (answer["total"]["high"], answer["known"]["low"], answer["known"]["high"]):
        assert in_words(number) in said
    assert f"{answer['total']['datasets']:,} datasets" in said
    assert f"in {len(counted)} countries and areas" in said
    assert in_words(answer["unknown"]["high"]) in page.inner_text("#not-known")
    assert page.inner_text("#release") == f"Release {answer['release']}"


def test_the_table_has_the_numbers_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_atlas(browser_page.page, site, "?measure=ratio")
    shown = rows(page)
    for group in assessment(api)["groups"]:
        row = shown[group["key"]["country"]]
        assert row[4:6] == [str(group["datasets"]), str(group["sites_not_counted"])]
        if group["status"] == "counted":
            assert row[2:4] == [f"{group['n'][end]:,}" for end in ("low", "high")]
            ratio = group["ratio"]["value"]
            compared = group["datasets"] >= 3 and ratio is not None
            assert row[7] == (f"{ratio:.3g}" if compared else "–")
        else:
            assert row[2] == "–" or group["status"] == "zero"


def without_accents(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


def test_every_country_stands_in_the_table_by_name(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_atlas(browser_page.page, site)
    names = [row[0] for row in rows(page).values()]
    countries = {each["country"]["name"] for each in api.get("/countries").json()["items"]}
    assert countries == set(names)
    assert names == sorted(names, key=without_accents)


def test_a_click_on_a_small_state_opens_it(browser_page: BrowserPage, site: str) -> None:
    page = open_atlas(browser_page.page, site)
    index = page.evaluate(
        """() => document.querySelector("#atlas-map .js-plotly-plot")
            .data[4].customdata.indexOf("SGP")"""
    )
    assert index >= 0
    page.locator(".scatterlayer .point").nth(index).click(force=True)
    expect(page.locator("#panel-title")).to_have_text("Singapore")
    assert "country=SGP" in page.url
    assert page.input_value("#choose-country") == "SGP"


def test_a_country_is_chosen_by_keyboard_alone(browser_page: BrowserPage, site: str) -> None:
    page = open_atlas(browser_page.page, site)
    page.locator("#choose-country").focus()
    page.keyboard.type("Keny")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Kenya")
    outlined = page.evaluate(
        """() => document.querySelector("#atlas-map .js-plotly-plot").data[5].locations"""
    )
    assert outlined == ["KEN"]


def test_the_first_stop_of_the_keyboard_skips_to_the_content(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_atlas(browser_page.page, site)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_choice_changes_the_address_and_the_address_restores_it(
    open_page: Callable[..., BrowserPage], site: str, api: httpx.Client
) -> None:
    page = open_atlas(open_page().page, site, "?country=IND")
    before = finding(page)
    page.select_option("#choose-modality", "ct")
    expect(page.locator("#finding")).not_to_have_text(before)
    expect(page.locator("#finding")).to_contain_text("CT datasets")
    page.select_option("#choose-measure", "ratio")
    expect(page.locator(".legend-title")).to_have_text(re.compile("Share of patients"))
    said = finding(page)
    assert in_words(assessment(api, modality="ct")["known"]["low"]) in said

    again = open_atlas(open_page().page, site, "?" + page.url.partition("?")[2])
    assert finding(again) == said
    assert again.input_value("#choose-modality") == "ct"
    assert again.input_value("#choose-measure") == "ratio"
    assert again.inner_text("#panel-title") == "India"


def test_the_way_back_is_the_way_back(browser_page: BrowserPage, site: str) -> None:
    page = open_atlas(browser_page.page, site)
    before = finding(page)
    page.select_option("#choose-modality", "ct")
    expect(page.locator("#finding")).to_contain_text("CT datasets")
    page.go_back()
    expect(page.locator("#finding")).not_to_contain_text("CT datasets")
    assert finding(page) == before
    assert page.input_value("#choose-modality") == ""


def test_the_links_lead_to_the_same_figures(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_atlas(browser_page.page, site, "?modality=ct&measure=images")
    links = page.eval_on_selector_all(".share a", "links => links.map(link => link.href)")
    answers = [httpx.get(link, timeout=60) for link in links]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    linked = answers[0].json()
    assert linked["unit"] == "images"
    assert in_words(linked["known"]["low"]) in finding(page)


def test_every_number_has_its_source(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_atlas(browser_page.page, site)
    sources = assessment(api)["sources"]
    assert page.inner_text("#atlas-below .sources summary") == f"Sources ({len(sources)})"
    assert page.locator("#atlas-below .sources li").count() == len(sources)


def test_a_wrong_choice_says_what_to_do(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/atlas?modality=xrays")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("modality")
    expect(alert).to_contain_text("xray")
    expect(alert).to_contain_text("Kind of image")
    expect(alert).to_contain_text("clinical photograph")
    expect(alert).not_to_contain_text("clinical-photo,")
    expect(alert.get_by_role("link", name="start afresh")).to_be_visible()


def test_a_wrong_choice_stands_in_its_select_until_another_is_made(
    browser_page: BrowserPage, site: str
) -> None:
    page = browser_page.page
    page.goto(f"{site}/atlas?modality=xrays")
    chosen = page.locator("#choose-modality option:checked")
    expect(chosen).to_have_text("xrays (no such choice)", timeout=SLOW)
    page.select_option("#choose-modality", "ct")
    expect(page.locator("#finding")).to_contain_text("CT datasets", timeout=SLOW)
    page.go_back()
    expect(page.get_by_role("alert")).to_contain_text("xrays", timeout=SLOW)
    expect(chosen).to_have_text("xrays (no such choice)")


def test_a_parameter_given_twice_counts_once(browser_page: BrowserPage, site: str) -> None:
    page = open_atlas(browser_page.page, site, "?modality=ct&modality=mri")
    expect(page.locator("#finding")).to_contain_text("CT datasets")


def test_no_dataset_is_said_and_not_drawn_as_zero(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    assert assessment(api, modality="pet", body_region="dental")["total"]["datasets"] == 0
    page = browser_page.page
    page.goto(f"{site}/atlas?modality=pet&body_region=dental")
    expect(page.get_by_text("We hold no PET dataset (dental).")).to_be_visible(timeout=SLOW)


def test_the_theme_is_kept(browser_page: BrowserPage, site: str) -> None:
    page = open_atlas(browser_page.page, site)
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 27)"
    page.reload()
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()


def test_the_switch_says_what_it_does_also_when_the_system_changes(
    open_page: Callable[..., BrowserPage], site: str
) -> None:
    page = open_page(color_scheme="light").page
    page.goto(f"{site}/methods")
    expect(page.get_by_role("button", name="Dark colours")).to_be_visible(timeout=SLOW)
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 820, 1440, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    page = open_atlas(open_page(viewport={"width": width, "height": 900}).page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_is_light_and_holds_every_country_of_which_something_is_known(
    open_page: Callable[..., BrowserPage], site: str
) -> None:
    page = open_atlas(open_page(color_scheme="dark").page, site)
    page.emulate_media(media="print")
    # No ground at all: ink is for what is said.
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.evaluate(
        """() => { const frame = document.querySelector("#country-table");
            return frame.scrollHeight <= frame.clientHeight + 1 }"""
    )
    rows = page.eval_on_selector_all(
        "#country-table tbody tr",
        "rows => rows.map((row) => [row.cells[1].textContent, row.offsetHeight > 0])",
    )
    assert {shown for words, shown in rows if words == "no dataset found"} == {False}
    assert {shown for words, shown in rows if words != "no dataset found"} == {True}
    printed = sum(shown for _words, shown in rows)
    expect(page.locator("#country-table .paper-only")).to_contain_text(
        f"{printed} of {len(rows)} rows"
    )
    assert page.url in page.locator("#country-table .paper-only").inner_text()


def test_on_paper_the_map_fits_its_frame(open_page: Callable[..., BrowserPage], site: str) -> None:
    page = open_atlas(open_page(viewport={"width": 1440, "height": 900}).page, site)
    page.emulate_media(media="print")
    frame = page.locator(".map-frame").bounding_box() or pytest.fail("the map is not seen")
    land = page.locator(".map .choroplethlayer").bounding_box() or pytest.fail("no land")
    assert frame["width"] * 0.8 < land["width"] <= frame["width"]
    assert land["height"] <= frame["height"]


def test_each_kind_of_nothing_is_drawn_with_its_own_pattern(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_atlas(browser_page.page, site)
    fills = page.eval_on_selector_all(
        ".choroplethlayer path", "paths => paths.map(path => getComputedStyle(path).fill)"
    )
    assert any("#hatch" in fill for fill in fills)
    assert any("#bars" in fill for fill in fills)
    assert "rgb(243, 241, 235)" not in fills
