"""A throw-away PostgreSQL server on a Unix socket: nothing to configure, gone after the tests."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from pwd import getpwnam

import psycopg

START_SECONDS = 30
# Durability is for data that matters; the C locale sorts as the service's own server does.
INITDB = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
SETTINGS = ["listen_addresses="]
HASTY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class PostgresMissing(Exception):
    """No PostgreSQL programs were found, or they did not start."""


@dataclass
class PostgresServer:
    """A running server; `database` lends one database at a time."""

    socket_folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def database(self, like: str = "template1") -> Iterator[str]:
        """Lend the URL of a new database, empty or a copy; dropped afterwards even if in use."""
        name = f"test_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        try:
            yield self.url_of(name)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def url_of(self, name: str) -> str:
        """The SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket_folder}"

    def _run(self, statement: str) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.socket_folder), user="postgres", dbname="postgres", autocommit=True
        )

    def answers(self) -> bool:
        """Whether the server takes connections yet."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def throw_away_postgres(*, hasty: bool = True) -> Iterator[PostgresServer]:
    """Start a server in a temporary folder and remove both at the end.

    One that is not hasty keeps what it has acknowledged, as a service's own would.
    """
    programs = find_programs()
    # Directly under /tmp: the path of a Unix socket may have about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="fairatlas-pg-", dir="/tmp"))
    try:
        with _running(programs, folder, [*SETTINGS, *(HASTY if hasty else [])]) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder that holds `initdb` and `postgres`: POSTGRES_BIN, the PATH, or Debian's place."""
    on_path = shutil.which("initdb")
    candidates = [
        Path(os.environ.get("POSTGRES_BIN", "/nonexistent")),
        *([Path(on_path).resolve().parent] if on_path else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    ]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissing(
        "PostgreSQL was not found. Install the package postgresql, or name the folder of its "
        "programs by POSTGRES_BIN; to leave these tests out: pytest -k 'not postgresql'"
    )


@contextmanager
def _running(programs: Path, folder: Path, chosen: list[str]) -> Iterator[PostgresServer]:
    account = _account_for_server()
    if account:
        shutil.chown(folder, user=account)
    data, log = folder / "data", folder / "log"
    subprocess.run(
        [programs / "initdb", f"--pgdata={data}", *INITDB],
        user=account, cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    settings = [f"-c{setting}" for setting in chosen]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *settings],
            user=account, cwd=folder, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            server = PostgresServer(folder)
            _wait_until_ready(server, process, log)
            yield server
        finally:
            _stop(process)


def _account_for_server() -> str | None:
    """PostgreSQL refuses to run as root; anyone else runs it under their own name."""
    if os.geteuid() != 0:
        return None
    try:
        return getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def _wait_until_ready(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while not server.answers():
        if process.poll() is not None or time.monotonic() > end:
            raise PostgresMissing(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # "fast": ends open sessions, waits for nobody
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
