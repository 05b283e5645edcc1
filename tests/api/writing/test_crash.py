"""The service is killed in the midst of uploads; acknowledged means kept, the rest is gone."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from benchmarks.ingest.crash import crash
from benchmarks.ingest.sending import begin, send
from benchmarks.ingest.service import Service, make_key

KILLS = int(os.environ.get("FAIRATLAS_PROOF_KILLS", "20"))


def test_no_kill_loses_or_halves_what_was_acknowledged(database_url: str, tmp_path: Path) -> None:
    left = crash(database_url, tmp_path, KILLS)
    assert left.good, left
    assert left.kills == KILLS
    assert left.cut >= KILLS // 2, "kills that meet no file on its way show nothing"


@contextmanager
def traced(pid: int, to: Path) -> Iterator[None]:
    """Watch what a process writes and syncs."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    calls = "trace=pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync"
    command = [strace, "-f", "-y", "-s", "16", "-e", calls, "-o", str(to), "-p", str(pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        if "attached" not in process.stderr.readline():
            pytest.skip("no process may be traced here")
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)


def moments(trace: str) -> list[str]:
    """What was done to SQLite's log and to the asker, in its order."""
    found = []
    for line in trace.splitlines():
        if "HTTP/1.1 201" in line:
            found.append("answer")
        elif "-wal>" in line:
            found.append("sync" if "sync(" in line else "write")
    return found


def test_an_upload_is_on_the_disk_before_it_is_acknowledged(
    sqlite_url: str, tmp_path: Path
) -> None:
    environment = {"FAIRATLAS_DATABASE_URL": sqlite_url, "FAIRATLAS_UPLOAD_DIR": str(tmp_path)}
    headers = {"Authorization": f"Bearer {make_key(sqlite_url, 'ana')}"}
    trace = tmp_path / "trace"
    with (
        Service(environment, tmp_path / "log") as service,
        httpx.Client(base_url=service.address, headers=headers, timeout=60) as client,
    ):
        etag = begin(client, "traced")
        with traced(service.process.pid, trace):
            answer = send(client, "traced", etag, b"sex,n\nfemale,24\nmale,29\n")
            time.sleep(0.2)  # what was seen of the answer is on its way into the file
    assert answer.status_code == 201, answer.text
    seen = moments(trace.read_text())
    assert seen.count("answer") == 1
    assert "write" in seen
    assert seen[seen.index("answer") - 1] == "sync", seen
