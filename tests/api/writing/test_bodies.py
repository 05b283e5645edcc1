"""Bodies: hostile ones, those with many mistakes, too large ones, and those that never end."""

import socket
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.writers import House, Writer, dataset, house

JSON = {"Content-Type": "application/json"}
HOSTILE = {
    "nan": b'{"slug": NaN}',
    "infinity": b'{"slug": -Infinity}',
    "twice": b'{"slug": "a", "slug": "b"}',
    "twice inside": b'{"totals": {"patients": 1, "patients": 2}}',
    "deep": b'{"a":' * 100 + b"1" + b"}" * 100,
    "very deep": b"[" * 200_000,
    "huge int": b'{"release_year": ' + b"9" * 5000 + b"}",
    "2^63": b'{"totals": {"patients": 9223372036854775808}}',
    "huge exponent": b'{"release_year": 1e999999999}',
    "surrogate": b'{"name": "\\ud800"}',
    "surrogate key": b'{"\\ud800": 1}',
    "nul": b'{"name": "a\\u0000b"}',
    "latin-1": b'{"name": "caf\xe9"}',
    "list": b"[]",
    "null": b"null",
    "nothing": b"",
    "half": b'{"slug": "a"',
    "two": b"{} {}",
    "bom": b"\xef\xbb\xbf{}",
    "many": b'{"a": [' + b"1," * 300_000 + b"1]}",
    "right to left": '{"slug": "\u202e"}'.encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_refused_in_words(home: House, ana: Writer, name: str) -> None:
    headers = JSON | {"Authorization": f"Bearer {ana.token}"}
    for noun in ("datasets", "references"):
        sent = home.client.post(f"/api/v1/{noun}", content=HOSTILE[name], headers=headers)
        assert sent.status_code == 422, sent.text[:300]
        assert sent.json()["problems"]
        assert len(sent.content) < 60_000


def test_every_problem_is_told_at_once_with_its_place(ana: Writer) -> None:
    card: dict[str, Any] = dataset(acess="open", modalities=["xry"], release_year="2024")
    card["tables"][0]["cells"][1] = {"sex": "mal", "n": -1}
    refused = ana.post("/datasets?dry_run=true", card)
    problems = {each["pointer"]: each for each in refused.json()["problems"]}
    assert {"/acess", "/modalities", "/release_year"} <= problems.keys()
    assert any(at.startswith("/tables/0/cells/1") for at in problems)
    assert problems["/acess"]["example"] == "access"
    assert problems["/modalities"]["example"] == "xray"
    assert problems["/release_year"]["value"] == "2024"


def test_a_body_that_is_too_large_is_refused_before_it_is_read(
    prepared_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "x.db"
    copy.write_bytes(prepared_file.read_bytes())
    with house(f"sqlite:///{copy}", largest_body_bytes=2000, body_time_limit_s=0.5) as home:
        ana = home.writer("ana")
        assert ana.post("/datasets", dataset(note="x" * 3000)).status_code == 413
        parts = (b"x" * 1000 for _ in range(10))
        headers = JSON | {"Authorization": f"Bearer {ana.token}"}
        chunked = home.client.post("/api/v1/datasets", content=parts, headers=headers)
        assert chunked.status_code == 413
        assert b" 408 " in trickled(str(home.client.base_url), ana.token)


def test_who_leaves_before_the_end_is_no_fault_of_ours(
    home: House, ana: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "fairatlas.api"):
        begun(str(home.client.base_url), ana.token).close()
        for _ in range(100):
            if caplog.records:
                break
            time.sleep(0.05)
    assert [(each.levelname, each.exc_info) for each in caplog.records] == [("INFO", None)]


def trickled(base: str, token: str) -> bytes:
    """Send the head of a request, then nothing more, and return the answer."""
    with begun(base, token) as connection:
        return connection.recv(4096)


def begun(base: str, token: str) -> socket.socket:
    """Send the head of a request and one byte of its body."""
    host, port = base.removeprefix("http://").rstrip("/").split(":")
    head = (
        f"POST /api/v1/datasets HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 100\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\r\n{{"
    )
    connection = socket.create_connection((host, int(port)), timeout=20)
    connection.sendall(head.encode())
    return connection
