"""Guard: a library that may choke on what it is given works in a child, with limits.

Importing it may take seconds: one process imports it once, with the first question, and forks for
every further one. What dies is the fork; who asked is told so.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from app.importers.counting.reading import ROOT, child_environment

ASKED, ANSWER = "asked", "answer"


class Choked(Exception):
    """The library died over what it was given, or took more than it may."""


class Guard:
    """Asks `answer(bytes) -> bytes` of one module, behind limits; one question at a time."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._helper: subprocess.Popen[str] | None = None
        atexit.register(self.close)

    def ask(self, content: bytes) -> bytes:
        """Return the answer.

        Raises
        ------
        Choked
        """
        with self._lock, tempfile.TemporaryDirectory(prefix="fairatlas-") as name:
            folder = Path(name)
            (folder / ASKED).write_bytes(content)
            if self._told(folder) != "0":
                raise Choked
            return (folder / ANSWER).read_bytes()

    def _told(self, folder: Path) -> str:
        """Have the question in this folder answered, and return how the fork ended."""
        helper = self._helper = self._helper or self._started()
        assert helper.stdin is not None  # noqa: S101  # both are pipes
        assert helper.stdout is not None  # noqa: S101
        try:
            helper.stdin.write(f"{folder}\n")
            helper.stdin.flush()
            told = helper.stdout.readline().strip()
        except BrokenPipeError:
            told = ""
        if not told:  # the helper itself is gone: the next question starts another
            self._close()
        return told

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603  # our own modules
            [sys.executable, "-m", "app.importers.guarded.child", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=child_environment(),
            text=True,
        )

    def close(self) -> None:
        """Let the helper go."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._helper is not None:
            self._helper.kill()
            self._helper.communicate()
        self._helper = None
