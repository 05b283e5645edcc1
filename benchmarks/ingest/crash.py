"""`python -m benchmarks.ingest.crash`: SIGKILL in the midst of uploads, and what is left."""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx
import sqlalchemy as sa

from app.services.bulk.spool import PART
from app.store import open_store
from app.store.schema import Base
from benchmarks.ingest.sending import begin, send
from benchmarks.ingest.service import Killable, make_key

SENDERS = 3
# Most are one slice; some are several, so that a kill meets rows that were committed on their own.
SIZES = (3, 300, 3_000, 120_000)
WEIGHTS = (4, 4, 2, 1)
UPLOADS, ROWS, DRAFTS = (Base.metadata.tables[n] for n in ("uploads", "upload_rows", "drafts"))


@dataclass
class Sent:
    """What was acknowledged: by the name of the card, the hash and the number of rows."""

    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    begun: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """What was found after the last start."""

    kills: int
    acknowledged: int
    stored: int
    lost: int
    half: int
    leftovers: int
    sound: bool
    refused: int

    @property
    def good(self) -> bool:
        """Whether nothing was lost, half-written or left behind."""
        bad = (self.lost, self.half, self.leftovers, self.refused)
        return self.sound and not any(bad)


def main() -> int:
    """Kill, look, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--postgres", default="", help="address of an empty database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.postgres or f"sqlite:///{folder}/fairatlas.db"
        left = crash(url, Path(folder), given.kills)
    print(left)
    return 0 if left.good else 1


def crash(url: str, folder: Path, kills: int, seed: int = 1) -> Left:
    """Kill the service so many times while clients send without a pause."""
    environment = {
        "FAIRATLAS_DATABASE_URL": url,
        "FAIRATLAS_UPLOAD_DIR": str(folder / "uploads"),
    }
    token = make_key(environment, "crash")
    sent, stop = Sent(), threading.Event()
    service = Killable(environment, folder / "service.log")
    service.start()
    threads = [
        threading.Thread(target=_send_on, args=(service.address, token, sent, stop, number))
        for number in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    random = Random(seed)  # noqa: S311  # moments, not secrets
    try:
        for _ in range(kills):
            _until_busy(sent)
            time.sleep(random.uniform(0.0, 0.7))
            service.kill()
            service.start()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        service.kill()
    service.start()  # the last start sweeps what the last kill left
    service.kill()
    service.close()
    return _found(url, folder / "uploads", sent, kills)


def _until_busy(sent: Sent) -> None:
    """Wait until a file is on its way: a kill before that would show nothing."""
    before, ends = sent.begun, time.monotonic() + 30
    while sent.begun == before and time.monotonic() < ends:
        time.sleep(0.01)


def _send_on(address: str, token: str, sent: Sent, stop: threading.Event, number: int) -> None:
    """Send one file after the other; only what was acknowledged counts as sent."""
    random = Random(number)  # noqa: S311  # sizes, not secrets
    turn = 0
    headers = {"Authorization": f"Bearer {token}"}
    while not stop.is_set():
        turn += 1
        slug = f"set-{number}-{turn}"
        rows = random.choices(SIZES, WEIGHTS)[0]
        content = _content(rows, turn)
        with (
            suppress(httpx.TransportError, httpx.HTTPStatusError),
            httpx.Client(base_url=address, headers=headers, timeout=60) as client,
        ):
            etag = begin(client, slug)
            sent.begun += 1
            answer = send(client, slug, etag, content)
            if answer.status_code == 201:
                sent.acknowledged[slug] = (hashlib.sha256(content).hexdigest(), rows)
            else:
                sent.refused.append(answer.text)


def _content(rows: int, turn: int) -> bytes:
    lines = (f"site-{at},{('female', 'male')[at % 2]},{(at + turn) % 90}" for at in range(rows))
    return ("site,sex,n\n" + "\n".join(lines) + "\n").encode()


def _found(url: str, folder: Path, sent: Sent, kills: int) -> Left:
    store = open_store(url)
    with store.reading() as session:
        counted = sa.select(ROWS.c.upload_id, sa.func.count()).group_by(ROWS.c.upload_id)
        rows = dict(session.execute(counted).all())
        documents = dict(session.execute(sa.select(DRAFTS.c.revision_id, DRAFTS.c.document)).all())
        uploads = session.execute(sa.select(UPLOADS)).all()
        slugs = dict(session.execute(_slugs()).all())
    store.close()
    whole = {
        slugs[each.draft]: (each.sha256, each.row_count)
        for each in uploads
        if each.state == "ready"
    }
    names = {path.name for path in folder.iterdir()}
    half = [each for each in uploads if not _is_whole(each, rows, documents, names)]
    orphans = [name for name in names if name not in {each.sha256 for each in uploads}]
    orphans += [str(upload) for upload in rows if upload not in {each.id for each in uploads}]
    return Left(
        kills=kills,
        acknowledged=len(sent.acknowledged),
        stored=len(uploads),
        lost=sum(whole.get(slug) != what for slug, what in sent.acknowledged.items()),
        half=len(half),
        leftovers=len(orphans) + sum(name.endswith(PART) for name in names),
        sound=_is_sound(url),
        refused=len(sent.refused),
    )


def _slugs() -> sa.Select[tuple[int, str]]:
    revisions, cards = Base.metadata.tables["revisions"], Base.metadata.tables["cards"]
    return sa.select(revisions.c.id, cards.c.slug).join(cards, cards.c.id == revisions.c.card_id)


def _is_whole(
    each: sa.Row[tuple[object, ...]],
    rows: dict[int, int],
    documents: dict[int, str],
    names: set[str],
) -> bool:
    """Whether an upload has all its rows, its file, and its table in the draft."""
    in_card = each.sha256 in documents.get(each.draft, "")
    return each.state == "ready" and rows.get(each.id) == each.row_count and in_card and (
        each.sha256 in names
    )  # fmt: skip


def _is_sound(url: str) -> bool:
    if not url.startswith("sqlite"):
        return True  # PostgreSQL was not killed: its own recovery is not what is tried here
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        checks = [*database.execute("PRAGMA integrity_check")]
        return checks == [("ok",)] and not [*database.execute("PRAGMA foreign_key_check")]


def moments(lines: Iterator[str]) -> list[str]:
    """Return what strace saw of one upload, in its order: which file was synced, renamed, told."""
    found = []
    for line in lines:
        call = line.split("(", 1)[0].split()[-1] if "(" in line else ""
        if call in ("fsync", "fdatasync"):
            found.append(_synced(line))
        elif call.startswith("rename"):
            found.append("rename")
        elif "HTTP/1.1 201" in line:
            found.append("answer 201")
    return [each for each in found if each]


def _synced(line: str) -> str:
    for mark, name in ((PART, "sync file"), ("-wal", "sync wal"), ("uploads>", "sync folder")):
        if mark in line:
            return name
    return ""


if __name__ == "__main__":
    sys.exit(main())
