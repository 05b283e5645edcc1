"""`python -m benchmarks.ingest.crash`: SIGKILL in the midst of uploads, and what is left."""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

import httpx
import sqlalchemy as sa

from app.services.bulk.intake import MOST_CELLS
from app.services.bulk.packing import unpacked
from app.store import Session, open_store
from app.store.schema import Base
from app.store.uploads import StoredUpload, slices_of, uploads_of
from benchmarks.ingest.databases import NAMES, add_choice, empty_database
from benchmarks.ingest.sending import begin, send
from benchmarks.ingest.service import Killable, make_key

SENDERS = 3
# Most enter their card as they are; some are several packed slices.
SIZES = (3, 300, 3_000, 120_000)
WEIGHTS = (4, 4, 2, 1)


@dataclass
class Sent:
    """What was acknowledged: by the name of the card, the name of the file and its rows."""

    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    begun: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """What was found after the last start; `cut` is how many files a kill met on their way."""

    kills: int
    cut: int
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
    """Kill, look, and say what was found, on each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    add_choice(parser)
    given = parser.parse_args()
    found = []
    for name in given.database or NAMES:
        with tempfile.TemporaryDirectory() as folder, empty_database(name, Path(folder)) as url:
            found.append(crash(url, Path(folder), given.kills))
        print(f"{name}: {found[-1]}", flush=True)
    return 0 if all(each.good for each in found) else 1


def crash(url: str, folder: Path, kills: int, seed: int = 1) -> Left:
    """Kill the service so many times while clients send without a pause."""
    environment = {
        "FAIRATLAS_DATABASE_URL": url,
        "FAIRATLAS_UPLOAD_DIR": str(folder / "uploads"),
    }
    token = make_key(url, "crash")
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
    """Send one file after the other until it is enough."""
    random = Random(number)  # noqa: S311  # sizes, not secrets
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        for turn in count(1):
            if stop.is_set():
                return
            slug = f"set-{number}-{turn}"
            try:
                etag = begin(client, slug)
            except httpx.TransportError:
                time.sleep(0.02)  # it is dead: who asks without a pause would hold up its start
            except httpx.HTTPStatusError as error:
                sent.refused.append(error.response.text)
            else:
                _send_one(client, slug, etag, random.choices(SIZES, WEIGHTS)[0], sent)


def _send_one(client: httpx.Client, slug: str, etag: str, rows: int, sent: Sent) -> None:
    """Send one file; only what was acknowledged counts as sent."""
    sent.begun += 1
    try:
        answer = send(client, slug, etag, _content(rows))
    except httpx.TransportError:
        sent.cut += 1
        return
    if answer.status_code == 201:
        sent.acknowledged[slug] = (answer.json()["upload"], rows)
    else:
        sent.refused.append(answer.text)


@cache
def _content(rows: int) -> bytes:
    lines = (f"site-{at},{('female', 'male')[at % 2]},{at % 90}" for at in range(rows))
    return ("site,sex,n\n" + "\n".join(lines) + "\n").encode()


def _found(url: str, folder: Path, sent: Sent, kills: int) -> Left:
    store = open_store(url)
    with store.reading() as session:
        drafts = session.execute(_drafts()).all()
        found = {each.slug: (each.document, uploads_of(session, each.id)) for each in drafts}
        half = [slug for slug, each in found.items() if not _is_whole(session, *each)]
    store.close()
    whole = {slug: [(u.id, u.row_count) for u in each[1]] for slug, each in found.items()}
    return Left(
        kills=kills,
        cut=sent.cut,
        acknowledged=len(sent.acknowledged),
        stored=sum(map(len, whole.values())),
        lost=sum(whole.get(slug) != [what] for slug, what in sent.acknowledged.items()),
        half=len(half),
        leftovers=len(list(folder.iterdir())),
        sound=_is_sound(url),
        refused=len(sent.refused),
    )


def _drafts() -> sa.Select[tuple[int, str, str]]:
    tables = Base.metadata.tables
    drafts, revisions, cards = (tables[name] for name in ("drafts", "revisions", "cards"))
    return (
        sa.select(revisions.c.id, cards.c.slug, drafts.c.document)
        .join(revisions, revisions.c.id == drafts.c.revision_id)
        .join(cards, cards.c.id == revisions.c.card_id)
    )


def _is_whole(session: Session, document: str, uploads: tuple[StoredUpload, ...]) -> bool:
    """Whether a draft has the tables of its one file, and all rows of it that are to be kept."""
    if not uploads:
        return "(upload " not in document
    (upload,) = uploads
    rows = sum(len(unpacked(each.content)) for each in slices_of(session, upload.id))
    kept = upload.row_count if upload.row_count > MOST_CELLS else 0
    return upload.id in document and rows == kept


def _is_sound(url: str) -> bool:
    if not url.startswith("sqlite"):
        return True  # PostgreSQL was not killed: its own recovery is not what is tried here
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        checks = [*database.execute("PRAGMA integrity_check")]
        return checks == [("ok",)] and not [*database.execute("PRAGMA foreign_key_check")]


if __name__ == "__main__":
    sys.exit(main())
