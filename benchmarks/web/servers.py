"""Servers: each application in a process of its own, on the servers' processor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import httpx

ROOT = Path(__file__).parents[2]
_START_S = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cores:
    """Two processors: one for whoever answers, one for whoever asks."""

    server: int
    client: int

    @classmethod
    def of_this_process(cls) -> Cores:
        """The first two that this process may use."""
        usable = sorted(os.sched_getaffinity(0))
        if len(usable) < 2:
            raise SystemExit("The web benchmark needs two processors: one asks, one answers.")
        return cls(*usable[:2])


class Server:
    """One worker of uvicorn (uvloop, httptools) that answers one application."""

    def __init__(self, factory: str, core: int, log: Path, environment: Mapping[str, str]) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log: IO[bytes] = log.open("wb")
        options = ["--factory", "--loop=uvloop", "--http=httptools", "--no-access-log"]
        self._process = subprocess.Popen(
            ["taskset", "-c", str(core), sys.executable, "-m", "uvicorn", factory, *options,
             f"--port={self.port}", "--log-level=warning"],
            cwd=ROOT, stdout=self._log, stderr=self._log, env={**os.environ, **environment},
        )  # fmt: skip

    def wait_until_ready(self, path: str) -> httpx.Response:
        """Return the first good answer of this address."""
        ends = time.monotonic() + _START_S
        while time.monotonic() < ends and self._process.poll() is None:
            try:
                return self.get(path).raise_for_status()
            except httpx.TransportError:
                time.sleep(0.1)
        log = Path(self._log.name)
        raise SystemExit(f"A server did not start; its log:\n{log.read_text()[-2000:]}")

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask once, without compression."""
        sent = {"accept-encoding": "identity", **headers}
        return httpx.get(self.address + path, headers=sent, timeout=30)

    def cpu_s(self) -> float:
        """Seconds of processor time used so far, of user and system."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
