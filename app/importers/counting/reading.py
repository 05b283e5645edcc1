"""Reading: the slices of a file, here or in a child process, whatever the file tries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from app.errors import AppError, Invalid, Problem, TooLarge, problem
from app.importers.counting.arrow import numbers_of
from app.importers.counting.child import LEFT_WITH_WORDS
from app.importers.counting.formats import CountsFormat
from app.importers.counting.slices import Limits, Slice

ROOT = Path(__file__).resolve().parents[3]
SILENCE_S = 60.0
_MOST_WORDS = 100_000
_PRESENT = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "SYSTEMROOT")


def read_slices(path: Path, form: CountsFormat, *, gzip: bool) -> Iterator[Slice]:
    """Yield the slices of a file; what is packed or binary is read in a child with limits.

    Parameters
    ----------
    path : Path
    form : CountsFormat
    gzip : bool
        Whether the file is packed with gzip on top.

    Yields
    ------
    Slice

    Raises
    ------
    Invalid
        When the file breaks a rule of its format, or its reader died over it.
    TooLarge
        When it holds, or unpacks to, more than allowed.
    """
    import pyarrow as pa

    # Arrow's own choice of allocator holds some 30 MB of what was given back.
    pa.set_memory_pool(pa.system_memory_pool())
    if form.hostile or gzip:
        yield from _from_child(path, form.name, gzip)
        return
    with path.open("rb") as file:
        yield from form.slices(file, Limits())


def _from_child(path: Path, name: str, gzip: bool) -> Iterator[Slice]:
    # Words go to a file: a pipe that nobody reads would hold up a child that says much.
    with tempfile.TemporaryFile() as words, _started(path, name, gzip, words) as child:
        try:
            yield from _slices(child)
        finally:
            child.kill()
        code = child.wait()
        words.seek(0)
        if code != 0:
            raise _told(code, words.read(_MOST_WORDS))


def _started(path: Path, name: str, gzip: bool, words: IO[bytes]) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        child_module(),
        name,
        "gzip" if gzip else "plain",
        str(path.resolve()),
    ]
    return subprocess.Popen(  # noqa: S603  # our own module; the path is of our own making
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=words,
        cwd=ROOT,
        env=child_environment(),
    )


def child_environment() -> dict[str, str]:
    """What a child that reads hostile files knows: no secrets, no address of the database."""
    present = {name: os.environ[name] for name in _PRESENT if name in os.environ}
    return present | {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"}


def child_module() -> str:
    """Name of the module that the child runs."""
    return "app.importers.counting.child"


def _slices(child: subprocess.Popen[bytes]) -> Iterator[Slice]:
    import pyarrow as pa

    with _Impatience(child) as patience:
        try:
            with pa.ipc.open_stream(child.stdout) as stream:
                names = tuple(stream.schema.names[1:])
                for batch in stream:
                    patience.rest()
                    rows = numbers_of(batch.column(0))
                    yield Slice(names, batch.columns[1:], rows)
                    patience.begin()
        except (pa.ArrowException, OSError):
            pass  # it wrote nothing, or not all: how it ended tells why
        child.wait()


class _Impatience:
    """Ends a child that says nothing for a minute; the time that we take ourselves is not its."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._child = child
        self._timer: threading.Timer | None = None

    def __enter__(self) -> _Impatience:
        self.begin()
        return self

    def __exit__(self, *_: Any) -> None:
        self.rest()

    def begin(self) -> None:
        self._timer = threading.Timer(SILENCE_S, self._child.kill)
        self._timer.daemon = True
        self._timer.start()

    def rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def _told(code: int, words: bytes) -> AppError:
    """Say why the child ended: in its own words, or by how it died."""
    if code == LEFT_WITH_WORDS:
        said = json.loads(words)
        kind = TooLarge if said["kind"] == TooLarge.__name__ else Invalid
        problems = [Problem(**each) for each in said["problems"]]
        return kind(said["message"], problems)
    rule = "must be readable within the limits of memory and time for one file"
    return TooLarge("The table could not be read within the limits.", [problem("table", rule)])
