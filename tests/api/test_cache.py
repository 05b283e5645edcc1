"""Answers kept in memory: bounded, made once, and never older than the last commit."""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from app.api.cache import Answer, AnswerCache, SingleFlight, packed
from app.api.front import canonical
from app.main import create_app
from app.services.catalogue.places import countries, countries_json
from app.services.files import to_json
from app.settings import Settings
from app.store import Store, open_store
from app.store.releases import bump_release
from tests.support.server import served


def answer(size: int) -> Answer:
    return Answer(200, [], b"x" * size)


def test_the_least_recently_used_goes_first_and_bytes_are_bounded() -> None:
    cache = AnswerCache(most_bytes=4 * answer(3000).size)
    for key in "abcd":
        cache.put(key, answer(3000))
    assert cache.get("a") is not None
    cache.put("e", answer(3000))
    assert [key for key in "abcde" if cache.get(key)] == ["a", "c", "d", "e"]
    assert cache.bytes <= cache.most_bytes


def test_what_is_too_large_is_not_kept_and_pushes_nothing_out() -> None:
    cache = AnswerCache(most_bytes=20_000)
    cache.put("small", answer(100))
    cache.put("large", answer(19_000))
    assert cache.get("large") is None
    assert cache.get("small") is not None


def test_replacing_an_answer_counts_it_once() -> None:
    cache = AnswerCache(most_bytes=100_000)
    for _ in range(5):
        cache.put("a", answer(1000))
    assert cache.bytes == answer(1000).size
    assert len(cache) == 1


def test_a_small_answer_is_not_packed() -> None:
    assert packed(answer(10), 1) == answer(10)


def test_many_who_ask_at_once_wait_for_one() -> None:
    made: list[int] = []
    flights = SingleFlight()

    async def make() -> Answer:
        made.append(1)
        await asyncio.sleep(0.05)
        return answer(1)

    async def all_at_once() -> list[Answer]:
        return await asyncio.gather(*(flights.do("key", make) for _ in range(20)))

    assert asyncio.run(all_at_once()) == [answer(1)] * 20
    assert len(made) == 1


def test_a_failure_reaches_everyone_who_waits_and_is_forgotten() -> None:
    flights = SingleFlight()

    async def broken() -> Answer:
        await asyncio.sleep(0.01)
        raise ValueError("no")

    async def fine() -> Answer:
        return answer(2)

    async def run() -> tuple[list[Answer | BaseException], Answer]:
        both = await asyncio.gather(
            flights.do("key", broken), flights.do("key", broken), return_exceptions=True
        )
        return both, await flights.do("key", fine)

    both, after = asyncio.run(run())
    assert [type(each) for each in both] == [ValueError, ValueError]
    assert after == answer(2)


def test_the_order_of_a_query_is_one() -> None:
    assert canonical(b"b=2&a=1&&a=0") == canonical(b"a=0&b=2&a=1")


@pytest.fixture
def own_database(bundled_database: Path, tmp_path: Path) -> str:
    """A copy of the catalogue that a test may write to."""
    path = tmp_path / "own.db"
    shutil.copy(bundled_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def site(own_database: str) -> Iterator[str]:
    settings = Settings(database_url=own_database)
    with served(create_app(settings, with_pages=False)) as address:
        yield f"{address}/api/v1"


@pytest.fixture
def writer(own_database: str) -> Iterator[Store]:
    """Another connection, as another process would have."""
    store = open_store(own_database)
    yield store
    store.close()


def test_nothing_stale_is_sent_after_a_commit(site: str, writer: Store) -> None:
    """What is asked for after a commit shows that commit, however many read at the same time."""
    committed, reads, stop = [writer.release()], [0], threading.Event()
    wrong: list[str] = []

    def read() -> None:
        with httpx.Client(base_url=site, timeout=60) as client:
            while not stop.is_set():
                at_least = committed[0]
                found = client.get("/countries?unit=patients").json()["release"]
                reads[0] += 1
                if found < at_least:
                    wrong.append(f"{found} after {at_least}")

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for _ in range(10):
            with writer.writing() as session:
                made = bump_release(session, "test")
            committed[0], enough = made, reads[0] + 12
            while reads[0] < enough and not any(each.done() for each in readers):
                stop.wait(0.005)
        stop.set()
        for each in readers:
            each.result()
    assert wrong == []
    assert reads[0] >= 120


def test_the_etag_changes_with_the_release(site: str, writer: Store) -> None:
    with httpx.Client(base_url=site) as client:
        before = client.get("/metrics")
        with writer.writing() as session:
            made = bump_release(session, "test")
        after = client.get("/metrics", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"].startswith(f'"{made}-')
    assert after.headers["x-fairatlas-release"] == str(made)


def test_a_caller_with_a_token_is_never_answered_from_memory(site: str) -> None:
    with httpx.Client(base_url=site) as client:
        client.get("/countries")
        private = client.get("/countries", headers={"Authorization": "Bearer x"})
    assert "etag" not in private.headers


@pytest.mark.parametrize("unit", ["patients", "images"])
def test_the_quick_answer_is_the_ordinary_answer(bundled_database: Path, unit: str) -> None:
    store = open_store(f"sqlite:///{bundled_database}")
    asked = [("unit", unit)]
    assert countries_json(store, asked) == to_json(countries(store, asked))
    store.close()
