"""Run the benchmark of the pages: `make bench-pages`. Writes nothing but under var/bench."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from playwright.sync_api import Browser

from app.services.opening import prepare_store
from app.settings import Settings
from benchmarks.pages.copies import publish_copies
from benchmarks.pages.report import Visits, report
from benchmarks.pages.stops import BARE, STOPS, Stop
from benchmarks.pages.visit import Visit, reader, visit
from benchmarks.web.servers import ROOT, Cores, Server
from tests.support.browser import headless_chromium

FOLDER = ROOT / "var" / "bench-pages"
URL = f"sqlite:///{FOLDER / 'pages.db'}"
LEAST_ROUNDS = 9


def main() -> None:
    """Load the catalogue, visit every page in turn, and print one report."""
    asked = _read_arguments()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    store = prepare_store(Settings(database_url=URL))
    if asked.datasets:
        publish_copies(store, asked.datasets)
    store.close()
    with headless_chromium() as browser:
        print(report(measure(browser, asked.rounds), browser.version))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help="visits of each page")
    parser.add_argument("--datasets", type=int, default=0, help="fill up to so many with copies")
    return parser.parse_args()


def measure(browser: Browser, rounds: int) -> dict[Stop, Visits]:
    """Visit all pages in turn, round by round; the first round only warms the servers."""
    found = {stop: Visits([], []) for stop in (BARE, *STOPS)}
    with serving("app.main:create_app") as ours, serving("benchmarks.pages.bare:bare") as bare:
        sites = {stop: bare.address if stop is BARE else ours.address for stop in found}
        stops = [stop for stop in found if _is_there(sites[stop], stop)]
        for number in range(rounds + 1):
            for stop in stops:
                first, second = twice(browser, sites[stop], stop)
                if number:
                    found[stop].first.append(first)
                    found[stop].second.append(second)
    return {stop: found[stop] for stop in stops}


@contextmanager
def serving(factory: str) -> Iterator[Server]:
    """One worker as the service starts it, on a processor of its own; the browser has all."""
    log = FOLDER / f"{factory.rpartition(':')[2]}.log"
    told = {"FAIRATLAS_DATABASE_URL": URL}
    with Server(factory, Cores.of_this_process().server, log, told) as server:
        server.wait_until_ready("/")
        yield server


def _is_there(site: str, stop: Stop) -> bool:
    there = httpx.get(site + stop.path, timeout=60).status_code == 200
    if not there:
        print(f"{stop.name} is not measured: there is no page at {stop.path}.")
    return there


def twice(browser: Browser, site: str, stop: Stop) -> tuple[Visit, Visit]:
    """Come for the first time, then once more with what the browser has kept."""
    with reader(browser) as context:
        first = visit(context, site, stop, choose=True)
        return first, visit(context, site, stop, choose=False)


if __name__ == "__main__":
    main()
