"""Run the benchmark of the web tier: `make bench-web`. Writes nothing but under var/bench."""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from app.services.opening import prepare_store
from app.settings import Settings
from benchmarks.web import fresh
from benchmarks.web.answers import ROLLUP_PATH, keep_for_ceiling, keep_for_datasette
from benchmarks.web.apps import ANSWER, ROLLUP, SEEN
from benchmarks.web.goals import LEAST_READS, Beaten, Measured, Traced, of_truth
from benchmarks.web.heartbeat import heartbeats
from benchmarks.web.load import Load, Target, ask, middle, require_wrk
from benchmarks.web.people import Size, publish_people
from benchmarks.web.report import report
from benchmarks.web.servers import ROOT, Cores, Server

FOLDER = ROOT / "var" / "bench"
DATABASE = FOLDER / "people.db"
URL = f"sqlite:///{DATABASE}"
CONNECTIONS = 50
LEAST_RELEASES = 10
HOT = fresh.COUNTRIES
OTHER = "/api/v1/countries?unit=studies"  # asked while waiting for a start, so that HOT is a miss
# What the Atlas and its neighbours ask: none of it may reach the raw cells.
TRACED = (
    HOT,
    "/api/v1/countries?unit=images",
    "/api/v1/countries/KEN",
    "/api/v1/regions",
    "/api/v1/stats",
    "/api/v1/datasets",
    "/api/v1/assess?dimension=country",
    "/api/v1/assess?dimension=sex&modality=xray&body_region=chest",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how often is asked."""

    size: Size
    rounds: int
    seconds: int
    reads: int


def main() -> None:
    """Make the people, ask everybody in turn, and print one report."""
    plan = _read_plan()
    require_wrk()
    cores = Cores.of_this_process()
    made = make_people(plan.size)
    os.sched_setaffinity(0, {cores.client})
    measured = measure(plan, cores)
    print(report(measured, made))
    if not all(goal.reached for goal in of_truth(measured)):
        raise SystemExit("An answer was stale, wrong or counted anew: see the table.")


def _read_plan() -> Plan:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--datasets", type=int, default=Size().datasets)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="of each answer in each round")
    parser.add_argument("--reads", type=int, default=LEAST_READS)
    given = parser.parse_args()
    size = Size(datasets=given.datasets)
    return Plan(size, given.rounds, given.seconds, given.reads)


def make_people(size: Size) -> str:
    """Make the database anew, and say what is in it and how long that took."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    bundle = FOLDER / "data" / "cards" / "datasets"
    bundle.mkdir(parents=True)
    # The service loads its bundle at the start: one real card, so that our areas stay as they are.
    shutil.copy(ROOT / "data" / "cards" / "datasets" / "chexpert.yaml", bundle)
    began = time.monotonic()
    store = prepare_store(Settings(database_url=URL, data_dir=FOLDER / "data"))
    publish_people(store, size)
    store.close()
    took = time.monotonic() - began
    return (
        f"{size.cells:,} cells, {size.datasets} datasets, {size.areas} areas, published in "
        f"{took:.0f} s; {DATABASE.stat().st_size / 1e6:,.0f} MB"
    )


def measure(plan: Plan, cores: Cores) -> Measured:
    """Start every application, ask, and stop them again."""
    with watching(cores) as watched:
        traced, tables = trace(watched)
        answer = watched.get(HOT)
    keep_for_ceiling(answer, FOLDER / "answer")
    keep_for_datasette(answer, FOLDER / "rollup.db")
    loads = compare(plan, cores, answer.headers["etag"])
    with watching(cores) as watched:
        watched.get(HOT)
        beaten = beat(plan, cores, watched)
        freshness = fresh.read_while_published(
            URL, watched.port, cores.client, plan.reads, LEAST_RELEASES
        )
    return Measured(loads, traced, tables, freshness, beaten)


def environment() -> dict[str, str]:
    """What the applications are told."""
    return {
        "FAIRATLAS_DATABASE_URL": URL,
        "FAIRATLAS_DATA_DIR": str(FOLDER / "data"),
        ANSWER: str(FOLDER / "answer"),
        ROLLUP: str(FOLDER / "rollup.db"),
    }


def started(stack: ExitStack, factory: str, cores: Cores, path: str) -> Server:
    """Start an application and wait for its first good answer."""
    log = FOLDER / f"{factory.rpartition(':')[2]}.log"
    server = stack.enter_context(Server(factory, cores.server, log, environment()))
    server.wait_until_ready(path)
    return server


@contextmanager
def watching(cores: Cores) -> Iterator[Server]:
    """Our application with its SQL and its misses told."""
    with ExitStack() as stack:
        yield started(stack, "benchmarks.web.apps:watched", cores, OTHER)


def trace(watched: Server) -> tuple[tuple[Traced, ...], frozenset[str]]:
    """Ask each address twice, first past an empty memory; count the SQL of either."""
    found = tuple(
        Traced(path, _statements(watched, path), _statements(watched, path)) for path in TRACED
    )
    return found, frozenset(watched.get(SEEN).json()["tables"])


def _statements(watched: Server, path: str) -> int:
    watched.get(SEEN)
    watched.get(path).raise_for_status()
    return len(watched.get(SEEN).json()["statements"])


def compare(plan: Plan, cores: Cores, etag: str) -> dict[str, Load]:
    """Ask everybody in turn, round by round, so that a busy minute falls on all of them."""
    with ExitStack() as stack:
        ours = started(stack, "app.main:create_app", cores, HOT)
        targets = {
            "ceiling": Target(started(stack, "benchmarks.web.apps:ceiling", cores, HOT), HOT),
            "hot": Target(ours, HOT),
            "304": Target(ours, HOT, (f"If-None-Match: {etag}",)),
            "miss": Target(started(stack, "benchmarks.web.apps:misses", cores, HOT), HOT),
            "miss, each alone": Target(
                started(stack, "benchmarks.web.apps:misses_alone", cores, HOT), HOT
            ),
            "datasette": Target(
                started(stack, "benchmarks.web.apps:rollup", cores, ROLLUP_PATH), ROLLUP_PATH
            ),
        }
        rounds: dict[str, list[Load]] = {name: [] for name in targets}
        for _ in range(plan.rounds):
            for name, target in targets.items():
                rounds[name].append(ask(target, cores.client, CONNECTIONS, plan.seconds))
    return {name: middle(found) for name, found in rounds.items()}


def beat(plan: Plan, cores: Cores, watched: Server) -> Beaten:
    """Ask for the hot answer in silence, then while something else is written."""
    target = Target(watched, HOT)
    silent, silent_misses = _count_misses(target, cores, plan)
    with heartbeats(DATABASE) as commits:
        beaten, beaten_misses = _count_misses(target, cores, plan)
    return Beaten(silent, beaten, silent_misses, beaten_misses, commits[0])


def _count_misses(target: Target, cores: Cores, plan: Plan) -> tuple[Load, int]:
    target.server.get(SEEN)
    load = ask(target, cores.client, CONNECTIONS, plan.seconds)
    misses: int = target.server.get(SEEN).json()["misses"]
    return load, misses


if __name__ == "__main__":
    main()
