"""Fresh: answers are read and checked while another process publishes one release after another."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.sharedctypes import Synchronized
from threading import Lock
from typing import Any

import orjson

from app.store import open_store
from benchmarks.web.people import MOVING_AREA, publish_move

_READERS = 8
_MOST_S = 90
COUNTRIES = "/api/v1/countries?unit=patients"


@dataclass(frozen=True, slots=True)
class Freshness:
    """What the checked reads showed."""

    reads: int
    not_modified: int
    releases: int
    stale: int
    wrong: int
    errors: int


@dataclass(frozen=True, slots=True)
class Read:
    """One answer: its status, the release that it names, and what it counts in the moving area."""

    status: int
    release: int
    n: int | None


def verdict(read: Read, acknowledged: int) -> str:
    """Judge an answer by the release that was acknowledged before it was asked for.

    The moving area has as many patients as its release has in its number, so that an old body
    under a new number is found out.
    """
    if read.status not in (200, 304):
        return "errors"
    if read.release < acknowledged:
        return "stale"
    if read.status == 304:
        return "not_modified"
    return "good" if read.n == read.release else "wrong"


def read_while_published(
    url: str, port: int, client_core: int, reads: int, releases: int
) -> Freshness:
    """Read until there were so many reads and so many releases."""
    with _publisher(url, client_core) as acknowledged:
        first = _wait_for_first(acknowledged)
        enough = _enough(acknowledged, reads, first + releases)
        with ThreadPoolExecutor(_READERS) as pool:
            readers = [pool.submit(_reader, port, acknowledged, enough) for _ in range(_READERS)]
            found = sum((each.result() for each in readers), Counter[str]())
        made = acknowledged.value - first
    return Freshness(
        reads=found.total(),
        not_modified=found["not_modified"],
        releases=made,
        stale=found["stale"],
        wrong=found["wrong"],
        errors=found["errors"],
    )


@contextmanager
def _publisher(url: str, core: int) -> Iterator[Synchronized[int]]:
    """Publish in a process of its own; the number it shows is written after each commit."""
    spawning = multiprocessing.get_context("spawn")
    acknowledged: Synchronized[int] = spawning.Value("q", 0)
    stop = spawning.Event()
    process = spawning.Process(target=_publish, args=(url, core, acknowledged, stop))
    process.start()
    try:
        yield acknowledged
    finally:
        stop.set()
        process.join(60)


def _publish(url: str, core: int, acknowledged: Synchronized[int], stop: Any) -> None:
    os.sched_setaffinity(0, {core})
    store = open_store(url)
    while not stop.is_set():
        acknowledged.value = publish_move(store)
    store.close()


def _wait_for_first(acknowledged: Synchronized[int]) -> int:
    ends = time.monotonic() + _MOST_S
    while not acknowledged.value and time.monotonic() < ends:
        time.sleep(0.05)
    return acknowledged.value


def _enough(acknowledged: Synchronized[int], reads: int, release: int) -> Callable[[], bool]:
    ends = time.monotonic() + _MOST_S
    asked, lock = count(1), Lock()

    def enough() -> bool:
        with lock:
            many = next(asked) > reads
        return (many and acknowledged.value >= release) or time.monotonic() > ends

    return enough


def _reader(port: int, acknowledged: Synchronized[int], enough: Callable[[], bool]) -> Counter[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found: Counter[str] = Counter()
    etag = ""
    while not enough():
        floor = acknowledged.value
        try:
            read, etag = ask_once(connection, etag)
        except (OSError, http.client.HTTPException):
            connection.close()
            found["errors"] += 1
            continue
        found[verdict(read, floor)] += 1
    connection.close()
    return found


def ask_once(connection: http.client.HTTPConnection, etag: str) -> tuple[Read, str]:
    """Ask for the countries; where an ETag is held, ask whether it still holds.

    The ETag is held for the next question only after a full answer, so that both kinds of
    question take turns.
    """
    connection.request("GET", COUNTRIES, headers={"If-None-Match": etag} if etag else {})
    answer = connection.getresponse()
    body = answer.read()
    release = int(answer.headers.get("x-fairatlas-release", "0"))
    if answer.status != 200:
        return Read(answer.status, release, None), ""
    return Read(200, release, _moving(body)), answer.headers["etag"]


def _moving(body: bytes) -> int | None:
    for item in orjson.loads(body)["items"]:
        if item["country"]["iso3"] == MOVING_AREA:
            found: int | None = item["n"]
            return found
    return None
