"""Sweep: what uploads of dead processes left behind goes away at the next start."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from app.services.bulk.spool import PART, is_held
from app.services.bulk.staging import HOST, remove
from app.store import Store
from app.store.uploads import kept_hashes, receiving

log = logging.getLogger("fairatlas")
_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Swept:
    """How much was taken away."""

    uploads: int
    files: int


def sweep(store: Store, folder: Path) -> Swept:
    """Take away the rows and files of uploads that nobody is at work on any more."""
    with store.reading() as session:
        found = receiving(session, HOST)
    dead = [upload for upload, holder in found.items() if not is_held(folder / holder)]
    # Between the renaming of a file and its commit it has its lasting name, but no upload yet:
    # the writer's turn is ours only when such a commit is done.
    with store.writing() as session:
        still = receiving(session, HOST)
        known = kept_hashes(session)
        left = [path for path in _files(folder) if path.name not in known and not is_held(path)]
        for path in left:
            path.unlink(missing_ok=True)
    gone = [upload for upload in dead if upload in still]
    for upload in gone:
        remove(store, upload)
    swept = Swept(len(gone), len(left))
    if gone or left:
        log.warning("swept %s unfinished uploads and %s files", swept.uploads, swept.files)
    return swept


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [p for p in folder.iterdir() if p.name.endswith(PART) or len(p.name) == _HASH_LENGTH]
