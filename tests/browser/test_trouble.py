"""What a page says when something goes wrong, takes long, or is not there."""

import logging
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.domain.access import Role
from app.main import create_app
from app.settings import Settings
from tests.support.axe import grave
from tests.support.browser import BrowserPage, watched_page
from tests.support.server import served
from tests.support.writers import dataset, house, published

pytestmark = pytest.mark.browser
SLOW = 60_000
UPDATES = "**/_dash-update-component*"
EVALUATION = "/evaluations/chexclusion-2021-chexpert"


@pytest.fixture(scope="module")
def broken(bundled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose published values turned into nonsense while it ran."""
    database = tmp_path_factory.mktemp("broken") / "fairatlas.db"
    shutil.copy(bundled_database, database)
    with served(create_app(Settings(database_url=f"sqlite:///{database}"))) as address:
        with sqlite3.connect(database) as session:
            _spoil(session)
        yield address


def _spoil(session: sqlite3.Connection) -> None:
    """Write what no rule of ours lets in."""
    guards = session.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in guards:
        session.execute(f'DROP TRIGGER "{name}"')
    session.execute("PRAGMA ignore_check_constraints = ON")
    session.execute("UPDATE scores SET value = 'nonsense'")


def test_a_crash_is_said_with_a_number_that_the_log_holds(
    broken: str, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with watched_page(browser) as watched, caplog.at_level(logging.ERROR, "fairatlas"):
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(f"{broken}{EVALUATION}")
        box = page.locator("#trouble")
        expect(box).to_contain_text("Something went wrong", timeout=SLOW)
        reference = box.locator("code").inner_text()
        assert re.fullmatch("[0-9a-f]{12}", reference)
        assert reference in caplog.text
        expect(page.locator("main .skeleton").first).to_be_hidden()
        expect(box).to_contain_text("go on to another")
        assert grave(page) == []
        page.locator(".pages").get_by_role("link", name="Methods").click()
        expect(page.locator("#measures")).to_be_visible(timeout=SLOW)
        expect(box).to_be_empty()


def test_a_server_that_is_gone_is_said(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(f"{site}/models")
        page.wait_for_selector("#models-table td")
        page.route(UPDATES, lambda route: route.abort("connectionrefused"))
        page.select_option("#choose-modality", "ct")
        expect(page.locator("#trouble")).to_contain_text("The server cannot be reached")
        assert "modality=ct" in page.url
        assert grave(page) == []
        watched.console_errors.clear()


def test_what_takes_over_a_second_is_said_to_be_under_way(
    browser_page: BrowserPage, site: str
) -> None:
    page = browser_page.page
    page.set_default_timeout(SLOW)
    page.goto(f"{site}/models")
    page.wait_for_selector("#models-table td")
    page.route(UPDATES, lambda route: None)
    page.select_option("#choose-modality", "ct")
    sign = page.locator(".under-way")
    expect(sign).to_have_text("Working on it …")
    assert sign.get_attribute("role") == "status"
    expect(page.locator("#models-table")).to_be_visible()
    page.unroute(UPDATES)  # what waited goes on its way
    expect(sign).to_have_text("")
    expect(page.locator("#finding")).to_contain_text("that fit these choices")


def test_a_page_on_its_way_keeps_its_place(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.route(UPDATES, lambda route: None)
    page.goto(f"{site}/countries/KEN")
    page.wait_for_selector("#_pages_content", state="attached")
    held = "getComputedStyle(document.querySelector('#_pages_content'), '::before').height"
    assert page.evaluate(held) == "96px"
    page.unroute(UPDATES)  # what waited goes on its way
    expect(page.locator("h1")).to_have_text("Kenya", timeout=SLOW)


def test_an_address_without_a_page_leads_on(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/no-such-page")
    expect(page.locator("h1")).to_have_text("There is no page at this address", timeout=SLOW)
    assert page.title() == "No page – FairAtlas"
    browser_page.was_not_found()
    page.fill("#find-lost", "kenya")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#finding")).to_contain_text("kenya", timeout=SLOW)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A catalogue of one dataset, with no reference to compare it with."""
    url = f"sqlite:///{tmp_path_factory.mktemp('bare') / 'fairatlas.db'}"
    with house(url, with_pages=True) as opened:
        published(opened.writer("ana"), opened.writer("rosa", Role.REVIEWER), dataset())
        yield str(opened.client.base_url).rstrip("/")


def test_a_reference_that_was_never_loaded_is_named_in_words(
    browser_page: BrowserPage, bare: str
) -> None:
    page = browser_page.page
    page.set_default_timeout(SLOW)
    page.goto(f"{bare}/atlas?access=open&measure=ratio")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("people living there, 2025 (UN)", timeout=SLOW)
    expect(page.locator("main")).not_to_contain_text("un-wpp")
    alert.get_by_role("link", name="Compare with nothing").click()
    expect(page.locator("#finding")).to_be_visible(timeout=SLOW)
    assert page.input_value("#choose-access") == "open"
    assert page.input_value("#choose-reference") == "none"
