"""Goals: what the ratios of one run are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.web.fresh import Freshness
from benchmarks.web.load import Load

LEAST_READS = 10_000


@dataclass(frozen=True, slots=True)
class Traced:
    """What SQLite was asked for one address: on a miss, and once more from memory."""

    path: str
    on_miss: int
    on_hit: int


@dataclass(frozen=True, slots=True)
class Beaten:
    """Two rounds of the hot answer, in silence and during heartbeats, with the misses of each."""

    silent: Load
    beaten: Load
    silent_misses: int
    beaten_misses: int
    heartbeats: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one run measured."""

    loads: Mapping[str, Load]
    traced: tuple[Traced, ...]
    tables: frozenset[str]
    freshness: Freshness
    beaten: Beaten


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure and what it should be; `least` says whether more is better."""

    name: str
    value: float
    goal: float
    least: bool = True

    @property
    def reached(self) -> bool:
        """Whether the figure is at least, or at most, what it should be."""
        return self.value >= self.goal if self.least else self.value <= self.goal


def goals(measured: Measured) -> list[Goal]:
    """Hold one run against every goal."""
    return [*_of_speed(measured.loads), *of_truth(measured)]


def _of_speed(loads: Mapping[str, Load]) -> list[Goal]:
    failed = sum(load.failed for load in loads.values())
    return [
        Goal("hot answer / ceiling", times(loads["hot"], loads["ceiling"]), 0.6),
        Goal("304 / ceiling", times(loads["304"], loads["ceiling"]), 0.9),
        Goal("hot answer / datasette", times(loads["hot"], loads["datasette"]), 40),
        Goal("miss / datasette", times(loads["miss"], loads["datasette"]), 4),
        Goal("p95 of a miss, ms", loads["miss"].p95_ms, 30, least=False),
        Goal("failed answers under load", failed, 0, least=False),
    ]


def times(ours: Load, other: Load) -> float:
    """How many times as many answers: the worse of two readings.

    Answers per second also tell of whoever else uses the machine, and of the asking side where
    that is the slower one; the processor time of the server tells of the server alone.
    """
    return min(ours.rate / other.rate, other.cpu_us / ours.cpu_us)


def of_truth(measured: Measured) -> list[Goal]:
    """Hold what must be true on any machine, however busy, against its goals."""
    fresh, beaten = measured.freshness, measured.beaten
    return [
        Goal("raw tables of cells read by requests", len(measured.tables & {"cells"}), 0, False),
        Goal("statements on a hit, most", max(each.on_hit for each in measured.traced), 1, False),
        Goal("answers checked during publishing", fresh.reads, LEAST_READS),
        Goal("of these stale", fresh.stale, 0, least=False),
        Goal("of these wrong for their release", fresh.wrong, 0, least=False),
        Goal("of these errors", fresh.errors, 0, least=False),
        Goal("misses caused by heartbeats", beaten.beaten_misses, 0, least=False),
    ]
