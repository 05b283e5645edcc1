"""`python -m benchmarks.ingest.contention`: many at once, and nothing lost."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import sqlalchemy as sa

from app.store import open_store
from app.store.schema import Base
from benchmarks.ingest.databases import NAMES, add_choice, empty_database
from benchmarks.ingest.sending import begin, send
from benchmarks.ingest.service import Service, make_key

CONTENT = b"sex,n\n" + b"female,11\nmale,12\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of so many at once; `lost` were acknowledged and are not there."""

    asked: int
    statuses: dict[int, int]
    lost: int
    stored: int
    seconds: float
    slowest_s: float = 0.0

    @property
    def failed(self) -> int:
        """Answers that were the service's own fault."""
        return sum(n for status, n in self.statuses.items() if status >= 500 or status == 0)


def main() -> int:
    """Try all three and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uploads", type=int, default=1_000)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=64)
    add_choice(parser)
    given = parser.parse_args()
    bad = 0
    for name in given.database or NAMES:
        with (
            tempfile.TemporaryDirectory() as folder,
            empty_database(name, Path(folder)) as url,
            Crowd(url, Path(folder), workers=2) as crowd,
        ):
            found = {
                "uploads at once": crowd.uploads(given.uploads, given.processes),
                "edits of one draft": crowd.races(given.edits, given.threads),
                "one key a hundred times": crowd.one_key(100),
            }
        for what, each in found.items():
            print(f"{name}, {what}: {each}", flush=True)
            bad += each.failed + each.lost
    return 1 if bad else 0


class Crowd:
    """A service with several workers, and many who want something of it at the same time."""

    def __init__(self, url: str, folder: Path, workers: int) -> None:
        environment = {
            "FAIRATLAS_DATABASE_URL": url,
            "FAIRATLAS_UPLOAD_DIR": str(folder / "uploads"),
            "FAIRATLAS_LOCK_TIME_LIMIT_S": "120",
        }
        self._url = url
        self._token = make_key(url, "crowd")
        self._service = Service(environment, folder / "service.log", workers)

    def __enter__(self) -> Crowd:
        self._service.__enter__()
        return self

    def __exit__(self, *trouble: object) -> None:
        self._service.__exit__(None, None, None)

    def _client(self) -> httpx.Client:
        return client_of(self._service.address, self._token)

    def uploads(self, count: int, processes: int) -> Outcome:
        """Send so many files at once, each into a draft of its own."""
        with self._client() as client, ThreadPoolExecutor(8) as pool:
            slugs = [f"crowd-{number}" for number in range(count)]
            etags = list(pool.map(lambda slug: begin(client, slug), slugs))
        parts = [list(zip(slugs, etags, strict=True))[at::processes] for at in range(processes)]
        begun = time.monotonic()
        context = multiprocessing.get_context("spawn")
        with context.Pool(processes) as pool:
            args = [(self._service.address, self._token, part) for part in parts]
            answers = [each for found in pool.starmap(send_all, args) for each in found]
        seconds = time.monotonic() - begun
        good = {slug for slug, status, _ in answers if status == 201}
        stored = self._stored()
        return Outcome(
            asked=count,
            statuses=dict(Counter(status for _, status, _ in answers)),
            lost=len(good - stored),
            stored=len(stored),
            seconds=round(seconds, 1),
            slowest_s=round(max(spent for _, _, spent in answers), 2),
        )

    def _stored(self) -> set[str]:
        tables = Base.metadata.tables
        uploads, revisions, cards = (tables[n] for n in ("uploads", "revisions", "cards"))
        query = (
            sa.select(cards.c.slug)
            .join(revisions, revisions.c.card_id == cards.c.id)
            .join(uploads, uploads.c.draft == revisions.c.id)
            .where(uploads.c.row_count == 2)
        )
        store = open_store(self._url)
        with store.reading() as session:
            found = set(session.scalars(query))
        store.close()
        return found

    def races(self, edits: int, threads: int) -> Outcome:
        """Let many change one draft from the state that each knows: one winner per state."""
        with self._client() as client:
            first = begin(client, "raced")
            address = "/api/v1/datasets/raced/drafts/1"
            assert client.patch(address, json={"note": "x"}).status_code == 428  # noqa: S101
            race = _Race(client, address, first, edits)
            begun = time.monotonic()
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(race.run, range(threads)))
            seconds = time.monotonic() - begun
            last = client.get(address).headers["etag"]
        changes = int(last.split("-")[1]) - 1
        wins = race.statuses[200]
        twice = sum(count - 1 for count in race.winners.values() if count > 1)
        return Outcome(
            asked=sum(race.statuses.values()),
            statuses=dict(race.statuses),
            lost=abs(changes - wins) + twice,
            stored=changes,
            seconds=round(seconds, 1),
        )

    def one_key(self, count: int) -> Outcome:
        """Send the same file under one Idempotency-Key so many times at once."""
        with self._client() as client:
            etag = begin(client, "once")

            def one(_: int) -> httpx.Response:
                key = {"Idempotency-Key": "the-same"}
                return send(client, "once", etag, CONTENT, **key)

            begun = time.monotonic()
            with ThreadPoolExecutor(count) as pool:
                answers = list(pool.map(one, range(count)))
            answers.append(one(0))
            bodies = {each.content for each in answers if each.status_code == 201}
        stored = len([slug for slug in self._stored() if slug == "once"])
        return Outcome(
            asked=len(answers),
            statuses=dict(Counter(each.status_code for each in answers)),
            lost=abs(1 - self._count("once")) + abs(1 - len(bodies)),
            stored=stored,
            seconds=round(time.monotonic() - begun, 1),
        )

    def _count(self, slug: str) -> int:
        tables = Base.metadata.tables
        uploads, revisions, cards = (tables[n] for n in ("uploads", "revisions", "cards"))
        query = (
            sa.select(sa.func.count())
            .select_from(uploads)
            .join(revisions, uploads.c.draft == revisions.c.id)
            .join(cards, cards.c.id == revisions.c.card_id)
            .where(cards.c.slug == slug)
        )
        store = open_store(self._url)
        with store.reading() as session:
            found = session.scalar(query) or 0
        store.close()
        return found


class _Race:
    """Those who change one draft; each state may have one winner."""

    def __init__(self, client: httpx.Client, address: str, etag: str, edits: int) -> None:
        self._client = client
        self._address = address
        self._etag = etag
        self._left = edits
        self._lock = threading.Lock()
        self.statuses: Counter[int] = Counter()
        self.winners: Counter[str] = Counter()

    def run(self, number: int) -> None:
        while True:
            with self._lock:
                if self._left <= 0:
                    return
                self._left -= 1
                known = self._etag
            try:
                answer = self._client.patch(
                    self._address, json={"note": f"by {number}"}, headers={"If-Match": known}
                )
            except httpx.TransportError:
                with self._lock:
                    self.statuses[0] += 1  # a connection that broke
                continue
            with self._lock:
                self.statuses[answer.status_code] += 1
                if answer.status_code == 200:
                    self.winners[known] += 1
                    self._etag = answer.headers["etag"]


def client_of(address: str, token: str) -> httpx.Client:
    """Make a client with a key; it waits as long as a crowd may take."""
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(base_url=address, headers=headers, timeout=300, limits=limits)


def send_all(address: str, token: str, part: list[tuple[str, str]]) -> list[tuple[str, int, float]]:
    """Send files at once from this process; 0 stands for a connection that broke."""
    with client_of(address, token) as client:

        def one(each: tuple[str, str]) -> tuple[str, int, float]:
            begun = time.monotonic()
            try:
                status = send(client, each[0], each[1], CONTENT).status_code
            except httpx.TransportError:
                status = 0
            return each[0], status, time.monotonic() - begun

        with ThreadPoolExecutor(max(1, len(part))) as pool:
            return list(pool.map(one, part))


if __name__ == "__main__":
    sys.exit(main())
