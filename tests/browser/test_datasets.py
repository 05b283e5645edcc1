"""Datasets in a browser: the list, a card and two cards, with the same numbers as the API."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000
ROWS = "#datasets-table tbody tr"


def go(page: Page, site: str, path: str, wait_for: str = "#finding") -> Page:
    page.set_default_timeout(SLOW)
    page.goto(f"{site}{path}")
    page.wait_for_selector(wait_for)
    return page


def listed(api: httpx.Client, **asked: str) -> dict:
    answer = api.get("/datasets", params={"kind": "dataset", "sort": "name", **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(page: Page) -> list[str]:
    found = page.eval_on_selector_all(ROWS, "rows => rows.map(row => row.id)")
    return [each.removeprefix("set-") for each in found]


def slugs(answer: dict) -> list[str]:
    return [each["slug"] for each in answer["items"]]


def text(page: Page, selector: str) -> str:
    return (page.locator(selector).first.text_content() or "").replace("\u00a0", " ")


def test_the_finding_has_the_figures_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets", ROWS)
    figures = {each["id"]: each["value"] for each in api.get("/stats").json()["items"]}
    said = text(page, "#finding")
    assert f"for {figures['datasets_with_sex_table']} of {figures['datasets']} datasets" in said
    without = figures["datasets_said_not_to_report_sex"]
    assert f"for {without} it is said not to be recorded or released" in said
    rest = text(page, "#not-known")
    assert f"age for {figures['datasets_with_age_table']}" in rest
    assert f"skin tone for {figures['datasets_with_skin_tone_table']}" in rest


def test_the_rows_are_those_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets?sort=-patients&modality=ct", ROWS)
    answer = listed(api, sort="-patients", modality="ct")
    assert ids(page) == slugs(answer)
    first = answer["items"][0]
    cells = page.eval_on_selector(ROWS, "row => [...row.cells].map(cell => cell.textContent)")
    assert cells[0] == first["name"]
    assert cells[6].startswith(f"{first['totals']['patients']['n']:,}")


def test_parts_follow_each_other_and_have_addresses(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets", ROWS)
    page.get_by_role("link", name="Next").click()
    expect(page.locator("#datasets-table caption")).to_contain_text("51 to 100 of")
    assert "offset=50" in page.url
    assert ids(page) == slugs(listed(api, offset="50"))
    page.go_back()
    expect(page.locator("#datasets-table caption")).to_contain_text("1 to 50 of")


def test_a_filter_begins_at_the_first_part_and_is_kept_in_the_address(
    open_page: Callable[..., BrowserPage], site: str, api: httpx.Client
) -> None:
    page = go(open_page().page, site, "/datasets?offset=100", ROWS)
    page.select_option("#choose-counted_by", "skin_tone")
    answer = listed(api, counted_by="skin_tone")
    expect(page.locator("#datasets-table caption")).to_contain_text(f"of {answer['total']},")
    assert "offset" not in page.url
    assert ids(page) == slugs(answer)
    said = text(page, "#finding")
    again = go(open_page().page, site, "/datasets?" + page.url.partition("?")[2], ROWS)
    assert text(again, "#finding") == said
    assert again.input_value("#choose-counted_by") == "skin_tone"


def test_a_search_finds_by_words(browser_page: BrowserPage, site: str, api: httpx.Client) -> None:
    page = go(browser_page.page, site, "/datasets", ROWS)
    page.fill("#choose-q", "chexpert")
    expect(page.locator("#datasets-table caption")).to_contain_text("1 to ")
    expect(page.locator(ROWS)).to_have_count(listed(api, q="chexpert")["total"])
    assert "q=chexpert" in page.url


def test_a_click_on_a_head_sorts(browser_page: BrowserPage, site: str, api: httpx.Client) -> None:
    page = go(browser_page.page, site, "/datasets", ROWS)
    page.get_by_role("link", name="Images", exact=True).click()
    expect(page.locator('th[aria-sort="descending"]')).to_have_text("Images")
    assert ids(page) == slugs(listed(api, sort="-images"))


def test_nothing_found_is_said(browser_page: BrowserPage, site: str) -> None:
    page = go(browser_page.page, site, "/datasets?q=zzzzzz", ".empty")
    assert "We hold no datasets that fit these choices." in page.inner_text(".empty")


def test_a_wrong_filter_says_what_to_do(browser_page: BrowserPage, site: str) -> None:
    page = go(browser_page.page, site, "/datasets?modality=xrays", "[role=alert]")
    assert "modality" in page.inner_text("[role=alert]")


def test_a_name_leads_to_its_card_and_back(browser_page: BrowserPage, site: str) -> None:
    page = go(browser_page.page, site, "/datasets?q=chexpert", ROWS)
    page.locator("#set-chexpert a").click()
    expect(page.locator("h1")).to_have_text("CheXpert")
    page.go_back()
    expect(page.locator(ROWS).first).to_be_visible()


def test_the_bars_of_a_card_are_the_answers_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets/chexpert?unit=images")
    asked = {"subject": "dataset:chexpert", "dimension": "sex", "unit": "images"}
    answer = api.get("/assess", params=asked).json()
    shown = page.eval_on_selector(
        ".breakdown .group-bars",
        "table => [...table.tBodies[0].rows].map(row => row.cells[2].textContent)",
    )
    counted = [f"{group['n']['value']:,}" for group in answer["groups"]]
    assert shown == [*counted, f"{answer['unknown']['high']:,}"]
    widths = page.eval_on_selector_all(
        ".breakdown:first-of-type .bar-sure", "bars => bars.map(bar => parseFloat(bar.style.width))"
    )
    lows = [100 * group["share"]["low"] for group in answer["groups"]]
    assert widths[: len(lows)] == pytest.approx(lows, abs=0.01)


def test_every_printed_number_stands_with_its_source(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets/scin", "#printed-table tbody tr")
    counts = api.get("/datasets/scin/counts").json()["items"]
    shown = page.eval_on_selector_all(
        "#printed-table tbody tr", "rows => rows.map(row => [row.cells[1], row.cells[4]]"
        ".map(cell => cell.textContent))",
    )  # fmt: skip
    assert shown == [[f"{each['n']:,}", each["citation"]] for each in counts]


def test_where_a_number_was_read_is_no_link(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets/chexpert")
    page.click("#sources summary")
    sources = api.get("/datasets/chexpert").json()["sources"]
    links = page.eval_on_selector_all("#sources a", "links => links.map(link => link.href)")
    assert links == [each["url"] for each in sources if each["url"]]
    seen = next(each["seen"] for each in sources if each["seen"])
    assert seen in page.inner_text("#sources")
    assert "recalled, not read" in page.inner_text("#sources")


def test_the_lineage_leads_to_every_relative(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets/isic-2019")
    found = api.get("/datasets/isic-2019/lineage").json()
    links = page.eval_on_selector_all("#lineage a", "links => links.map(link => link.pathname)")
    near = {*found["parents"], *found["children"], *found["ancestors"], *found["related"]}
    assert set(links) == {f"/datasets/{slug}" for slug in near}


def test_a_card_is_asked_for_from_programs(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets/chexpert")
    assert page.title() == "CheXpert: dataset card – FairAtlas"
    page.click(".card-use summary")
    command = text(page, ".card-use pre")
    address = re.search(r"'(.*)'", command)
    assert address is not None
    assert httpx.get(address[1], timeout=60).json() == api.get("/datasets/chexpert").json()


def test_a_card_shows_every_item_of_documentation_and_is_handed_out_in_every_format(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = go(browser_page.page, site, "/datasets/chexpert")
    card = api.get("/datasets/chexpert").json()
    page.wait_for_selector("#standing-table tbody tr")
    page.click(".not-read summary")
    rows = page.eval_on_selector_all(
        "#standing-table tbody tr, .not-read li", "rows => rows.map(row => row.innerText)"
    )
    assert len(rows) == 18
    assert all(any(item["title"] in row for row in rows) for item in card["standing_together"])
    assert "score" not in page.inner_text("#documentation").replace("never a score", "")
    assert "not found" in page.inner_text("#governance")
    page.click("#formats summary")
    links = page.eval_on_selector_all("#formats a", "links => links.map(link => link.href)")
    assert len(links) == 9
    assert all(httpx.get(link, timeout=60).status_code == 200 for link in links)


def test_an_aggregate_and_a_cohort_say_what_they_are(
    open_page: Callable[..., BrowserPage], site: str, api: httpx.Client
) -> None:
    for kind, words in (("aggregate", "its people are counted there"), ("cohort", "not released")):
        slug = listed(api, kind=kind)["items"][0]["slug"]
        page = go(open_page().page, site, f"/datasets/{slug}")
        assert words in page.inner_text(".card-kind")
        assert page.locator(".breakdown").count() == 0


def test_a_name_that_is_not_there_leads_to_near_ones(browser_page: BrowserPage, site: str) -> None:
    page = go(browser_page.page, site, "/datasets/chexprt", "h1")
    expect(page.locator("h1")).to_have_text("We hold no card of this name")
    browser_page.was_not_found()
    page.get_by_role("link", name="CheXpert", exact=True).click()
    expect(page.locator("h1")).to_have_text("CheXpert")


def test_two_cards_stand_side_by_side(
    open_page: Callable[..., BrowserPage], site: str, api: httpx.Client
) -> None:
    page = go(open_page().page, site, "/compare", "#compare-finding p")
    page.select_option("#choose-a", "chexpert")
    page.select_option("#choose-b", "chexmask")
    expect(page.locator("#relation")).to_contain_text("CheXmask reuses people of CheXpert")
    assert page.locator(".two-cards > section").count() == 2
    ages = page.get_by_role("heading", name="Age", exact=True).all()
    tops = {round(each.bounding_box()["y"]) for each in ages}  # type: ignore[index]
    assert len(ages) == 2
    assert len(tops) == 1, "one dimension begins on one line in both"
    again = go(open_page().page, site, "/compare?" + page.url.partition("?")[2])
    assert text(again, "#relation") == text(page, "#relation")
    given = api.get("/datasets/chexpert").json()["documentation"]["skin_tone"]["reported"]
    row = again.locator("#documented-table tbody tr", has_text="skin tone")
    assert given == "no"
    assert row.locator("td").first.inner_text() == "said not to be recorded or released"


def test_the_side_that_names_no_set_is_told(browser_page: BrowserPage, site: str) -> None:
    page = go(browser_page.page, site, "/compare?a=nosuch&b=chexpert", "[role=alert]")
    expect(page.get_by_role("alert")).to_contain_text("One set: the address says “a=nosuch”")
    expect(page.locator("#choose-a option:checked")).to_have_text("nosuch (no such choice)")
    expect(page.locator("#choose-b option:checked")).to_have_text("CheXpert")


@pytest.mark.parametrize("width", [320, 820, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}).page
    for path in ("/datasets", "/datasets/scin", "/compare?a=chexpert&b=isic-2019"):
        go(page, site, path, ROWS if path == "/datasets" else "#finding")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_paper_holds_every_bar(open_page: Callable[..., BrowserPage], site: str) -> None:
    page = go(open_page(color_scheme="dark").page, site, "/datasets/scin")
    page.emulate_media(media="print")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)", "paper has a ground of its own, in either theme"
    cut = """() => [...document.querySelectorAll(".table-frame")]
        .filter((frame) => frame.scrollHeight > frame.clientHeight + 1).length"""
    assert page.evaluate(cut) == 0


@pytest.mark.parametrize("width", [390, 820])
def test_a_table_that_does_not_fit_is_read_row_by_row(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}).page
    page.goto(f"{site}/datasets/chexpert")
    frame = page.locator("#printed-table")
    expect(frame.get_by_role("row").first).to_be_attached(timeout=SLOW)
    assert frame.evaluate("each => each.scrollWidth - each.clientWidth") <= 1
    names = frame.get_by_role("columnheader").all_text_contents()
    row = frame.get_by_role("row").nth(1)
    cells = row.get_by_role("cell")
    assert cells.count() == len(names) - 1
    said = cells.evaluate_all("all => all.map(each => getComputedStyle(each, '::before').content)")
    assert said == [f'"{name}"' for name in names[1:]]
