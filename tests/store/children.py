"""Other processes that use the same database: `python -m tests.store.children VERB URL`."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.counts import Cell, CountTable
from app.domain.vocabulary import Basis, Coverage, Dim, Unit
from app.errors import StorageFull
from app.store import open_store
from tests.store.examples import SPARE, counting, published_in

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def child(verb: str, url: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a process; its lines are read by `said`, and it goes on when a line is sent."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.children", verb, url],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        yield process
        assert process.wait(timeout=60) == 0


def said(process: "subprocess.Popen[str]") -> str:
    """The next line that the process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: "subprocess.Popen[str]") -> None:
    """Let the process take its next step."""
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def big_table(cells: int) -> CountTable:
    """A table of many cells, each with a label of some length."""
    made = tuple(Cell({Dim.SITE: f"site {at} " + "x" * 80}, n=at) for at in range(cells))
    return CountTable(Unit.PATIENTS, (Dim.SITE,), "s1", made, Basis.COUNTED, Coverage.SUBSET)


def say(what: object) -> None:
    """Say one line to the process that started this one."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def upgrade(url: str) -> None:
    """Prepare the database and say its release."""
    store = open_store(url)
    store.upgrade()
    say(store.release())
    store.close()


def publish(url: str) -> None:
    """Publish one release after each line read, and say which."""
    store = open_store(url)
    for _ in sys.stdin:
        say(published_in(store, SPARE))
    store.close()


def hurry(url: str) -> None:
    """Publish 20 releases as quickly as possible and say how many it were."""
    store = open_store(url, lock_time_limit_s=60)
    say(len([published_in(store, counting("shared", n)) for n in range(20)]))
    store.close()


def fill(url: str) -> None:
    """Write more than this process may put into any file, and say how that ended."""
    store = open_store(url)
    limit = Path(url.removeprefix("sqlite:///")).stat().st_size + 200_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    card = counting("too-big", 10**9, tables=(big_table(20_000),))
    try:
        published_in(store, card)
    except StorageFull as full:
        say(f"{type(full).__name__} {full.status}")
    store.close()


if __name__ == "__main__":
    {"upgrade": upgrade, "publish": publish, "hurry": hurry, "fill": fill}[sys.argv[1]](sys.argv[2])
