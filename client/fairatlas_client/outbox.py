"""The outbox: what is to be sent lies on disk first, whole, and stays until the server has it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fairatlas_client.errors import BadInput

PENDING, SENT, REFUSED = "pending", "sent", "refused"
ABOUT, DONE = "entry.json", "done.json"
UNFINISHED = ".part-"


@dataclass(frozen=True)
class Entry:
    """One thing to be sent: a folder with its files and what was done with it so far.

    Parameters
    ----------
    folder : Path
        Its name is the entry's id, and the stem of its idempotency keys: sent again after a
        crash, each step is recognised by the server.
    """

    folder: Path

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.folder.name

    @property
    def about(self) -> dict[str, Any]:
        """What was said when it was added, with `kind` and the SHA-256 of every file."""
        return _read(self.folder / ABOUT)

    @property
    def kind(self) -> str:
        """Which sender knows how to send it."""
        return str(self.about["kind"])

    @property
    def state(self) -> str:
        """`pending`, `sent` or `refused`."""
        return self.folder.parent.name

    @property
    def done(self) -> dict[str, Any]:
        """What the server answered, by step."""
        path = self.folder / DONE
        return _read(path) if path.exists() else {}

    def key(self, step: str) -> str:
        """Idempotency key of one step."""
        return f"{self.id}-{step}"

    def file(self, name: str) -> Path:
        """Path of one file, if it is still what was put there.

        Raises
        ------
        BadInput
            When the file has changed since.
        """
        path = self.folder / name
        if sha256_of(path) != self.about["sha256"].get(name):
            raise BadInput(f"{name} in the outbox has changed since it was put there ({self.id})")
        return path

    def note(self, step: str, answer: object) -> None:
        """Keep what the server answered to one step, so that it is not sent again."""
        _write(self.folder / DONE, {**self.done, step: answer})

    def close(self, state: str) -> Entry:
        """Move the entry to `sent` or `refused`."""
        target = self.folder.parent.parent / state / self.id
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.folder, target)
        _sync(target.parent)
        return Entry(target)


@dataclass(frozen=True)
class Outbox:
    """A folder of entries: `pending`, `sent` and `refused`.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    """

    folder: Path

    def add(self, kind: str, files: Mapping[str, Path | bytes], about: Mapping[str, Any]) -> Entry:
        """Put one thing into the outbox: wholly, or not at all.

        Parameters
        ----------
        kind : str
            Which sender knows how to send it.
        files : mapping of str to Path or bytes
            Contents by plain file name; a file is copied.
        about : mapping
            What the sender needs; JSON, and never a token.
        """
        waiting = self.folder / PENDING
        waiting.mkdir(parents=True, exist_ok=True)
        name = uuid.uuid4().hex
        part = waiting / f"{UNFINISHED}{name}"
        part.mkdir()
        try:
            hashes = {each: _put(part / each, content) for each, content in files.items()}
            _write(part / ABOUT, {**about, "kind": kind, "sha256": hashes})
            os.replace(part, waiting / name)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        _sync(waiting)
        return Entry(waiting / name)

    def pending(self) -> Iterator[Entry]:
        """Entries that wait, oldest first."""
        found = (self.folder / PENDING).glob(f"*/{ABOUT}")
        whole = (path.parent for path in found if not path.parent.name.startswith(UNFINISHED))
        return map(Entry, sorted(whole, key=lambda folder: (folder / ABOUT).stat().st_mtime_ns))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in slices."""
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while slice_ := opened.read(1 << 20):
            found.update(slice_)
    return found.hexdigest()


def _put(path: Path, content: Path | bytes) -> str:
    if path.name != str(path.relative_to(path.parent)) or path.name in (ABOUT, DONE):
        raise BadInput(f"{path.name} cannot be the name of a file in the outbox")
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    else:
        path.write_bytes(content)
    with path.open("rb+") as opened:
        os.fsync(opened.fileno())
    return sha256_of(path)


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Write JSON so that a reader finds the old content or the new, never a half."""
    part = path.with_name(f"{UNFINISHED}{path.name}")
    with part.open("w", encoding="utf-8") as opened:
        json.dump(content, opened, ensure_ascii=False, indent=1)
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(part, path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a rename last; Windows has no such call and needs none."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)
