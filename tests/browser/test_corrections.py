"""The right of reply: a reader says what is wrong with a number, a reviewer answers."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from app.domain.access import Role
from tests.support.axe import grave_everywhere
from tests.support.browser import watched_page
from tests.support.contributors import SLOW, Place, enter, refused, walk_to

pytestmark = pytest.mark.browser
CARD = "/datasets/chexpert"
MEN = {"table": 1, "group": {"sex": "male"}}


def file(site: Place, slug: str = "chexpert", **said: Any) -> httpx.Response:
    body = {"dataset": slug, "place": MEN, "says": "Two digits are swapped."} | said
    return httpx.post(f"{site.address}/api/v1/corrections", json=body, timeout=60)


def listed(place: Place, slug: str = "chexpert") -> list[dict[str, Any]]:
    found = httpx.get(f"{place.address}/api/v1/corrections?dataset={slug}", timeout=60)
    return list(found.json()["items"])


def test_a_reader_says_by_keyboard_what_is_wrong(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(place.address + CARD)
        page.locator("#printed-table tr").nth(3).wait_for()
        page.focus("#printed-table")
        walk_to(page, "[aria-label^='Say what is wrong: sex: men and boys']")
        page.keyboard.press("Enter")
        page.wait_for_selector("#correct-says")
        assert "132,764 images" in page.inner_text(".finding")
        assert grave_everywhere(page) == []
        typed = {
            "says": "Two digits <b>are</b> swapped.",
            "proposed": "132,746",
            "source": "Cell 12",
        }
        page.focus("main")
        for name, text in typed.items():
            walk_to(page, f"#correct-{name}")
            page.keyboard.type(text)
        walk_to(page, "#act-correct button")
        page.keyboard.press("Enter")
        expect(page.locator("#correct-done")).to_be_focused()
        assert grave_everywhere(page) == []
        page.focus("#correct-done")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        mark = page.locator("#printed-table tr", has_text="132,764").locator(".disputed")
        expect(mark).to_have_text("a correction is open", timeout=SLOW)
        expect(page.locator("#people")).to_contain_text("A correction of one of these numbers")
        mark.click()
        said = page.locator(f"#correction-{listed(place)[-1]['id']}")
        expect(said).to_be_in_viewport()
        expect(said).to_contain_text("shown when a reviewer has read them")
        expect(said).not_to_contain_text("swapped")
        assert grave_everywhere(page) == []
    filed = listed(place)[-1]
    assert (filed["place"], filed["state"], filed["says"]) == (MEN, "filed", None)


def test_a_number_is_chosen_and_a_total_is_marked(place: Place, browser: Browser) -> None:
    with watched_page(browser, viewport={"width": 390, "height": 844}) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(f"{place.address}{CARD}/correct")
        page.locator("#numbers th a").first.wait_for()
        assert grave_everywhere(page) == []
        page.locator("#numbers th a").first.click()
        page.get_by_label("What is wrong, and how you know").fill("The paper says 65,420.")
        page.get_by_role("button", name="File this correction").click()
        page.get_by_role("link", name="Back to the card").click()
        expect(page.locator("#facts .disputed")).to_be_visible()
        page.goto(f"{place.address}{CARD}/correct?table=99&sex=male")
        expect(page.get_by_role("alert")).to_contain_text("no such number")
        assert grave_everywhere(page) == []


def test_a_reviewer_reads_it_shows_it_and_answers(place: Place, browser: Browser) -> None:
    slug, total = "mimic-cxr", {"total": "images"}
    assert file(place, slug, place=total, contact="j@example.org").status_code == 201
    number = listed(place, slug)[-1]["id"]
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("rosa", Role.REVIEWER), "/contribute/review")
        assert grave_everywhere(page) == []
        page.locator(f"#reply-{number} a").click()
        expect(page.locator("#filed")).to_contain_text("j@example.org", timeout=SLOW)
        assert grave_everywhere(page) == []
        page.get_by_role("button", name="Show its words").click()
        expect(page.locator("#filed")).to_contain_text("shown beside the number", timeout=SLOW)
        page.goto(f"{place.address}/datasets/{slug}")
        expect(page.locator("#corrections")).to_contain_text("Two digits", timeout=SLOW)
        expect(page.locator("#facts .disputed")).to_be_visible()
        assert "example.org" not in page.inner_text("#corrections")
        page.goto(f"{place.address}/contribute/review?correction={number}")
        accept = page.locator("#act-reply-accepted")
        accept.get_by_role("textbox").fill("Revision 2 has the number as printed.")
        accept.get_by_role("button").click()
        expect(page.locator("main")).to_contain_text("nothing is left to decide", timeout=SLOW)
        assert grave_everywhere(page) == []
        page.goto(f"{place.address}/datasets/{slug}")
        expect(page.locator("#corrections")).to_contain_text("No correction", timeout=SLOW)
        expect(page.locator("#facts .disputed")).to_have_count(0)
    answered = listed(place, slug)[-1]
    assert (answered["state"], answered["answered_by"]) == ("accepted", "rosa")


def test_too_many_are_told_when_to_come_back_and_nothing_typed_is_lost(
    place: Place, browser: Browser
) -> None:
    while file(place).status_code == 201:
        pass
    with watched_page(browser) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(f"{place.address}{CARD}/correct?total=images")
        says = page.get_by_label("What is wrong, and how you know")
        says.fill("What I know.")
        page.get_by_role("button", name="File this correction").click()
        expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Try again in \d min"))
        expect(says).to_have_value("What I know.")
        assert grave_everywhere(page) == []
        refused(watched, 429)
