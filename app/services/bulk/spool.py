"""Spool: a body on the disk while it is read; what a dead process left there can be told."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.errors import StorageFull, TooLarge, problem

PART = ".part"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Spool:
    """One file being received: written, hashed, read, let go; what it holds is kept elsewhere.

    It stays locked until then. So whoever sweeps can tell the leftovers of a process that died
    from the work of one that lives. `name` is drawn by lot and never used again.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self.name = secrets.token_hex(16)
        self.path = folder / f"{self.name}{PART}"
        with room():
            folder.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = os.fdopen(_created(self.path), "wb")
        self._most = most_bytes
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Write some bytes.

        Raises
        ------
        TooLarge
            Before more is written than allowed.
        StorageFull
        """
        self.size += len(chunk)
        if self.size > self._most:
            rule = f"must be at most {self._most:,} bytes"
            raise TooLarge("The body is too large.", [problem("body", rule, f"{self.size:,}+")])
        self._hash.update(chunk)
        with room():
            self._file.write(chunk)

    @property
    def sha256(self) -> str:
        """Hash of all that was written."""
        return self._hash.hexdigest()

    def settle(self) -> None:
        """Hand everything to the disk, so that others can read it there."""
        with room():
            self._file.flush()

    def close(self) -> None:
        """Let the file go."""
        self.path.unlink(missing_ok=True)
        self._file.close()


@contextmanager
def room() -> Iterator[None]:
    """Say in words of ours that the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise StorageFull(
            "No room is left for what was sent. Nothing of this request was written."
        ) from None


def _created(path: Path) -> int:
    """Make a file and lock it; where a sweep was quicker than the lock, make it again."""
    while True:
        # Only the service's own account reads what was not yet checked for small counts.
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if path.exists():
            return descriptor
        os.close(descriptor)


def removed(path: Path) -> bool:
    """Delete a file, unless a process is at work on it; say whether it was deleted."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
