"""Keys on the page: made and shown once, listed with their last use, ended at once."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, expect

from app.domain.access import Role
from tests.support.axe import grave_everywhere
from tests.support.browser import watched_page
from tests.support.contributors import Place, enter, refused

pytestmark = pytest.mark.browser
HERE = "/contribute/keys"


def answer(place: Place, token: str) -> int:
    sent = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{place.address}/api/v1/keys", headers=sent, timeout=60).status_code


def test_a_key_is_made_shown_once_used_and_ended(place: Place, browser: Browser) -> None:
    with watched_page(browser, viewport={"width": 390, "height": 844}) as watched:
        page = watched.page
        enter(page, place, place.token("ana"), HERE)
        assert grave_everywhere(page) == []
        scopes = page.get_by_label("What it allows").locator("option").all_inner_texts()
        assert scopes == ["read drafts, write drafts", "read drafts"]  # no more than one has
        page.get_by_label("What it is for").fill("<i>laptop</i>")
        page.get_by_label("Good for").select_option("7 days")
        page.get_by_role("button", name="Make the key").click()
        shown = page.locator("#new-key-done")
        expect(shown).to_contain_text("shown this once")
        assert grave_everywhere(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        token = re.findall(r"fairatlas_\S{56}", shown.inner_text())[0]
        assert answer(place, token) == 200
        shown.get_by_role("link").click()
        line = page.locator("#keys li").filter(has_text="<i>laptop</i>")
        expect(line).to_contain_text("last used")
        assert token not in page.content()
        line.get_by_role("button", name="End the key").click()
        expect(page.locator("details li").filter(has_text="laptop")).to_have_count(1)
        assert answer(place, token) == 401
        expect(page.locator("#keys li")).to_contain_text(["you are signed in with it"])


def test_who_may_only_read_makes_no_keys(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("lea", Role.CONTRIBUTOR, scopes=("read:private",)), HERE)
        expect(page.locator("#refused")).to_contain_text("does not let you make others")
        expect(page.locator("#keys")).to_have_count(0)
        refused(watched)
