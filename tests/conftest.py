"""What every test may ask for: an empty database on each engine, and a browser page."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser
from sqlalchemy import make_url

from app.store import open_store
from tests.support.browser import BrowserPage, ChromiumMissing, headless_chromium, watched_page
from tests.support.catalogue import bundled_database as bundled_database
from tests.support.postgres import PostgresMissing, PostgresServer, throw_away_postgres

# A shared machine is slow at times: no example is failed for its duration.
hypothesis.settings.register_profile("fairatlas", deadline=None, print_blob=True)
hypothesis.settings.load_profile("fairatlas")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One throw-away server per worker, started when the first test asks for it."""
    try:
        with throw_away_postgres() as server:
            yield server
    except PostgresMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'fairatlas.db'}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """URL of an empty PostgreSQL database."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database; a test that asks for it runs once per engine."""
    names = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}
    url: str = request.getfixturevalue(names[request.param])
    return url


# Tables are made by the migrations once per worker, and copied: making them takes a second.
@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all its tables; a test copies it first."""
    path = tmp_path_factory.mktemp("prepared") / "fairatlas.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def prepared_sqlite_url(prepared_file: Path, tmp_path: Path) -> str:
    """URL of a SQLite file with all its tables."""
    return f"sqlite:///{shutil.copy(prepared_file, tmp_path / 'fairatlas.db')}"


@pytest.fixture(scope="session")
def prepared_template(postgres_server: PostgresServer) -> Iterator[str]:
    """Name of a PostgreSQL database with all its tables, to be copied."""
    with postgres_server.database() as url:
        upgrade(url)
        yield str(make_url(url).database)


@pytest.fixture
def prepared_postgres_url(postgres_server: PostgresServer, prepared_template: str) -> Iterator[str]:
    """URL of a PostgreSQL database with all its tables."""
    with postgres_server.database(prepared_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared_url(request: pytest.FixtureRequest) -> str:
    """URL of a database with all its tables; a test that asks for it runs once per engine."""
    names = {"sqlite": "prepared_sqlite_url", "postgresql": "prepared_postgres_url"}
    url: str = request.getfixturevalue(names[request.param])
    return url


def upgrade(url: str) -> None:
    """Make all tables."""
    store = open_store(url)
    store.upgrade()
    store.close()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB; without the right to mount one, a limit of file size has to do."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


# Per module, not per session: while playwright runs, its event loop is the thread's running loop,
# and `asyncio.run` in any later test of that thread would be refused.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium with the network closed to all but 127.0.0.1."""
    try:
        with headless_chromium() as chromium:
            yield chromium
    except ChromiumMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., BrowserPage]]:
    """Open pages with options of `browser.new_context`; each is checked at the end."""
    with ExitStack() as stack:

        def open_one(**options: Any) -> BrowserPage:
            return stack.enter_context(watched_page(browser, **options))

        yield open_one


@pytest.fixture
def browser_page(open_page: Callable[..., BrowserPage]) -> BrowserPage:
    """A page of 1440 x 900; fails its test for outside requests and console errors."""
    return open_page()
