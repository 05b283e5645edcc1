"""Sending a run: begun, its files one by one with their checksums, completed; each step once."""

from __future__ import annotations

import json
from typing import Any

from fairatlas_client.http import KEY_HEADER, Server
from fairatlas_client.outbox import Entry
from fairatlas_client.progress import Moved, slices

RUNS = "/evaluations/runs"
CHECKSUM = "FairAtlas-SHA256"
_JSON = {"Content-Type": "application/json"}


def send_run(server: Server, entry: Entry, moved: Moved) -> str:
    """Send what the server does not have yet; after a break it goes on with the next file.

    Parameters
    ----------
    server : Server
    entry : Entry
        With `run`, what is said of it, and its files.
    moved : callable
        Called with the number of bytes sent.
    """
    if "begin" not in entry.done:
        content = json.dumps(entry.about["run"]).encode()
        headers = _JSON | {KEY_HEADER: entry.key("begin")}
        answer = server.request("POST", RUNS, content=content, headers=headers)
        entry.note("begin", {"id": answer.json()["id"]})
    at = f"{RUNS}/{entry.done['begin']['id']}"
    names = sorted(entry.about["sha256"])
    for number, name in enumerate(names):
        if name not in entry.done:
            _put(server, entry, f"{at}/files/{number}", name, moved)
    if "complete" not in entry.done:
        entry.note("complete", _complete(server, entry, at, names))
    done = entry.done
    return f"run {done['begin']['id']}, evaluated by job {done['complete']['job']}"


def _put(server: Server, entry: Entry, address: str, name: str, moved: Moved) -> None:
    file = entry.file(name)
    headers = {
        CHECKSUM: entry.about["sha256"][name],
        "Content-Type": "application/vnd.apache.parquet",
        "Content-Length": str(file.stat().st_size),
    }
    server.request("PUT", address, content=slices(file, moved), headers=headers)
    entry.note(name, True)


def _complete(server: Server, entry: Entry, at: str, names: list[str]) -> dict[str, Any]:
    content = json.dumps({"files": [entry.about["sha256"][name] for name in names]}).encode()
    headers = _JSON | {KEY_HEADER: entry.key("complete")}
    answer = server.request("POST", f"{at}/complete", content=content, headers=headers)
    return {"job": answer.json()["job"]}
