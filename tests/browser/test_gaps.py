"""Gaps in a browser: the same numbers as the API, refusals that lead on, one address for all."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000
WORLD = "un-wpp-2024-2025"
TRIAL = {
    "subject": "dataset:nlst",
    "dimension": "sex",
    "reference": WORLD,
    "reference_filter": "age:55-74;country:USA",
}
SUBJECT = "#choose-subject"


def query(**asked: str) -> str:
    return f"?{httpx.QueryParams(asked)}"


def open_gaps(page: Page, site: str, query: str = "") -> Page:
    page.set_default_timeout(SLOW)
    expect.set_options(timeout=SLOW)
    page.goto(f"{site}/gaps{query}")
    page.wait_for_selector("#finding, .refusal, .trouble")
    page.wait_for_selector("#choose-subject", state="attached")
    page.wait_for_selector("#choose-reference", state="attached")
    return page


def assessment(api: httpx.Client, **asked: str) -> dict:  # type: ignore[type-arg]
    answer = api.get("/assess", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def text(page: Page, selector: str) -> str:
    return (page.locator(selector).text_content() or "").replace("\u00a0", " ")


def rows(page: Page, table: str) -> list[list[str]]:
    script = f"""() => [...document.querySelectorAll("{table} tbody tr")].map(
        (row) => [...row.cells].map((cell) => cell.textContent))"""
    return page.evaluate(script)  # type: ignore[no-any-return]


def test_the_page_has_the_numbers_of_the_api(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_gaps(browser_page.page, site, query(**TRIAL))
    answer = assessment(api, **TRIAL)
    distance = answer["overall"]["dissimilarity"]["value"]
    assert f"{100 * distance:.0f} % of the patients with known sex" in text(page, "#finding")
    shown = {row[0].lower(): row for row in rows(page, "#groups")}
    for group in answer["groups"]:
        row = shown[group["key"]["sex"]]
        assert row[2] == f"{group['n']['low']:,}"
        assert f"{100 * group['share']['known']:.3g}" in row[4]
        assert row[7] == f"{group['ratio']['value']:.3g}"
    assert text(page, "#release") == f"Release {answer['release']}"
    said = text(page, "#ratios")
    assert "more" in said
    assert "nobody to add" in said


def test_each_mark_lies_where_its_share_is(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_gaps(browser_page.page, site, query(**TRIAL))
    shares = [each["share"]["known"] for each in assessment(api, **TRIAL)["groups"]]
    places = page.eval_on_selector_all(
        "#shares .tracks .track-known",
        """dots => dots.map((dot) => { const track = dot.parentElement.getBoundingClientRect();
            const box = dot.getBoundingClientRect();
            return (box.x + box.width / 2 - track.x) / track.width; })""",
    )
    # The axis ends at 60 %.
    assert places == pytest.approx([share / 0.6 for share in shares], abs=0.005)


def test_no_reference_is_assumed_and_those_that_fit_are_offered(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_gaps(browser_page.page, site)
    assert page.input_value("#choose-reference") == ""
    assert "Nothing is compared" in text(page, "#not-known")
    options = page.locator("#choose-reference option")
    assert options.evaluate_all("found => found.map((each) => each.value)") == ["", WORLD]
    page.select_option("#choose-reference", WORLD)
    expect(page.locator("#eligible")).to_contain_text("All people living in 236 countries")
    assert f"reference={WORLD}" in page.url
    expect(page.locator("#finding")).to_contain_text("to match the reference")


def test_a_subject_is_found_by_what_is_typed(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_gaps(browser_page.page, site, query(dimension="country", reference=WORLD))
    page.fill(SUBJECT, "rad-dino")
    page.keyboard.press("Enter")
    expect(page.locator("#finding")).to_contain_text("The training mix of RAD-DINO")
    assert page.input_value(SUBJECT) == "RAD-DINO (training mix)"
    assert "subject=model%3Arad-dino" in page.url
    answer = assessment(api, subject="model:rad-dino", dimension="country", reference=WORLD)
    assert f"{answer['overall']['gini']['value']:.3g}" in text(page, ".lorenz")


def test_words_that_mean_nobody_change_nothing(browser_page: BrowserPage, site: str) -> None:
    page = open_gaps(browser_page.page, site)
    before = page.url
    page.fill(SUBJECT, "no such thing at all")
    page.keyboard.press("Enter")
    expect(page.locator("#choose-subject-hint")).to_have_text("Choose one from the list.")
    assert page.url == before


def test_choices_that_do_not_exist_are_shown_as_such(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/gaps?dimension=sex,nosuch&subject=dataset:nosuch")
    chosen = page.locator("#choose-dimension-1 option:checked")
    expect(chosen).to_have_text("nosuch (no such choice)", timeout=SLOW)
    expect(page.locator("#choose-subject")).to_have_value("dataset:nosuch")
    expect(page.locator("#choose-subject-hint")).to_have_text("Choose one from the list.")


def test_a_refusal_leads_to_what_can_be_asked(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_gaps(browser_page.page, site, "?dimension=sex")
    refusal = page.locator(".refusal")
    expect(refusal).to_contain_text("Which images, of which part of the body?")
    refusal.get_by_role("link", name="X-ray, chest").click()
    expect(page.locator("#finding")).to_contain_text("X-ray datasets (chest)")
    assert page.input_value("#choose-modality") == "xray"
    browser_page.console_errors.clear()


def test_a_scheme_is_chosen_and_never_assumed(browser_page: BrowserPage, site: str) -> None:
    page = open_gaps(browser_page.page, site, "?dimension=ethnicity")
    expect(page.locator(".refusal")).to_contain_text("Whose categories of race or ethnicity?")
    page.get_by_role("link", name="US federal standard of 1997: race").click()
    expect(page.locator("#shares")).to_contain_text("Black or African American")
    assert page.input_value("#choose-scheme") == "us-omb-1997/race"


def test_a_reference_that_does_not_fit_is_refused_with_those_that_do(
    browser_page: BrowserPage, site: str
) -> None:
    asked = query(dimension="ethnicity", scheme="us-omb-1997/race", reference=WORLD)
    page = open_gaps(browser_page.page, site, asked)
    refusal = page.locator(".refusal")
    expect(refusal).to_contain_text("This comparison is not made.")
    expect(refusal).to_contain_text("has no race or ethnicity; it has country")
    expect(refusal.get_by_role("link", name="US resident population by race")).to_be_visible()
    refusal.get_by_role("link", name="Compare with nothing").click()
    expect(page.locator("#not-known")).to_contain_text("Nothing is compared")


def test_two_subjects_stand_side_by_side_on_one_axis(browser_page: BrowserPage, site: str) -> None:
    page = open_gaps(browser_page.page, site, query(**TRIAL, other="dataset:nih-chestxray14"))
    expect(page.locator("#finding")).to_contain_text("National Lung Screening Trial")
    expect(page.locator("#finding-other")).to_contain_text("NIH ChestX-ray14")
    ticks = [
        page.locator(f"{frame} .track-axis .tick").all_text_contents()
        for frame in ("#shares", "#shares-other")
    ]
    assert ticks[0] == ticks[1]
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))


def test_two_choices_make_one_dimension(browser_page: BrowserPage, site: str) -> None:
    page = open_gaps(browser_page.page, site, query(subject="dataset:odir-5k", dimension="sex"))
    page.select_option("#choose-dimension-1", "age")
    expect(page.locator("#joint table")).to_be_visible()
    assert "dimension=sex%2Cage" in page.url
    assert page.locator("#joint .bounds-only").count() > 0
    page.go_back()
    expect(page.locator("#joint")).to_have_count(0)
    assert page.input_value("#choose-dimension-1") == ""


def test_who_is_eligible_can_be_narrowed(browser_page: BrowserPage, site: str) -> None:
    page = open_gaps(browser_page.page, site, query(**{**TRIAL, "reference_filter": ""}))
    page.select_option("#choose-reference_filter-country", "USA")
    expect(page.locator("#eligible")).to_contain_text("only in the United States of America")
    page.select_option("#choose-reference_filter-age", "55-74")
    expect(page.locator("#eligible")).to_contain_text(
        "only aged 55 to 74 in the United States of America"
    )


def test_the_links_lead_to_the_same_figures(browser_page: BrowserPage, site: str) -> None:
    page = open_gaps(browser_page.page, site, query(**TRIAL))
    links = page.eval_on_selector_all(".share a", "links => links.map((link) => link.href)")
    answers = [httpx.get(link, timeout=60) for link in links]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].json()["query"]["reference_filter"] == TRIAL["reference_filter"]


def test_where_nothing_is_counted_other_sets_are_offered(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_gaps(browser_page.page, site, query(subject="dataset:chexpert", dimension="sex"))
    assert "we found no count" in text(page, "#finding")
    offered = page.locator(".refusal")
    expect(offered.locator("summary")).to_contain_text("Datasets with a count by sex")


@pytest.mark.parametrize("width", [320, 820, 2200])
def test_nothing_is_wider_than_the_window(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    asked = query(**TRIAL, other="model:rad-dino")
    page = open_gaps(open_page(viewport={"width": width, "height": 900}).page, site, asked)
    page.wait_for_selector("#groups-other tbody tr")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_everything_fits(open_page: Callable[..., BrowserPage], site: str) -> None:
    page = open_gaps(open_page(viewport={"width": 720, "height": 1000}).page, site, query(**TRIAL))
    page.wait_for_selector("#groups tbody tr")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
