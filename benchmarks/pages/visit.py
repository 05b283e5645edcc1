"""A visit: a page is opened, what it shows is timed and what it asks for is weighed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from benchmarks.pages.stops import Stop

_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
_WIDE = {"width": 1440, "height": 900}
LONGEST_S = 30
_QUIET_S = 0.3
_PAUSE_MS = 20
PLOTLY = "plotly.min.js"
_WORKER = "dash-ws-worker"  # loads outside the page, which is never told of its end
WORLD = "/topo/world_"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that went over the wire: its address and its bytes there, headers included."""

    url: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit showed and when (ms after its beginning), and all it asked for."""

    finding_ms: float
    figure_ms: float | None
    choice_ms: float | None
    asked: tuple[Asked, ...]

    def of(self, part: str) -> tuple[Asked, ...]:
        """The requests whose address has this part."""
        return tuple(each for each in self.asked if part in each.url)

    @property
    def bytes_without_plotly(self) -> int:
        """Bytes of everything but plotly.js and the world."""
        apart = {*self.of(PLOTLY), *self.of(WORLD)}
        return sum(each.bytes for each in self.asked if each not in apart)


@dataclass
class _Wire:
    """What the browser tells of its requests; those answered from its memory cost nothing."""

    urls: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def listen(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestServedFromCache", lambda told: self.kept.add(told["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", lambda told: self.open.discard(told["requestId"]))
        session.send("Network.enable")

    def _sent(self, told: dict[str, Any]) -> None:
        url = told["request"]["url"]
        if url.startswith("http"):
            self.urls[told["requestId"]] = url
            if _WORKER not in url:
                self.open.add(told["requestId"])

    def _answered(self, told: dict[str, Any]) -> None:
        if told["response"]["fromDiskCache"]:
            self.kept.add(told["requestId"])

    def _finished(self, told: dict[str, Any]) -> None:
        self.open.discard(told["requestId"])
        self.sizes[told["requestId"]] = int(told["encodedDataLength"])

    def asked(self) -> tuple[Asked, ...]:
        return tuple(
            Asked(url, self.sizes.get(request, 0))
            for request, url in self.urls.items()
            if request not in self.kept
        )


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who was never here: nothing is kept yet."""
    context = browser.new_context(viewport=_WIDE, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(LONGEST_S * 1000)
    try:
        yield context
    finally:
        context.close()


def visit(context: BrowserContext, site: str, stop: Stop, *, choose: bool) -> Visit:
    """Open the page in a new tab, wait until it is drawn and quiet, and tell how it went."""
    page = context.new_page()
    wire = _Wire()
    wire.listen(context.new_cdp_session(page))
    page.add_init_script(_WATCH + _watches(stop))
    page.goto(site + stop.path, wait_until="commit")
    finding = _seen(page, "finding")
    figure = _seen(page, "figure") if stop.figure else None
    _wait_until_quiet(page, wire)
    asked = wire.asked()
    chosen = _choose(page, stop) if choose else None
    page.close()
    return Visit(finding, figure, chosen, asked)


def _watches(stop: Stop) -> str:
    watched = {"finding": stop.finding, **({"figure": stop.figure} if stop.figure else {})}
    return "".join(
        f'benchWatch("{name}", benchThere("{selector}"));' for name, selector in watched.items()
    )


def _seen(page: Page, name: str) -> float:
    """Ask from outside: the page's rules let nobody wait inside it."""
    ends = time.monotonic() + LONGEST_S
    while time.monotonic() < ends:
        at: float | None = page.evaluate(f"window.benchSeen?.{name}")
        if at is not None:
            return at
        page.wait_for_timeout(_PAUSE_MS)
    raise SystemExit(f"{page.url} did not show its {name} within {LONGEST_S} s.")


def _wait_until_quiet(page: Page, wire: _Wire) -> None:
    """Wait until nothing has been asked for a while."""
    ends = time.monotonic() + LONGEST_S
    known, since = 0, time.monotonic()
    while time.monotonic() - since < _QUIET_S and time.monotonic() < ends:
        if wire.open or len(wire.urls) != known:
            known, since = len(wire.urls), time.monotonic()
        page.wait_for_timeout(_PAUSE_MS)


def _choose(page: Page, stop: Stop) -> float | None:
    if stop.choice is None:
        return None
    page.evaluate("([name, value]) => benchChoose(name, value)", list(stop.choice))
    return _seen(page, "chosen") - float(page.evaluate("window.benchBegan"))
