"""Service: the application over an empty catalogue, in a process of its own that can be killed."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import httpx

from app.domain.access import Role
from app.main import Root, create_app
from app.services.access.keys import Wanted, create_key
from app.services.bulk.sweep import sweep
from app.services.desk import Desk
from app.services.opening import connect
from app.settings import load_settings

ROOT = Path(__file__).parents[2]
_START_S = 90
SCOPES = ("read:private", "write")


def create() -> Root:
    """Make the application without pages and without the bundled cards: it starts in a second."""
    settings = load_settings()
    store = connect(settings)
    store.upgrade()
    sweep(settings.upload_dir)
    return create_app(settings, with_pages=False, desk=Desk(store, settings))


def start_again_and_again() -> None:
    """Start a server for every line that is read; all share what was imported and made once.

    A start then takes a fraction of a second. The database is opened by each for itself.
    """
    import pyarrow.csv  # noqa: F401  # what the first file would import
    import scipy.optimize  # noqa: F401
    import uvicorn

    settings = load_settings()
    store = connect(settings)
    app = create_app(settings, with_pages=False, desk=Desk(store, settings))
    asyncio.run(_ask_nothing(app))
    gc.freeze()  # who is started looks none of this over for garbage
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        own = os.fork()
        if own == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            store.upgrade()
            sweep(settings.upload_dir)
            uvicorn.run(app, port=int(line), log_level="warning", access_log=False)
            os._exit(0)
        print(own, flush=True)


async def _ask_nothing(app: Root) -> None:
    """Ask for what is not there, without a look at the database: the first request makes routes."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        await client.get("/api/v1/nothing")


def make_key(url: str, name: str) -> str:
    """Make a key that may write, straight in the database, and return its token."""
    settings = load_settings().model_copy(update={"database_url": url})
    store = connect(settings)
    store.upgrade()
    wanted = Wanted(f"key of {name}", name, SCOPES, 30, Role.CONTRIBUTOR)
    token = create_key(Desk(store, settings), wanted).token
    store.close()
    return token


class Killable:
    """A server that is killed and started over and over, on one port."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._log: IO[bytes] = log.open("ab")
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        code = "from benchmarks.ingest.service import start_again_and_again as run; run()"
        self._starter = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self._log, env={**os.environ, **_RATES, **environment}, text=True,
        )  # fmt: skip

    def start(self) -> None:
        """Start a server and wait for its first answer."""
        assert self._starter.stdin is not None  # noqa: S101  # both are pipes
        assert self._starter.stdout is not None  # noqa: S101
        self._starter.stdin.write(f"{self.port}\n")
        self._starter.stdin.flush()
        self._pid = int(self._starter.stdout.readline())
        wait_for(self.address, lambda: Path(f"/proc/{self._pid}").exists())

    def kill(self) -> None:
        """End it at once, with every process that it started, as a power cut would."""
        os.killpg(self._pid, signal.SIGKILL)
        while Path(f"/proc/{self._pid}").exists():
            time.sleep(0.005)

    def close(self) -> None:
        """End whoever starts servers."""
        self._starter.communicate("")
        self._log.close()


_RATES = {"FAIRATLAS_WRITES_PER_MINUTE": "1000000"}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def wait_for(address: str, alive: Callable[[], bool]) -> None:
    """Wait for the first good answer."""
    ends = time.monotonic() + _START_S
    with httpx.Client(base_url=address, timeout=30) as client:
        while time.monotonic() < ends and alive():
            try:
                client.get("/api/v1/health").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.02)
            else:
                return
    raise RuntimeError("the service did not start; see its log")


class Service:
    """A server of one or several worker processes on a port of its own."""

    def __init__(self, environment: Mapping[str, str], log: Path, workers: int = 1) -> None:
        self._environment = {**os.environ, **_RATES, **environment}
        self._workers = workers
        self._log: IO[bytes] = log.open("ab")
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        options = ["--factory", "--loop=uvloop", "--http=httptools", "--no-access-log"]
        return subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "benchmarks.ingest.service:create", *options,
             f"--port={self.port}", "--log-level=warning", f"--workers={self._workers}",
             "--backlog=4096", "--timeout-worker-healthcheck=60",
             # Longer than a client holds one: else both let go of it at the same moment.
             "--timeout-keep-alive=60"],
            cwd=ROOT, stdout=self._log, stderr=self._log, env=self._environment,
            start_new_session=True,
        )  # fmt: skip

    def wait(self) -> None:
        """Wait for the first good answer."""
        wait_for(self.address, lambda: self.process.poll() is None)

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def peak_bytes(self) -> int:
        """Most memory that the process ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    def __enter__(self) -> Self:
        self.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
        self._log.close()
