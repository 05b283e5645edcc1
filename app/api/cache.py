"""Answers kept in memory: bounded by bytes, the least recently used go first; one maker each."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from threading import Lock

Headers = list[tuple[bytes, bytes]]
# Small answers grow when packed.
SMALLEST_PACKED = 600


@dataclass(frozen=True, slots=True)
class Answer:
    """One finished answer: what is sent, and its ETag."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes = b""

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly: the body and 1 kB for the rest."""
        return len(self.body) + 1024


def etag_of(release: int, encoding: str, body: bytes) -> bytes:
    """Strong ETag: another release, encoding or content is another tag."""
    content = hashlib.sha256(body).hexdigest()[:16]  # processors have instructions for it
    return f'"{release}-{content}-{encoding}"'.encode()


def packed(answer: Answer, release: int) -> Answer:
    """The same answer in gzip; as it is where that would not make it smaller."""
    if len(answer.body) < SMALLEST_PACKED:
        return answer
    body = gzip.compress(answer.body, compresslevel=6, mtime=0)
    etag = etag_of(release, "gzip", answer.body)
    changed = {b"content-length": str(len(body)).encode(), b"etag": etag}
    headers = [(name, changed.get(name, value)) for name, value in answer.headers]
    return Answer(answer.status, [*headers, (b"content-encoding", b"gzip")], body, etag)


class AnswerCache:
    """Answers by key, bounded by bytes. Threads and event loops may share it."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer, which now counts as the most recently used."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep the answer, and drop the oldest until all fit; one that is too large is not kept."""
        if answer.size > self.most_bytes // 4:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self.bytes += answer.size - (old.size if old else 0)
            self._kept[key] = answer
            while self.bytes > self.most_bytes:
                _, dropped = self._kept.popitem(last=False)
                self.bytes -= dropped.size

    def __len__(self) -> int:
        return len(self._kept)


class SingleFlight:
    """Many who want the same at once: the first makes it, the others of its loop wait for it."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, asyncio.Future[Answer]] = {}

    async def do(self, key: Hashable, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """Make the answer, or wait for whoever is making it already."""
        loop = asyncio.get_running_loop()
        flight = self._flights.get((loop, key))
        if flight is not None:
            return await asyncio.shield(flight)
        mine = self._flights[loop, key] = loop.create_future()
        try:
            answer = await make()
        except BaseException as error:
            mine.set_exception(error if isinstance(error, Exception) else RuntimeError(str(error)))
            mine.exception()  # where nobody waits, nobody has to hear of it
            raise
        finally:
            del self._flights[loop, key]
        mine.set_result(answer)
        return answer
