"""Load: wrk asks one address from many connections and tells how it went."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.web.servers import Server

_REPORT = Path(__file__).with_name("report.lua")
_MISSING = (
    "The web benchmark asks by wrk, and there is none here. On Debian and Ubuntu: "
    "apt-get install wrk"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked, and of whom."""

    server: Server
    path: str
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """One round: how many answers came, per second too, how long they took, what one cost."""

    requests: int
    rate: float
    p50_ms: float
    p95_ms: float
    failed: int
    cpu_us: float


def require_wrk() -> None:
    """Say what to do where wrk is missing."""
    if shutil.which("wrk") is None:
        raise SystemExit(_MISSING)


def ask(target: Target, core: int, connections: int, seconds: int) -> Load:
    """Ask as fast as the answers come, from one thread on a processor of its own."""
    headers = [part for header in target.headers for part in ("-H", header)]
    command = [
        "taskset", "-c", str(core), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
        "--timeout=20s", f"--script={_REPORT}", *headers, target.server.address + target.path,
    ]  # fmt: skip
    before = target.server.cpu_s()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return read_report(done.stdout, target.server.cpu_s() - before)


def read_report(printed: str, cpu_s: float) -> Load:
    """Read the line that the script adds to what wrk prints."""
    found = json.loads(printed.strip().splitlines()[-1])
    return Load(
        requests=found["requests"],
        rate=found["requests"] / found["duration_us"] * 1e6,
        p50_ms=found["p50_us"] / 1e3,
        p95_ms=found["p95_us"] / 1e3,
        # A 304 is no failure to wrk: it counts from 400 on.
        failed=found["not_2xx"] + found["broken"],
        cpu_us=cpu_s * 1e6 / max(1, found["requests"]),
    )


def middle(rounds: list[Load]) -> Load:
    """The median of each figure; requests and failures of all rounds together."""
    return Load(
        requests=sum(each.requests for each in rounds),
        rate=median(each.rate for each in rounds),
        p50_ms=median(each.p50_ms for each in rounds),
        p95_ms=median(each.p95_ms for each in rounds),
        failed=sum(each.failed for each in rounds),
        cpu_us=median(each.cpu_us for each in rounds),
    )
