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

from app.main import create_app
from app.settings import Settings
from benchmarks.pages.stops import STOPS, Stop
from scripts.screenshots.sheet import LOOKS, WIDTHS, contact_sheet, file_name
from tests.support.browser import headless_chromium
from tests.support.server import served

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "screenshots"
ALSO = (
    Stop("Compare", "/compare?a=chexpert&b=mimic-cxr"),
    Stop("questions for a supplier", "/models/biomedclip/questions", finding="main h1"),
    Stop("Atlas, one country", "/atlas?measure=ratio&country=KEN", figure=STOPS[1].figure),
    Stop("a wrong choice", "/atlas?modality=xrays", finding="[role=alert]"),
    Stop("no such page", "/no-such-page", finding="main h1, main p"),
)
SHOWN = (*STOPS, *ALSO)
_LONGEST_MS = 60_000
_SETTLED_MS = 250


def main() -> None:
    """Serve the catalogue, take all pictures, and write the sheet that shows them."""
    shown = _read_choice()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    database = FOLDER / "screenshots.db"
    with served(create_app(Settings(database_url=f"sqlite:///{database}"))) as site:
        failed = [line for lines in _share(site, shown) for line in lines]
    for file in FOLDER.glob(f"{database.name}*"):
        file.unlink()
    (FOLDER / "index.html").write_text(contact_sheet([stop.name for stop in shown]))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures: {FOLDER.relative_to(ROOT)}/index.html")
    if failed:
        raise SystemExit("\n".join(failed))


def _read_choice() -> list[Stop]:
    parser = argparse.ArgumentParser(prog="python -m scripts.screenshots", description=__doc__)
    parser.add_argument("--only", default="", help="pages whose name or address has these letters")
    only = parser.parse_args().only
    return [stop for stop in SHOWN if only in stop.name or only in stop.path]


def _share(site: str, shown: list[Stop]) -> Iterator[list[str]]:
    """Give each processor a browser and its share of the pages."""
    workers = os.cpu_count() or 1
    shares = [shown[start::workers] for start in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(take, site), shares)


def take(site: str, stops: list[Stop]) -> list[str]:
    """Take all pictures of some pages; say which could not be taken."""
    failed = []
    with headless_chromium() as browser:
        for stop in stops:
            for width in WIDTHS:
                try:
                    _take(browser, site, stop, width)
                except Exception as error:  # the others are still worth taking
                    failed.append(f"{stop.name} at {width}: {str(error).splitlines()[0]}")
    return failed


def _take(browser: Browser, site: str, stop: Stop, width: int) -> None:
    """Open a page once, and take it in every look."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        page.set_default_timeout(_LONGEST_MS)
        page.goto(site + stop.path)
        page.wait_for_selector(stop.finding)
        if stop.figure:
            page.wait_for_selector(stop.figure, state="attached")
        for look in LOOKS:
            _dress(page, look)
            name = file_name(stop.name, width, look)
            page.screenshot(path=FOLDER / name, full_page=True)
    finally:
        context.close()


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
