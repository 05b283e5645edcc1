"""The client against the real server, over HTTP: what is counted here arrives there, once."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fairatlas_client import (
    ClientError,
    Outbox,
    Patience,
    Places,
    Server,
    Wanted,
    add_cards,
    check,
    count_dicom,
    push,
    try_cards,
)  # fmt: skip
from fairatlas_client.errors import NotAllowed, Refused, Unreachable
from fairatlas_client.push import waiting_bytes

from client.tests import headers
from client.tests.places import answering
from tests.support.writers import House, dataset, house

QUICK = Patience(tries=3, first_wait_s=0.001, timeout_s=10)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The application on SQLite, for all tests here: each has a card of its own."""
    with house(f"sqlite:///{tmp_path_factory.mktemp('home') / 'fairatlas.db'}") as opened:
        yield opened


@pytest.fixture(scope="module")
def token(home: House) -> str:
    return home.key("ana")


@pytest.fixture
def server(home: House, token: str) -> Iterator[Server]:
    with Server(str(home.client.base_url), token, QUICK) as opened:
        yield opened


def card_file(folder: Path, **more: Any) -> Path:
    path = folder / f"{more.get('slug', 'my-dataset')}.json"
    path.write_text(json.dumps(dataset(**more)))
    return path


def uncounted(slug: str) -> dict[str, Any]:
    """A card without any numbers."""
    return dataset(slug) | {"tables": [], "totals": {}, "totals_source": {}}


def drafts(home: House, token: str, slug: str) -> list[dict[str, Any]]:
    sent = {"Authorization": f"Bearer {token}"}
    found = home.client.get(f"/api/v1/datasets/{slug}/drafts", headers=sent)
    return list(found.json()["items"]) if found.status_code == 200 else []


