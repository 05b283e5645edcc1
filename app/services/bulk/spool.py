"""Spool: a body on its way to disk, and the files that were kept; what dies leaves can be told."""

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
    """One file being received: written, hashed, made safe, then kept under its hash or let go.

    It stays locked until the transaction that names it has ended. So whoever sweeps can tell
    the leftovers of a process that died from the work of one that lives.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        with _room():
            folder.mkdir(parents=True, exist_ok=True)
            self.path = folder / f"{secrets.token_hex(16)}{PART}"
            self.holder = self.path.name
            # Only the service's own account reads what was not yet checked for small counts.
            descriptor = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        self._file: IO[bytes] = os.fdopen(descriptor, "wb")
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._folder = folder
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
        with _room():
            self._file.write(chunk)

    @property
    def sha256(self) -> str:
        """Hash of all that was written."""
        return self._hash.hexdigest()

    def settle(self) -> None:
        """Make sure that the bytes are on the disk, and not only on their way."""
        with _room():
            self._file.flush()
            os.fsync(self._file.fileno())

    def keep(self) -> None:
        """Give the file its lasting name; call it after `settle` and before the commit."""
        with _room():
            kept = self._folder / self.sha256
            os.rename(self.path, kept)
            self.path = kept
            descriptor = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def close(self) -> None:
        """Let go: a file without its lasting name is deleted."""
        if self.path.name.endswith(PART):
            self.path.unlink(missing_ok=True)
        self._file.close()


@contextmanager
def _room() -> Iterator[None]:
    """Say in words of ours that the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise StorageFull(
            "No room is left for what was sent. Nothing of this request was written."
        ) from None


def is_held(path: Path) -> bool:
    """Whether a process is at work on this file; a file that is not there is held by nobody."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
