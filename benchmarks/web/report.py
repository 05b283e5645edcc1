"""Report: the machine, the loads, and every ratio beside its goal."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.web.goals import Goal, Measured, goals
from benchmarks.web.load import Load

_PACKAGES = ("uvicorn", "uvloop", "httptools", "fastapi", "sqlalchemy", "orjson", "datasette")


def report(measured: Measured, made: str) -> str:
    """Write everything that one run measured."""
    parts = [machine(), made, _loads(measured), _truth(measured), table(goals(measured))]
    return "\n\n".join(parts)


def machine() -> str:
    """Say what it was measured on: figures of two machines are not held against each other."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    wrk = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    return (
        f"{day}; {processor()}, {os.cpu_count()} processors; Linux {platform.release()}; "
        f"Python {platform.python_version()}; {packages}; {' '.join(wrk.stdout.split()[:2])}"
    )


def processor() -> str:
    """Name the processor as the machine does."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _loads(measured: Measured) -> str:
    lines = ["| answer | per second | p50 ms | p95 ms | CPU us each |", "|---|--:|--:|--:|--:|"]
    loads = {
        **measured.loads,
        "hot, watched": measured.beaten.silent,
        "hot, watched, heartbeats": measured.beaten.beaten,
    }
    return "\n".join([*lines, *(_load(name, each) for name, each in loads.items())])


def _load(name: str, load: Load) -> str:
    return (
        f"| {name} | {load.rate:,.0f} | {load.p50_ms:.1f} | {load.p95_ms:.1f} "
        f"| {load.cpu_us:,.0f} |"
    )


def _truth(measured: Measured) -> str:
    return "\n".join(_truths(measured))


def _truths(measured: Measured) -> Iterator[str]:
    fresh, beaten = measured.freshness, measured.beaten
    yield "SQL statements per request (on a miss, from memory):"
    yield from (f"  {each.path}: {each.on_miss}, {each.on_hit}" for each in measured.traced)
    yield f"Tables that requests read: {', '.join(sorted(measured.tables))}"
    yield (
        f"While publishing: {fresh.reads:,} answers checked, {fresh.not_modified:,} of them 304, "
        f"over {fresh.releases} releases"
    )
    yield (
        f"Heartbeats: {beaten.heartbeats} commits to another table; misses {beaten.beaten_misses} "
        f"of {beaten.beaten.requests:,} answers (in silence {beaten.silent_misses} of "
        f"{beaten.silent.requests:,})"
    )


def table(rows: list[Goal]) -> str:
    """Write every figure beside its goal."""
    lines = ["| figure | measured | goal | |", "|---|--:|--:|---|"]
    return "\n".join([*lines, *map(_row, rows)])


def _row(goal: Goal) -> str:
    bound = "≥" if goal.least else "≤"
    reached = "reached" if goal.reached else "**missed**"
    return f"| {goal.name} | {_number(goal.value)} | {bound} {_number(goal.goal)} | {reached} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"
