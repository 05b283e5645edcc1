"""The whole application with the real catalogue, served once for all browser tests of a worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
from tests.support.contributors import Place
from tests.support.server import served


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running site."""
    database = tmp_path_factory.mktemp("site") / "fairatlas.db"
    with served(create_app(Settings(database_url=f"sqlite:///{database}"))) as address:
        yield address


@pytest.fixture(scope="session")
def api(site: str) -> Iterator[httpx.Client]:
    """The programs' door of the same site."""
    with httpx.Client(base_url=f"{site}/api/v1", timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def place(bundled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A site where people may write, with a small limit on what they send."""
    database = tmp_path_factory.mktemp("contribute") / "fairatlas.db"
    shutil.copy(bundled_database, database)
    settings = Settings(database_url=f"sqlite:///{database}", largest_body_bytes=200_000)
    app = create_app(settings)
    with served(app) as address:
        yield Place(address, app.state.desk)
