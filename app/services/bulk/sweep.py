"""Sweep: what uploads of dead processes left on the disk goes away at the next start."""

from __future__ import annotations

import logging
from pathlib import Path

from app.services.bulk.spool import PART, removed

log = logging.getLogger("fairatlas")


def sweep(folder: Path) -> int:
    """Take away the files that nobody is at work on any more, and return how many."""
    found = folder.glob(f"*{PART}") if folder.is_dir() else ()
    swept = sum(removed(path) for path in found)
    if swept:
        log.warning("swept %s files of unfinished uploads", swept)
    return swept
