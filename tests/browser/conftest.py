"""The whole application with the real catalogue, served once for all browser tests of a worker."""

from collections.abc import Iterator

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
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
