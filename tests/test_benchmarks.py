"""The benchmark of the web tier: its parts work at a tiny size. Nothing is timed here."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import ASGIApp

from app.api.front import Front
from app.domain.vocabulary import Status, Unit
from app.store import Store, open_store
from app.store.areas import area_margins
from benchmarks.web.answers import flat, keep_for_ceiling, keep_for_datasette
from benchmarks.web.apps import ANSWER, Forgetful, Trace, Watched, ceiling
from benchmarks.web.fresh import Freshness, Read, verdict
from benchmarks.web.goals import Beaten, Measured, Traced, goals, times
from benchmarks.web.load import Load, middle, read_report
from benchmarks.web.people import MOVING_AREA, Size, made_up_areas, publish_move, publish_people
from benchmarks.web.report import table

TINY = Size(areas=5, datasets=2)
PATH = "/api/v1/countries"
ITEM = {"country": {"iso3": "KEN", "population": 56}, "n": 3, "status": "counted"}
ANSWERED = httpx.Response(
    200,
    json={"items": [ITEM, {**ITEM, "n": None}]},
    headers={"etag": '"1-a"', "date": "today", "server": "uvicorn"},
)


def ask(app: ASGIApp, path: str, times: int = 1) -> list[httpx.Response]:
    """Ask an application in this process, one question after the other."""

    async def asking() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        headers = {"accept-encoding": "identity"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://bench", headers=headers
        ) as client:
            return [await client.get(path) for _ in range(times)]

    return asyncio.run(asking())


@pytest.fixture
def people(sqlite_url: str) -> Store:
    store = open_store(sqlite_url)
    store.upgrade()
    publish_people(store, TINY)
    return store


def test_people_are_as_many_as_the_size_says(people: Store, sqlite_url: str) -> None:
    people.close()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        assert database.execute("SELECT count(*) FROM cells").fetchone() == (TINY.cells,)
        assert database.execute("SELECT count(*) FROM countries").fetchone() == (TINY.areas,)


def test_the_moving_area_tells_its_release(people: Store) -> None:
    releases = [publish_move(people), publish_move(people)]
    with people.reading() as session:
        for release in releases:
            areas = area_margins(session, Unit.PATIENTS, "country", release)
            moved = next(area for area in areas if area.key == MOVING_AREA)
            assert (moved.status, moved.n) == (Status.COUNTED, release)
    people.close()


def test_areas_have_codes_of_their_own() -> None:
    codes = [area.iso3 for area in made_up_areas(300)]
    assert len(set(codes)) == 300
    assert MOVING_AREA in codes


def counting_app(calls: list[str], front: type[Front]) -> Front:
    """An application with a layer before it; what reaches the application is noted."""
    root = FastAPI()

    @root.get(PATH)
    def answer() -> dict[str, int]:
        calls.append(PATH)
        return {"n": len(calls)}

    return front(
        root, release=lambda: 1, nouns=frozenset({"countries"}), quick={}, most_bytes=10_000_000
    )


@pytest.mark.parametrize(("front", "made"), [(Front, 1), (Watched, 1), (Forgetful, 3)])
def test_only_the_forgetful_layer_makes_every_answer(front: type[Front], made: int) -> None:
    calls: list[str] = []
    Watched.misses.asked = 0
    answers = ask(counting_app(calls, front), PATH, times=3)
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(calls) == made
    assert Watched.misses.asked == (1 if front is Watched else 0)


def test_the_ceiling_sends_the_same_bytes_and_headers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_for_ceiling(ANSWERED, tmp_path)
    monkeypatch.setenv(ANSWER, str(tmp_path))
    (got,) = ask(ceiling(), "/whatever")
    assert got.content == ANSWERED.content
    assert got.headers["etag"] == '"1-a"'
    assert "date" not in got.headers  # the server adds its own


def test_datasette_gets_every_row_of_the_answer(tmp_path: Path) -> None:
    file = tmp_path / "rollup.db"
    assert keep_for_datasette(ANSWERED, file) == 2
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT iso3, population, n, status FROM areas ORDER BY position")
        assert rows.fetchall() == [("KEN", 56, 3, "counted"), ("KEN", 56, None, "counted")]
    assert flat(ITEM) == {"iso3": "KEN", "population": 56, "n": 3, "status": "counted"}


def test_the_trace_names_the_tables_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sqlite3, sqlite3.dbapi2):
        monkeypatch.setattr(module, "connect", sqlite3.connect)  # put back at the end
    trace = Trace()
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE cells (n)")
        database.execute("CREATE TABLE margins (n)")
        assert "cells" not in trace.take()["tables"]
        database.execute("SELECT n FROM margins").fetchall()
        database.execute("SELECT sum(n) FROM cells").fetchall()
    seen = trace.take()
    assert {"cells", "margins"} <= set(seen["tables"])
    assert len(seen["statements"]) == 2


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (Read(200, 7, 7), "good"),
        (Read(200, 8, 8), "good"),
        (Read(200, 6, 6), "stale"),
        (Read(200, 7, 6), "wrong"),
        (Read(304, 7, None), "not_modified"),
        (Read(304, 6, None), "stale"),
        (Read(503, 0, None), "errors"),
    ],
)
def test_an_answer_is_judged_by_what_was_acknowledged_before(read: Read, found: str) -> None:
    assert verdict(read, acknowledged=7) == found


def test_what_wrk_prints_is_read() -> None:
    line = '{"requests": 400, "duration_us": 2000000, "p50_us": 1500, "p95_us": 2500, '
    load = read_report(f'Running 2s test\n{line}"not_2xx": 1, "broken": 2}}\n', cpu_s=0.1)
    assert load == Load(400, rate=200, p50_ms=1.5, p95_ms=2.5, failed=3, cpu_us=250)


def test_rounds_are_told_by_their_medians() -> None:
    rounds = [Load(10, rate, 1, 2, 1, 5) for rate in (5.0, 90.0, 6.0)]
    assert middle(rounds) == Load(30, 6.0, 1, 2, 3, 5)


def measured(**rates: float) -> Measured:
    """A run that reaches every goal, but for the rates given."""
    chosen = {
        "ceiling": 100,
        "hot": 70,
        "304": 95,
        "miss": 7,
        "miss, each alone": 5,
        "datasette": 1,
        **rates,
    }
    loads = {name: Load(1000, rate, 1, 20, 0, 1e6 / rate) for name, rate in chosen.items()}
    return Measured(
        loads=loads,
        traced=(Traced(PATH, 5, 1),),
        tables=frozenset({"area_margins"}),
        freshness=Freshness(10_000, 5_000, 10, 0, 0, 0),
        beaten=Beaten(loads["hot"], loads["hot"], 0, 0, 100),
    )


def missed(run: Measured) -> list[str]:
    return [goal.name for goal in goals(run) if not goal.reached]


def test_goals_say_what_was_missed() -> None:
    assert missed(measured()) == []
    assert missed(measured(miss=3)) == ["miss / datasette"]
    assert missed(measured(hot=59)) == ["hot answer / ceiling"]


def test_the_worse_of_two_readings_counts() -> None:
    ours, other = Load(1000, 90, 1, 2, 0, 40), Load(1000, 100, 1, 2, 0, 20)
    assert times(ours, other) == 0.5  # it costs twice as much, though nearly as many came
    assert times(Load(1000, 30, 1, 2, 0, 40), other) == 0.3


def test_the_table_shows_each_figure_beside_its_goal() -> None:
    rows = table(goals(measured(hot=30))).splitlines()
    assert rows[2] == "| hot answer / ceiling | 0.3 | ≥ 0.6 | **missed** |"
    assert rows[3] == "| 304 / ceiling | 0.95 | ≥ 0.9 | reached |"
