"""Take pictures of every page into var/screenshots: `make screenshots`; then open index.html."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page

from scripts.screenshots.acts import sign_in
from scripts.screenshots.places import Site, both
from scripts.screenshots.sheet import LOOKS, WIDTHS, contact_sheet, file_name, print_name
from scripts.screenshots.shown import SHOWN, Shown
from tests.support.browser import headless_chromium

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "screenshots"
_LONGEST_MS = 30_000
_SETTLED_MS = 250
_PRINTED_FROM = 1440


def main() -> None:
    """Serve the sites, take all pictures, and write the sheet that shows them."""
    shown = _read_choice()
    if shown == list(SHOWN):
        shutil.rmtree(FOLDER, ignore_errors=True)
    held = FOLDER / "sites"
    shutil.rmtree(held, ignore_errors=True)
    held.mkdir(parents=True)
    with both(held) as sites:
        failed = [line for lines in _share(sites, shown) for line in lines]
    shutil.rmtree(held)
    (FOLDER / "index.html").write_text(contact_sheet(each.name for each in SHOWN))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures: {FOLDER.relative_to(ROOT)}/index.html")
    if failed:
        raise SystemExit("\n".join(failed))


def _read_choice() -> list[Shown]:
    parser = argparse.ArgumentParser(prog="python -m scripts.screenshots", description=__doc__)
    parser.add_argument("--only", default="", help="take these letters' pages anew, keep the rest")
    only = parser.parse_args().only
    return [each for each in SHOWN if only in each.name or only in each.path]


def _share(sites: dict[str, Site], shown: list[Shown]) -> Iterator[list[str]]:
    """Give each processor a browser and its share of the pages."""
    workers = os.cpu_count() or 1
    shares = [shown[start::workers] for start in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(take, sites), shares)


def take(sites: dict[str, Site], shown: list[Shown]) -> list[str]:
    """Take all pictures of some pages; say which could not be taken."""
    failed = []
    with headless_chromium() as browser:
        for each in shown:
            for width in WIDTHS:
                try:
                    _take(browser, sites[each.site], each, width)
                except Exception as error:  # the others are still worth taking
                    failed.append(f"{each.name} at {width}: {str(error).splitlines()[0]}")
    return failed


def _take(browser: Browser, site: Site, shown: Shown, width: int) -> None:
    """Open a page once, and take it in every look; once also as a printer gets it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        page.set_default_timeout(_LONGEST_MS)
        _open(page, site, shown)
        for look in LOOKS:
            _dress(page, look)
            name = file_name(shown.name, width, look)
            page.screenshot(path=FOLDER / name, full_page=True)
        if width == _PRINTED_FROM:
            _dress(page, "print")
            page.pdf(path=FOLDER / print_name(shown.name), format="A4", print_background=True)
    finally:
        context.close()


def _open(page: Page, site: Site, shown: Shown) -> None:
    if shown.who:
        sign_in(page, site.address, site.tokens[shown.who])
    if shown.before:
        shown.before(page)
    page.goto(site.address + shown.path)
    page.wait_for_selector(shown.seen, state="attached")
    if not shown.before:
        page.wait_for_selector(".skeleton", state="detached")
    if shown.then:
        shown.then(page)


def _dress(page: Page, look: str) -> None:
    """Show the page as somebody sees it: in the dark, on paper, or without colours."""
    page.emulate_media(
        media="print" if look == "print" else "screen",
        color_scheme="dark" if look == "dark" else "light",
    )
    filtered = "grayscale(1)" if look == "grey" else ""
    page.evaluate("wanted => (document.documentElement.style.filter = wanted)", filtered)
    page.wait_for_timeout(_SETTLED_MS)


if __name__ == "__main__":
    main()
