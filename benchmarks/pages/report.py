"""Report: the machine, every page's medians, and the goals."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median

from benchmarks.pages.stops import BARE, Stop
from benchmarks.pages.visit import PLOTLY, WORLD, Visit
from benchmarks.web.goals import Goal
from benchmarks.web.report import processor, table

SLOWEST = 1.5
MOST_BYTES = 700_000
MOST_WORLD = 110_000
_PACKAGES = ("dash", "plotly", "uvicorn", "playwright")


@dataclass(frozen=True, slots=True)
class Visits:
    """All visits of one page: first ones with nothing kept, second ones with the cache filled."""

    first: list[Visit]
    second: list[Visit]


Measured = Mapping[Stop, Visits]


def report(measured: Measured, browser: str) -> str:
    """Write everything that one run measured."""
    return "\n\n".join([machine(browser), pages(measured), table(goals(measured))])


def machine(browser: str) -> str:
    """Say what it was measured on, and how busy that was."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    return (
        f"{day}; {processor()}, {os.cpu_count()} processors, load average "
        f"{os.getloadavg()[0]:.1f}; Python {platform.python_version()}; {packages}; "
        f"Chromium {browser}"
    )


def pages(measured: Measured) -> str:
    """One line per page: when it shows what, and what it weighs."""
    lines = [
        "| page | finding ms | figure ms | choice ms | again: finding ms | requests | kB "
        "| again: requests | kB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    return "\n".join([*lines, *(_line(stop, visits) for stop, visits in measured.items())])


def _line(stop: Stop, visits: Visits) -> str:
    first, second = visits.first, visits.second
    cells = [
        _ms(first, lambda each: each.finding_ms),
        _ms(first, lambda each: each.figure_ms),
        _ms(first, lambda each: each.choice_ms),
        _ms(second, lambda each: each.finding_ms),
        *_weight(first),
        *_weight(second),
    ]
    return f"| {stop.name} | {' | '.join(cells)} |"


def _weight(visits: Sequence[Visit]) -> tuple[str, str]:
    requests = median(len(each.asked) for each in visits)
    kilobytes = median(sum(asked.bytes for asked in each.asked) for each in visits) / 1000
    return f"{requests:.0f}", f"{kilobytes:,.0f}"


def _ms(visits: Iterable[Visit], of: Callable[[Visit], float | None]) -> str:
    middle = _middle(visits, of)
    return "–" if middle is None else f"{middle:,.0f}"


def _middle(visits: Iterable[Visit], of: Callable[[Visit], float | None]) -> float | None:
    found = [value for each in visits if (value := of(each)) is not None]
    return median(found) if found else None


def goals(measured: Measured) -> list[Goal]:
    """Every figure that has a goal; times only as ratios to the bare page of the same run."""
    ours = {stop: visits for stop, visits in measured.items() if stop is not BARE}
    bare = _middle(measured[BARE].first, lambda each: each.figure_ms) or 0.0
    heaviest = max(
        _most(visits.first, lambda v: v.bytes_without_plotly) for visits in ours.values()
    )
    every = [each for visits in ours.values() for each in (*visits.first, *visits.second)]
    chosen = _middle(measured[BARE].first, lambda each: each.choice_ms)
    return [
        *_times(ours, bare, chosen),
        Goal(
            "kB before plotly, the heaviest page", heaviest / 1000, MOST_BYTES / 1000, least=False
        ),
        Goal("kB of the world", _most(every, _world) / 1000, MOST_WORLD / 1000, least=False),
        Goal("plotly fetched in one visit, most", _most(every, _plotly), 1, least=False),
    ]


def _times(ours: Measured, bare: float, chosen: float | None) -> Iterable[Goal]:
    """The drawn map, its choice, and the slowest finding, against the bare page."""
    findings = {
        s.name: _middle(v.first, lambda each: each.finding_ms) or 0 for s, v in ours.items()
    }
    slowest = max(findings, key=lambda name: findings[name])
    for stop, visits in ours.items():
        drawn = _middle(visits.first, lambda each: each.figure_ms)
        if drawn is not None:
            yield Goal(f"{stop.name}, map drawn / bare page", drawn / bare, SLOWEST, least=False)
            changed = _middle(visits.first, lambda each: each.choice_ms)
            if changed and chosen:  # what was not measured reaches no goal
                name = f"{stop.name}, choice shown / bare page"
                yield Goal(name, changed / chosen, SLOWEST, least=False)
    name = f"{slowest}, finding (the slowest) / bare page"
    yield Goal(name, findings[slowest] / bare, SLOWEST, least=False)


def _most(visits: Iterable[Visit], of: Callable[[Visit], int]) -> int:
    return max(of(each) for each in visits)


def _world(visit: Visit) -> int:
    return sum(each.bytes for each in visit.of(WORLD))


def _plotly(visit: Visit) -> int:
    return len(visit.of(PLOTLY))
