"""A country's focal point: what waits, each figure as it would be, a comment, what became of it."""

import httpx
import pytest
from playwright.sync_api import Browser, expect

from app.domain.access import Role
from tests.browser.test_contribute_review import submitted
from tests.support.axe import grave_everywhere
from tests.support.browser import watched_page
from tests.support.contributors import SLOW, Place, enter, refused, walk_to

pytestmark = pytest.mark.browser
HERE = "/contribute/country"
SLUG = "kakuma-chest"
TABLE = {"unit": "patients", "dims": ["country", "sex"], "source": "s1", "basis": "reported",
         "coverage": "complete"}  # fmt: skip


def tables(women: int) -> list[dict[str, object]]:
    """A table of Kenya and Uganda."""
    cells = [
        {"country": "KEN", "sex": "female", "n": women},
        {"country": "KEN", "sex": "male", "n": 60 - women},
        {"country": "UGA", "sex": "female", "n": 17},
        {"country": "UGA", "sex": "male", "n": 23},
    ]
    return [{**TABLE, "cells": cells}]


@pytest.fixture(scope="module")
def at(place: Place) -> str:
    """A submission that says something new of Kenya and Uganda; of Kenya one person is asked."""
    place.token("amina", focal_for="KEN")
    return submitted(place, SLUG, tables=tables(31))


def test_a_reviewer_sees_who_is_asked_and_until_when(
    place: Place, at: str, browser: Browser
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("rosa", Role.REVIEWER), "/contribute/review")
        expect(page.locator("#queue")).to_contain_text("Kenya may comment until")
        assert grave_everywhere(page) == []
        page.goto(f"{place.address}/contribute/review?of={at}")
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_role("alert")).to_contain_text("is asked until", timeout=SLOW)
        refused(watched, 409)


def test_who_writes_a_draft_reads_who_will_be_asked(
    place: Place, at: str, browser: Browser
) -> None:
    at = submitted(place, "kitui-chest", tables=tables(32))
    rosa = {"Authorization": f"Bearer {place.token('rosa', Role.REVIEWER)}"}
    draft = f"{place.address}/api/v1/{at.replace('/kitui-chest/', '/kitui-chest/drafts/')}"
    etag = httpx.get(draft, headers=rosa).headers["ETag"]
    back = {"json": {"comments": "Which hospital?"}, "headers": {**rosa, "If-Match": etag}}
    assert httpx.post(f"{draft}/return", **back).status_code == 200
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        page.goto(f"{place.address}/contribute?draft=kitui-chest/1")
        expect(page.locator("#comments")).to_contain_text(
            "Kenya is asked once it is submitted (focal points: amina)."
        )


def test_a_country_reads_its_figure_and_comments_by_keyboard(
    place: Place, at: str, browser: Browser
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(place.address + HERE)
        page.wait_for_selector("#sign-in-token")
        assert grave_everywhere(page) == []
        page.focus("main")
        walk_to(page, "#sign-in-token")
        page.keyboard.type(place.token("amina"))
        page.keyboard.press("Enter")
        expect(page.locator(".finding")).to_have_text(
            "Figures of Kenya wait for your comment.", timeout=SLOW
        )
        assert grave_everywhere(page) == []
        page.focus("main")
        walk_to(page, f"#asked a[href$='{SLUG}/1']")
        page.keyboard.press("Enter")
        figures = page.locator("#figures")
        expect(figures.locator("tbody tr")).to_have_count(2, timeout=SLOW)  # of Uganda, nothing
        cells = figures.locator("tr", has_text="women and girls").locator("td")
        expect(cells.nth(0)).to_have_text("–")
        expect(cells.nth(1)).to_have_text("31")
        assert grave_everywhere(page) == []
        page.focus("main")
        walk_to(page, "#comment-text")
        page.keyboard.type("Our registry counts <b>29</b>.")
        walk_to(page, "#act-comment button")
        page.keyboard.press("Enter")
        expect(page.locator("#comments")).to_contain_text("counts <b>29</b>", timeout=SLOW)
        page.goto(place.address + HERE)
        expect(page.locator("#asked")).to_contain_text("you have commented", timeout=SLOW)
        expect(page.locator("#said")).to_contain_text("with the reviewers")


def test_on_a_phone_nothing_has_to_be_pushed_sideways(place: Place, browser: Browser) -> None:
    at = submitted(place, "lodwar-chest", tables=tables(28)).removeprefix("datasets/")
    with watched_page(browser, viewport={"width": 390, "height": 844}) as watched:
        page = watched.page
        enter(page, place, place.token("amina", focal_for="KEN"), HERE)
        expect(page.locator("#asked")).to_contain_text("waits for you until")
        assert page.evaluate(WIDER) == []
        page.goto(f"{place.address}{HERE}?of={at}")
        expect(page.locator("#figures tbody tr")).to_have_count(2)
        expect(page.locator("#figures caption")).to_contain_text("Doe et al.")
        assert page.evaluate(WIDER) == []


WIDER = """() => [document.documentElement, ...document.querySelectorAll(".table-frame")]
  .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.id)"""


def test_a_country_sees_what_became_of_what_it_said(place: Place, browser: Browser) -> None:
    submitted(place, "turkana-chest", tables=tables(25))
    sent = {"Authorization": f"Bearer {place.token('amina', focal_for='KEN')}"}
    draft = f"{place.address}/api/v1/datasets/turkana-chest/drafts/1"
    said = httpx.post(f"{draft}/comments", json={"text": "We count 25."}, headers=sent, timeout=60)
    assert said.status_code == 201, said.text
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("rosa", Role.REVIEWER), "/contribute/review")
        page.goto(f"{place.address}/contribute/review?of=datasets/turkana-chest/1")
        expect(page.locator("#comments")).to_contain_text(
            "amina, focal point of Kenya", timeout=SLOW
        )
        expect(page.locator("#comments")).to_contain_text("Kenya was heard (focal points: amina)")
        page.get_by_role("button", name="Publish").click()
        page.wait_for_url("**/contribute/review")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_selector("#sign-in-token")
        enter(page, place, place.token("amina"), HERE)
        row = page.locator("#said li", has_text="turkana-chest")
        expect(row).to_contain_text("published", timeout=SLOW)
        assert grave_everywhere(page) == []


def test_who_speaks_for_no_country_or_another_sees_nothing(place: Place, browser: Browser) -> None:
    at = submitted(place, "moroto-chest", tables=tables(30)).removeprefix("datasets/")
    with watched_page(browser, viewport={"width": 390, "height": 844}) as watched:
        page = watched.page
        enter(page, place, place.token("ana"), HERE)
        expect(page.locator("#refused")).to_contain_text("speaks for no country")
        assert grave_everywhere(page) == []
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_selector("#sign-in-token")
        enter(page, place, place.token("fatou", focal_for="SEN"), HERE)
        expect(page.locator(".finding")).to_contain_text("No figure of Senegal waits")
        page.goto(f"{place.address}{HERE}?of={at}")
        expect(page.locator("main .trouble")).to_contain_text("There is no draft", timeout=SLOW)
