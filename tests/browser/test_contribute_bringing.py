"""Bringing files by hand: dropped on their place or beside it, contradictions, long ways."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.domain.access import Role
from tests.support.axe import grave
from tests.support.browser import watched_page
from tests.support.contributors import CARD, SLOW, Place, bring, enter, published

pytestmark = pytest.mark.browser


def drop(page: Page, at: Locator, *paths: Path) -> None:
    """Drag files from the desktop over an element and let them go, as the browser itself does."""
    at.scroll_into_view_if_needed()
    box = at.bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        session.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "card.yaml"
    path.write_text(CARD.format(slug="malindi-chest", female=248))
    return path


def test_a_file_is_dropped_where_files_are_dropped(
    place: Place, browser: Browser, card: Path
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        drop(page, page.locator("#drop"), card)
        expect(page.locator("#read-as")).to_have_text("Read as: FairAtlas card (YAML).")
        expect(page.locator("#sound")).to_be_visible()
        expect(page.locator('[data-at="/slug"]')).to_have_value("malindi-chest")


@pytest.mark.parametrize("beside", ["h1", "#drafts", "header"])
def test_a_file_that_is_dropped_beside_it_is_read_and_the_page_stays(
    place: Place, browser: Browser, card: Path, beside: str
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        page.wait_for_selector("#drop")
        drop(page, page.locator(beside).first, card)
        expect(page.locator("#read-as")).to_be_visible()
        assert page.url == f"{place.address}/contribute"
        assert "over" not in (page.locator("#drop").get_attribute("class") or "").split()


def test_a_folder_is_refused_in_words(place: Place, browser: Browser, card: Path) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        drop(page, page.locator("#drop"), card.parent)
        expect(page.locator("#unreadable")).to_contain_text("choose the files themselves")
        expect(page.locator("#bring-said")).to_be_empty()
        assert grave(page) == []
        drop(page, page.locator("#drop"), card)
        expect(page.locator("#read-as")).to_be_visible()


def test_of_what_contradicts_the_stored_card_a_person_chooses_and_that_is_logged(
    place: Place, browser: Browser
) -> None:
    stored = CARD.format(slug="lamu-chest", female=248)
    published(place, stored)
    changed = stored.replace("name: Chest X-rays", "name: All X-rays").replace("500", "501")
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        bring(page, "card.yaml", changed)
        choices = page.locator("#conflicts fieldset")
        name = choices.filter(has_text="All X-rays of one hospital")
        expect(name).to_contain_text('stored: "Chest X-rays of one hospital"')
        expect(page.locator("#conflicts input:checked")).to_have_count(0)
        assert grave(page) == []
        page.get_by_role("button", name="Apply these choices").click()
        expect(page.locator("#conflicts")).to_be_visible()  # nothing is chosen for a person
        for each in choices.all():
            each.get_by_label("stored: ").check()
        name.get_by_label("file: ").check()
        page.get_by_role("button", name="Apply these choices").click()
        expect(page.locator("#conflicts")).to_have_count(0)
        expect(page.locator('[data-at="/name"]')).to_have_value("All X-rays of one hospital")
        expect(page.locator('[data-at="/totals/patients"]')).to_have_value("500")
        expect(page.locator("#sound")).to_be_visible()
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_contain_text("Saved as draft 2 of lamu-chest")
        said = "name: file holds; stored says"
        page.reload()
        expect(page.locator("#comments")).to_contain_text(said, timeout=SLOW)
    told = logged(place, "lamu-chest")[-2:]
    assert [(each["act"], each["account"], each["revision"]) for each in told] == [
        ("drafted", "ana", 2), ("commented", "ana", 2)
    ]  # fmt: skip


def logged(place: Place, subject: str) -> list[dict[str, Any]]:
    sent = {"Authorization": f"Bearer {place.token('rosa', Role.REVIEWER)}"}
    found = httpx.get(f"{place.address}/api/v1/audit?limit=1000", headers=sent, timeout=60)
    return [each for each in found.json()["items"] if each["subject"] == subject]


def test_how_much_of_a_long_file_is_sent_is_shown(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        bring(page, "card.yaml", CARD.format(slug="mombasa-chest", female=248))
        expect(page.locator("#sound")).to_be_visible()
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_be_visible()
        years = "\n".join(
            f"site {site},{year},{age}-{age + 2},20"
            for site in range(40) for year in range(1980, 2020) for age in range(0, 90, 3)
        )  # fmt: skip
        bring(page, "years.csv", f"site,year,age,n\n{years}\n")
        page.locator("#counts").get_by_label("How the numbers came to be").select_option("counted")
        page.locator("#counts").get_by_label("How the rows stand to the total").select_option(
            "exceeds_total"
        )
        slow_down(page)
        record(page)
        page.get_by_role("button", name="Check the file").click()
        expect(page.locator("#counts-sound")).to_contain_text("48000 rows", timeout=SLOW)
        shown = page.evaluate("window.shown")
        parts = [float(value) for _words, value in shown if value is not None]
        assert len({part for part in parts if 0 < part < 1}) > 2
        assert parts == sorted(parts)
        assert any(words.endswith("% sent") for words, _value in shown)
        assert ["The server is working on it …", None] in shown
        expect(page.locator("#read progress")).to_be_hidden()


def test_what_of_a_file_of_counts_would_be_hidden_is_told_before_it_is_added(
    place: Place, browser: Browser
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        bring(page, "card.yaml", CARD.format(slug="nanyuki-chest", female=248))
        expect(page.locator("#sound")).to_be_visible()
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_be_visible()
        bring(page, "ages.csv", "age,n\n0-17,7\n18-64,300\n65+,80\n")
        page.locator("#counts-basis").select_option("counted")
        page.locator("#counts-coverage").select_option("subset")
        page.get_by_role("button", name="Check the file").click()
        would = page.locator("#counts-sound .hidden-counts li")
        expect(would.filter(has_text="age: 0-17 (so few")).to_have_count(1)
        assert grave(page) == []


def slow_down(page: Page) -> None:
    """Let the browser send 400 kB in a second."""
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 400_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", limits)


def record(page: Page) -> None:
    """Keep whatever is said of the way of a file, with how far its bar stands."""
    page.evaluate("""() => {
      window.shown = [];
      const said = document.querySelector("#counts-said");
      const bar = document.querySelector("#read progress");
      const keep = () => {
        if (!bar.hidden) window.shown.push([said.textContent, bar.getAttribute("value")]);
      };
      new MutationObserver(keep).observe(said, { childList: true, subtree: true });
    }""")
