"""Headless Chromium that reaches only this machine, and says what else a page tried to reach."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

OUTSIDE = re.compile(r"^(https?|wss?)://(?!127\.0\.0\.1[:/])")
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# The browser's own errands (updates, safe browsing) are closed as well as the page's.
CLOSED = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-sandbox",
    "--disable-dev-shm-usage",
]


class ChromiumMissing(Exception):
    """No Chromium was found on this machine."""


@dataclass
class BrowserPage:
    """A page and what it did that it should not have done.

    A test that expects a console error (a page that is not there) empties `console_errors` itself.
    """

    page: Page
    external_requests: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Fail if the page reached for another machine or reported an error."""
        assert self.external_requests == [], "the page asked other machines"
        assert self.console_errors == [], "the page reported errors"

    def was_not_found(self) -> None:
        """Take away the one error that a document with the status 404 is to the browser."""
        (error,) = self.console_errors
        assert "404" in error
        self.console_errors.clear()


@contextmanager
def headless_chromium() -> Iterator[Browser]:
    """Start the system's Chromium (playwright's own browsers are never downloaded)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CLOSED)
        try:
            yield browser
        finally:
            browser.close()


def find_chromium() -> str:
    """The path of Chromium: CHROMIUM, or the first of its usual names on the PATH.

    The headless shell comes first: it draws the same and opens no windows of its own.
    """
    for name in filter(None, [os.environ.get("CHROMIUM", ""), *NAMES]):
        if found := shutil.which(name):
            return found
    raise ChromiumMissing(
        "Chromium was not found. Install the package chromium-headless-shell or chromium, or name "
        "it by CHROMIUM=/path; to leave these tests out: pytest -m 'not browser'"
    )


@contextmanager
def watched_page(browser: Browser, **options: Any) -> Iterator[BrowserPage]:
    """Open a page in a context of its own and check at the end what it did.

    `options` go to `browser.new_context`: viewport, color_scheme, locale, reduced_motion ...
    """
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    watched = BrowserPage(context.new_page())
    _watch(watched)
    try:
        yield watched
    finally:
        context.close()
    watched.check()


def _watch(watched: BrowserPage) -> None:
    def refuse(route: Route) -> None:
        watched.external_requests.append(route.request.url)
        route.abort()

    def note_socket(url: str) -> None:
        if OUTSIDE.match(url):
            watched.external_requests.append(url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            watched.console_errors.append(message.text)

    watched.page.context.route(OUTSIDE, refuse)
    watched.page.on("websocket", lambda socket: note_socket(socket.url))
    watched.page.on("console", note_message)
    watched.page.on("pageerror", lambda error: watched.console_errors.append(str(error)))
