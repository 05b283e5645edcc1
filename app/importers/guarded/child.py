"""The process behind a guard: `python -m app.importers.guarded.child MODULE`.

It imports the module once. For each folder that is named on a line it forks; the fork takes limits
on, reads what is asked, and writes the answer. No fork can open a connection.
"""

from __future__ import annotations

import importlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from app.importers.counting.child import MEMORY, limit
from app.importers.guarded.guard import ANSWER, ASKED

PROCESSOR_S = 10
WAIT_S = 30
WORDS = 32 * 2**20


def main(module: str) -> None:
    """Answer until nobody asks any more; say how each fork ended."""
    answer = importlib.import_module(module).answer
    for line in sys.stdin:
        own = os.fork()
        if own == 0:
            _work(answer, Path(line.removesuffix("\n")))
        _, status = os.waitpid(own, 0)
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


def _work(answer: Callable[[bytes], bytes], folder: Path) -> NoReturn:
    """Answer one question and end, whatever happens."""
    code = 1
    try:
        os.dup2(2, 1)  # what a library prints is no answer
        _limit()
        (folder / ANSWER).write_bytes(answer((folder / ASKED).read_bytes()))
        code = 0
    finally:
        os._exit(code)


def _limit() -> None:
    signal.alarm(WAIT_S)
    limit(MEMORY, PROCESSOR_S, WORDS)
    socket.socket = _Closed  # type: ignore[misc, assignment]


class _Closed:
    """In the place of a socket: nothing is fetched, whatever a library would like to."""

    def __init__(self, *_: object, **__: object) -> None:
        raise OSError("no connection is opened here")


if __name__ == "__main__":
    main(sys.argv[1])
