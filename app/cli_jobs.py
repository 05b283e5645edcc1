"""Commands of the queue: a worker of its own, and a look at what is dead."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from app.services.desk import Desk
from app.services.files import to_json
from app.services.jobs import queue
from app.services.jobs.worker import Worker

Add = Callable[..., argparse.ArgumentParser]
Said = Callable[[Callable[[argparse.Namespace, Desk], str]], Any]
_LOOKS_S = 2.0
log = logging.getLogger("fairatlas.jobs")


def add_commands(commands: Any, add: Add, said: Said) -> None:
    """Add `worker` and `job` to the command line."""
    found = add(commands, "worker", said(_work), "do long work from the queue, until stopped")
    found.add_argument("--drain", action="store_true", help="end when nothing is waiting")
    found.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    parser = commands.add_parser("job", help="jobs of the queue")
    inner = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, run, words in (
        ("show", _show, "show a job"),
        ("cancel", _cancel, "cancel a job"),
        ("retry", _retry, "let a dead job be tried again"),
    ):
        one = add(inner, name, said(run), words)
        one.add_argument("id", metavar="ID")
    add(inner, "dead", said(_dead), "list the jobs that failed for good")


def _work(given: argparse.Namespace, desk: Desk) -> str:
    """Work until a signal comes; the present job is finished first."""
    log.setLevel(logging.INFO)
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    if given.parent:
        threading.Thread(target=_follow, args=(given.parent, stop), daemon=True).start()
    Worker(desk.store).run(stop, drain=given.drain)
    return "Nothing is waiting." if given.drain and not stop.is_set() else "Stopped."


def _follow(parent: int, stop: threading.Event) -> None:
    """Stop when the service that started this worker is gone."""
    while not stop.wait(_LOOKS_S):
        if os.getppid() != parent:
            stop.set()


@contextmanager
def beside_the_service(workers: int) -> Iterator[None]:
    """Run workers as processes of their own for as long as the service runs.

    One that ends (killed for its memory, say) is followed by another, which takes its job again.
    """
    started = [_worker() for _ in range(workers)]
    stop = threading.Event()
    watch = threading.Thread(target=_replace, args=(started, stop), daemon=True)
    watch.start()
    try:
        yield
    finally:
        stop.set()
        watch.join()
        for each in started:
            each.terminate()
        for each in started:
            each.wait()


def _worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.cli", "worker", "--parent", str(os.getpid())]
    # Our own program, with our own process number: nothing in it comes from outside.
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603


def _replace(started: list[subprocess.Popen[bytes]], stop: threading.Event) -> None:
    while not stop.wait(_LOOKS_S):
        for at, each in enumerate(started):
            if each.poll() is not None:
                log.warning("A worker ended (%s); another is started.", each.returncode)
                started[at] = _worker()


def _show(given: argparse.Namespace, desk: Desk) -> str:
    return to_json(queue.job(desk.store, given.id, None, every=True)).decode()


def _cancel(given: argparse.Namespace, desk: Desk) -> str:
    return to_json(queue.cancel(desk.store, given.id, None, every=True)).decode()


def _retry(given: argparse.Namespace, desk: Desk) -> str:
    return to_json(queue.try_again(desk.store, given.id)).decode()


def _dead(_: argparse.Namespace, desk: Desk) -> str:
    found = queue.dead_letters(desk.store)
    lines = [f"{each.id}  {each.kind}  {each.finished_at}  {each.error}" for each in found]
    return "\n".join(lines) or "No job is dead."
