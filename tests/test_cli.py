"""The command line: clear words and an exit code, never a stack trace."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from app.cli_jobs import beside_the_service
from app.settings import ROOT


@dataclass(frozen=True)
class Ran:
    """What a command said, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ran]


@pytest.fixture
def database_url(bundled_database: Path, tmp_path: Path) -> str:
    """A copy of the catalogue that a command may write to."""
    path = tmp_path / "cli.db"
    shutil.copy(bundled_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def fairatlas(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run the command in this process, with settings from the environment."""
    monkeypatch.setenv("FAIRATLAS_DATABASE_URL", database_url)

    def run(*arguments: str, **more: str) -> Ran:
        for name, value in more.items():
            monkeypatch.setenv(name, value)
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(str(stopped.code))
        said = capfd.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def environment(database_url: str) -> dict[str, str]:
    """What a process of its own is given."""
    kept = {name: value for name, value in os.environ.items() if "FAIRATLAS" not in name}
    return {**kept, "FAIRATLAS_DATABASE_URL": database_url}


def test_the_installed_command_ends_without_a_stack_trace(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "app.cli", "assess", "--dimension", "sx"]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "for example sex" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_assess_answers_in_words_and_in_json(fairatlas: Run) -> None:
    asked = ("assess", "--subject", "dataset:chexpert", "--dimension", "country")
    table = fairatlas(*asked)
    assert table.returncode == 0
    assert "USA" in table.stdout
    assert "65,240" in table.stdout
    answer = json.loads(fairatlas(*asked, "--format", "json").stdout)
    assert answer["groups"][0]["n"]["value"] == 65240


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("assess", "--dimension", "sx"), 2, "for example sex"),
        (("assess", "--subject", "dataset:chexper"), 2, "chexpert"),
        (("assess", "--released-from", "2022", "--released-to", "2020"), 2, "released_to"),
        (("import", "no-such-file.yaml"), 2, "There is no card"),
        (("references", "load", "tests"), 2, "table.csv"),
        (("serve", "--port", "99999"), 2, "from 1 to 65535"),
        (("export", "/dev/null/x"), 2, "cannot be written to"),
        (("no-such-command",), 2, "invalid choice"),
        ((), 2, "COMMAND"),
    ],
)
def test_bad_input_is_told_in_words(
    fairatlas: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = fairatlas(*arguments)
    assert ran.returncode == code
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


def test_bad_settings_are_told_in_words(fairatlas: Run) -> None:
    ran = fairatlas("init", FAIRATLAS_PORT="many")
    assert ran.returncode == 2
    assert "FAIRATLAS_PORT" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_database_out_of_reach_is_trouble_not_bad_input(fairatlas: Run) -> None:
    unreachable = "postgresql://nobody:secret@127.0.0.1:1/none"
    ran = fairatlas("init", FAIRATLAS_DATABASE_URL=unreachable)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "secret" not in ran.stderr


def test_init_twice_says_that_nothing_changed(fairatlas: Run) -> None:
    assert "0 cards added, 0 revised" in fairatlas("init").stdout


def test_import_publishes_a_card_that_assess_then_knows(fairatlas: Run, tmp_path: Path) -> None:
    card = sorted((ROOT / "tests" / "fixtures" / "cards" / "datasets").glob("*.yaml"))[0]
    mine = tmp_path / "mine.yaml"
    text = card.read_text(encoding="utf-8").replace(f"slug: {card.stem}", "slug: my-own-set")
    mine.write_text(text, encoding="utf-8")
    assert "1 cards added" in fairatlas("import", str(mine)).stdout
    asked = ("assess", "--subject", "dataset:my-own-set", "--dimension", "country")
    assert fairatlas(*asked).returncode == 0


def test_export_writes_every_table_with_its_metadata(fairatlas: Run, tmp_path: Path) -> None:
    ran = fairatlas("export", str(tmp_path / "out"), "--format", "csv")
    assert ran.returncode == 0, ran.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    tables = {name for name in names if name.endswith(".csv")}
    assert {name.replace(".csv", ".metadata.json") for name in tables} == names - tables
    assert any(name.startswith("fairatlas-counts") for name in tables)


def test_export_card_writes_one_card_in_the_format_of_others(
    fairatlas: Run, tmp_path: Path
) -> None:
    path = tmp_path / "card.json"
    ran = fairatlas("export", "card", "chexpert", "--format", "croissant", "--out", str(path))
    assert ran.returncode == 0, ran.stderr
    assert json.loads(path.read_text(encoding="utf-8"))["fairatlasCard"]["slug"] == "chexpert"
    numbers = fairatlas("export", "card", "chexpert", "--numbers")
    assert numbers.stdout.startswith("table,unit,country,")
    wrong = fairatlas("export", "card", "chexpert", "--format", "word")
    assert wrong.returncode == 2
    assert "format: must be one of" in wrong.stderr
    assert fairatlas("export", "card", "no-such-set", "--format", "bibtex").returncode == 2
    assert fairatlas("export", "a", "b", "c").returncode == 2


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield int(held.getsockname()[1])


def test_a_port_in_use_is_told_before_anything_is_done(fairatlas: Run, taken_port: int) -> None:
    ran = fairatlas("serve", "--port", str(taken_port))
    assert ran.returncode == 1
    assert f"Port {taken_port} is in use" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serve_says_where_it_is_and_answers(environment: dict[str, str], workers: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--workers", workers]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        try:
            assert running.stdout.readline() == f"FairAtlas is at http://127.0.0.1:{port}\n"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health") as answer:
                assert json.load(answer)["status"] == "ok"
        finally:
            running.terminate()
            running.wait(timeout=30)


def test_a_worker_that_is_killed_is_followed_by_another(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRATLAS_DATABASE_URL", database_url)
    with beside_the_service(2):
        first = children()
        assert len(first) == 2
        os.kill(min(first), signal.SIGKILL)
        until = time.monotonic() + 60
        while len(children() - first) < 1 and time.monotonic() < until:
            time.sleep(0.1)
        assert len(children() - first) == 1
        assert max(first) in children()
    assert children() == set()


def children() -> set[int]:
    """The living workers that this process started."""
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "pid=,stat=,args="],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return {int(pid) for pid, state, args in lines if "app.cli worker" in args and state != "Z"}


def test_the_commands_of_the_readme_answer(fairatlas: Run) -> None:
    readme = (ROOT / "README.md").read_text()
    commands = [line.split()[1:] for line in readme.splitlines() if "bin/fairatlas" in line]
    assert commands
    for arguments in commands:
        answer = fairatlas(*arguments)
        assert (answer.returncode, answer.stderr) == (0, "")