def command(home: House, token: str | None, *words: str | Path, cwd: Path) -> Any:
    """Run the command as a person would, with the token in the environment."""
    environment = {"FAIRATLAS_SERVER": str(home.client.base_url), "HOME": str(cwd)}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[1])}
    environment |= {"FAIRATLAS_TOKEN": token} if token else {}
    return subprocess.run(
        [sys.executable, "-m", "fairatlas_client", *map(str, words)],
        env=environment, cwd=cwd, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_from_a_folder_of_images_to_a_submitted_draft(
    home: House, token: str, tmp_path: Path
) -> None:
    """9 people of unknown sex: not in the file, not in the draft, and not to be worked out."""
    images = tmp_path / "images"
    for i in range(3 * 512):
        person = i % 512
        sex = "F" if person < 240 else "M" if person < 503 else ""
        headers.write(images, i, person=f"Zebedee{person}", sex=sex, age="045Y")
    card = uncounted("from-images")
    (tmp_path / "card.json").write_text(json.dumps(card))
    counted = command(
        home, None, "counts", "from-dicom", images, "--everywhere", "KEN",
        "--card", "card.json", "--out", "ready.json", cwd=tmp_path,
    )  # fmt: skip
    assert counted.returncode == 0, counted.stderr
    pushed = command(home, token, "push", "ready.json", "--submit", cwd=tmp_path)
    assert pushed.returncode == 0, pushed.stderr
    (draft,) = drafts(home, token, "from-images")
    assert draft["state"] == "submitted"
    kept = home.client.get(
        "/api/v1/datasets/from-images/drafts/1", headers={"Authorization": f"Bearer {token}"}
    )
    (sexes,) = [t["cells"] for t in kept.json()["card"]["tables"] if t["dims"] == ["sex"]]
    assert [cell.get("n", cell.get("status")) for cell in sexes] == ["suppressed", 263, "<11"]
    everything = [*tmp_path.rglob("*.json"), *(tmp_path / ".local").rglob("*")]
    written = "".join(path.read_text() for path in everything if path.is_file())
    for text in (written, kept.text, counted.stdout, counted.stderr, pushed.stdout, pushed.stderr):
        assert "Zebedee" not in text
        assert token not in text


def test_what_is_counted_with_the_interface_is_accepted(
    server: Server, home: House, token: str, tmp_path: Path
) -> None:
    for i in range(90):
        headers.write(tmp_path / "images", i, person=f"p{i}", sex="FM"[i % 2], age=f"{20 + i:03}Y")
    wanted = Wanted(by=[["sex", "age"]], places=Places(everywhere="KEN"))
    counted = count_dicom(tmp_path / "images", wanted)
    card = counted.in_card(uncounted("by-hand"), "Counted by us")
    (tmp_path / "c.json").write_text(json.dumps(card))
    outbox = Outbox(tmp_path / "outbox")
    add_cards(outbox, check([tmp_path / "c.json"]), submit=False)
    moved: list[int] = []
    whole = waiting_bytes(outbox)
    (pushed,) = push(server, outbox, moved.append)
    assert (pushed.state, pushed.said) == ("sent", "draft 1")
    assert sum(moved) == whole
    assert len(drafts(home, token, "by-hand")) == 1


def test_a_dry_run_stores_nothing_and_says_what_would_be_hidden(
    server: Server, home: House, token: str, tmp_path: Path
) -> None:
    card = dataset(slug="only-tried")
    card["tables"][0] |= {"basis": "counted", "cells": [
        {"sex": "female", "n": 40}, {"sex": "male", "n": 51}, {"sex": "unknown", "n": "<11"},
    ]}  # fmt: skip
    (tmp_path / "c.json").write_text(json.dumps(card))
    (answer,) = try_cards(server, check([tmp_path / "c.json"]))
    assert [each["why"] for each in answer["protection"]["hidden"]] == ["protects others"]
    assert drafts(home, token, "only-tried") == []


def test_nothing_is_sent_where_one_file_is_wrong(home: House, token: str, tmp_path: Path) -> None:
    card_file(tmp_path, slug="right")
    (tmp_path / "wrong.json").write_text('{"slug": "Wrong!", "modalities": []}')
    small = dataset(slug="small")
    small["tables"][0] |= {"basis": "counted"}
    small["tables"][0]["cells"][0]["n"] = 7
    (tmp_path / "small.json").write_text(json.dumps(small))
    told = command(home, token, "push", "right.json", "wrong.json", "small.json", cwd=tmp_path)
    assert told.returncode == 3
    assert "wrong.json: slug" in told.stderr
    assert "small.json: tables[0].cells[0]" in told.stderr
    assert "7" not in told.stderr.split("tables[0].cells[0]")[1].split("\n")[0]
    assert drafts(home, token, "right") == []


def test_nothing_is_stored_where_the_server_finds_one_file_wrong(
    home: House, token: str, tmp_path: Path
) -> None:
    card_file(tmp_path, slug="one-right")
    card_file(tmp_path, slug="one-wrong", access="sometimes")
    told = command(home, token, "push", "one-right.json", "one-wrong.json", cwd=tmp_path)
    assert told.returncode == 5
    assert "access" in told.stderr
    assert drafts(home, token, "one-right") == []


def test_a_broken_line_is_gone_over_and_the_card_arrives_once(
    home: House, token: str, tmp_path: Path
) -> None:
    """The first answer is lost after the server has stored the draft."""
    outbox = Outbox(tmp_path / "outbox")
    add_cards(outbox, check([card_file(tmp_path, slug="once")]), submit=True)
    lost: list[str] = []

    def relay(number: int) -> tuple[int, dict[str, str], bytes]:
        method, path, said, body = record.requests[number]
        answer = home.client.request(
            method, path, content=body,
            headers={k: v for k, v in said.items() if k.lower() != "host"},
        )  # fmt: skip
        if method == "POST" and len(lost) < 2:
            lost.append(path)
            return 0, {}, b""
        return answer.status_code, {"ETag": answer.headers.get("ETag", "")}, answer.content

    with answering(relay) as (address, record), Server(address, token, QUICK) as server:
        (pushed,) = push(server, outbox)
    assert (pushed.state, len(lost)) == ("sent", 2)
    (draft,) = drafts(home, token, "once")
    assert (draft["revision"], draft["state"]) == (1, "submitted")


def test_what_cannot_be_sent_waits_and_goes_on_later(
    home: House, server: Server, token: str, tmp_path: Path
) -> None:
    outbox = Outbox(tmp_path / "outbox")
    files = [card_file(tmp_path, slug=slug) for slug in ("first", "second")]
    add_cards(outbox, check(files), submit=False)
    with (
        answering(lambda n: (503, {}, b"")) as (away, _),
        Server(away, token, QUICK) as down,
        pytest.raises(Unreachable, match="stay in the outbox"),
    ):
        push(down, outbox)
    assert [each.name for each in push(server, outbox)] == ["first", "second"]
    assert push(server, outbox) == []


def test_what_the_server_refuses_is_put_aside_and_the_next_is_sent(
    server: Server, tmp_path: Path
) -> None:
    outbox = Outbox(tmp_path / "outbox")
    wrong = card_file(tmp_path, slug="put-aside", access="sometimes")
    add_cards(outbox, check([wrong, card_file(tmp_path, slug="the-next")]), submit=False)
    assert [(each.name, each.state) for each in push(server, outbox)] == [
        ("put-aside", "refused"), ("the-next", "sent"),
    ]  # fmt: skip


def test_offline_files_are_sent_by_the_next_push(home: House, token: str, tmp_path: Path) -> None:
    card_file(tmp_path, slug="later")
    kept = command(home, None, "push", "--offline", "later.json", cwd=tmp_path)
    assert (kept.returncode, drafts(home, token, "later")) == (0, [])
    (tmp_path / "later.json").unlink()
    sent = command(home, token, "push", cwd=tmp_path)
    assert sent.returncode == 0, sent.stderr
    assert len(drafts(home, token, "later")) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [(None, 4), ("fairatlas_000000000000_" + "x" * 43, 4), ("two words", 4)],
)
def test_without_a_token_nothing_is_done(
    home: House, tmp_path: Path, wrong: str | None, code: int
) -> None:
    card_file(tmp_path, slug="no-token")
    told = command(home, wrong, "push", "no-token.json", cwd=tmp_path)
    assert told.returncode == code
    assert len(told.stderr.splitlines()) == 1
    assert wrong is None or wrong not in told.stderr


def test_a_token_is_no_argument(home: House, tmp_path: Path) -> None:
    told = command(home, None, "push", "--token", "x", cwd=tmp_path)
    assert told.returncode == 2


def test_errors_know_what_they_are(server: Server, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        try_cards(server, check([card_file(tmp_path, slug="bad", access="sometimes")]))
    assert isinstance(refused.value, ClientError)
    assert refused.value.problems[0].where == "access"
    with Server(server.address, None, QUICK) as nobody, pytest.raises(NotAllowed):
        nobody.request("POST", "/datasets", json={})


def test_it_is_a_distribution_of_its_own(tmp_path: Path) -> None:
    """Built and imported without anything of the service beside it."""
    source = Path(__file__).parents[1]
    copied = shutil.copytree(source, tmp_path / "client", ignore=shutil.ignore_patterns("tests"))
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
         "-q", "-w", tmp_path / "wheels", copied],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (tmp_path / "wheels").glob("fairatlas_client-*.whl")
    code = "import sys, fairatlas_client as f; assert 'app' not in sys.modules; print(f.__file__)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(wheel)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(wheel) in ran.stdout
