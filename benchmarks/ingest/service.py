"""Service: the application over an empty catalogue, in a process of its own that can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
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
    sweep(store, settings.upload_dir)
    return create_app(settings, with_pages=False, desk=Desk(store, settings))


def make_key(environment: Mapping[str, str], name: str) -> str:
    """Make a key that may write, straight in the database, and return its token."""
    code = "from benchmarks.ingest.service import own_key; import sys; print(own_key(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", code, name], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return made.stdout.strip()


def own_key(name: str) -> str:
    """Make a key in the database of the environment."""
    settings = load_settings()
    store = connect(settings)
    store.upgrade()
    wanted = Wanted(f"key of {name}", name, SCOPES, 30, Role.CONTRIBUTOR)
    token = create_key(Desk(store, settings), wanted).token
    store.close()
    return token


class Service:
    """A server of one or several worker processes on a port of its own."""

    def __init__(self, environment: Mapping[str, str], log: Path, workers: int = 1) -> None:
        self._environment = {
            **os.environ, "FAIRATLAS_WRITES_PER_MINUTE": "1000000", **environment,
        }  # fmt: skip
        self._workers = workers
        self._log: IO[bytes] = log.open("ab")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        options = ["--factory", "--loop=uvloop", "--http=httptools", "--no-access-log"]
        return subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "benchmarks.ingest.service:create", *options,
             f"--port={self.port}", "--log-level=warning", f"--workers={self._workers}",
             "--backlog=4096"],
            cwd=ROOT, stdout=self._log, stderr=self._log, env=self._environment,
            start_new_session=True,
        )  # fmt: skip

    def wait(self) -> None:
        """Wait for the first good answer."""
        ends = time.monotonic() + _START_S
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                httpx.get(f"{self.address}/api/v1/health", timeout=30).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("the service did not start; see its log")

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def again(self) -> None:
        """Start it anew on the same port."""
        self.process = self._start()
        self.wait()

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
