"""Run the benchmark of the engine: `make bench-engine`. Writes nothing but under var/bench-engine.

Our engine with and without numba, a loop of scikit-learn and pandas, and Fairlearn, on the same
file in one run, each in a process of its own. What is extrapolated is marked.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from app.engine.files import write_rows
from benchmarks.engine.made import REPLICATES, rows

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench-engine"
LIBRARIES = ("numpy", "scipy", "numba", "pandas", "scikit-learn", "fairlearn", "pyarrow")
Found = dict[str, float]


def run(task: str, file: Path, *, numba: bool = True) -> Found:
    """Run one task in a process of its own, on one thread."""
    told = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.engine.task", task, str(file)]
    command += [] if numba else ["numpy"]
    done = subprocess.run(command, capture_output=True, text=True, env=told, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One goal: what was found, what was aimed at, and what it is."""

    what: str
    found: float
    goal: str
    reached: bool

    def __str__(self) -> str:
        reached = "yes" if self.reached else "NO"
        return f"| {self.what} | {self.found:,.1f} | {self.goal} | {reached} |"


def at_most(what: str, found: float, goal: float) -> Line:
    """Make a line whose figure should be small."""
    return Line(what, found, f"<= {goal:,.0f}", found <= goal)


def at_least(what: str, found: float, goal: float) -> Line:
    """Make a line whose figure should be large."""
    return Line(what, found, f">= {goal:,.0f}", found >= goal)


def of_ours(n: int, file: Path, numpy_too: bool) -> tuple[dict[str, Found], list[Line]]:
    """Measure the engine alone at one size."""
    found = {"Arrow read of the five columns": run("arrow", file)}
    found["engine, values"] = run("points", file)
    found[f"engine, {REPLICATES} patient replicates"] = run("patients", file)
    if numpy_too:
        found["engine on NumPy, values"] = run("points", file, numba=False)
        found[f"engine on NumPy, {REPLICATES} patient replicates"] = run(
            "patients", file, numba=False
        )
    ours = list(found.values())
    peak = max(each.get("peak", 0.0) for each in ours[1:3])
    return found, [
        at_most(f"values / Arrow read, {n:,} rows", ours[1]["cpu"] / ours[0]["cpu"], 8),
        at_most(f"peak, MB, {n:,} rows", peak / 1e6, 300 + 110 * n / 1e6),
    ]


def against_peers(
    n: int, file: Path, ours: dict[str, Found]
) -> tuple[dict[str, Found], list[Line]]:
    """Measure the peers at the same size, and hold ours against them."""
    loop, fair = run("sklearn", file), run("fairlearn", file)
    loop_all = loop["cpu"] + REPLICATES * loop["replicate"]
    fair_all = (1 + REPLICATES) * fair["cpu"] * n / fair["rows"]
    found = {
        "scikit-learn + pandas, values": loop,
        f"scikit-learn + pandas, {REPLICATES} replicates (x, from 1)": {"cpu": loop_all},
        f"Fairlearn, values (x, from {fair['rows']:,.0f} rows)": {
            "cpu": fair["cpu"] * n / fair["rows"]
        },
        f"Fairlearn, {REPLICATES} replicates (x, from none)": {"cpu": fair_all},
    }
    seconds = [each["cpu"] for each in ours.values()]
    lines = [
        at_least("scikit-learn loop (x) / engine, with replicates", loop_all / seconds[2], 300),
        at_least("Fairlearn (x) / engine, with replicates", fair_all / seconds[2], 1000),
    ]
    if len(seconds) > 4:
        what = "scikit-learn loop (x) / engine on NumPy, with replicates"
        lines.append(at_least(what, loop_all / seconds[4], 40))
    return found, lines


def table(n: int, found: dict[str, Found]) -> str:
    """Return the seconds and the peaks of one size."""
    lines = [f"\n{n:,} rows\n", "| what | CPU s | peak MB |", "|---|--:|--:|"]
    for name, each in found.items():
        peak = f"{each['peak'] / 1e6:,.0f}" if "peak" in each else ""
        lines.append(f"| {name} | {each['cpu']:,.3f} | {peak} |")
    return "\n".join(lines)


def machine() -> str:
    """Return processor, its vector flags, load and versions."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8") if os.name == "posix" else ""
    lines = [each.partition(":")[2] for each in told.splitlines() if each.startswith("flags")]
    flags = [each for each in (lines or [""])[0].split() if each.startswith(("avx", "sse4", "fma"))]
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, load {load}\n"
        f"flags: {' '.join(flags)}\nPython {platform.python_version()}, {versions}"
    )


def main() -> None:
    """Make the rows, measure, and print one report; it fails where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="beside the peers")
    parser.add_argument("--many", type=int, default=10_000_000, help="alone; 0: none")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    asked = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(machine())
    lines: list[Line] = []
    for n, peers in ((asked.rows, not asked.no_peers), (asked.many, False)):
        if not n:
            continue
        file = FOLDER / f"{n}.parquet"
        if not file.exists():
            write_rows(rows(n), file)
        found, reached = of_ours(n, file, numpy_too=n == asked.rows)
        lines += reached
        if peers:
            theirs, reached = against_peers(n, file, found)
            found |= theirs
            lines += reached
        print(table(n, found), flush=True)
    print("\n| goal | found | aim | reached |\n|---|--:|--:|---|")
    print("\n".join(map(str, lines)))
    print("\n(x): extrapolated from fewer replicates or rows, as the line says.")


if __name__ == "__main__":
    main()
