"""The programs' door over the bundled catalogue, behind a real port."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings
from tests.support.server import served


@pytest.fixture(scope="session")
def application(bundled_database: Path) -> FastAPI:
    """The application without its pages."""
    return create_app(Settings(database_url=f"sqlite:///{bundled_database}"), with_pages=False)


@pytest.fixture(scope="session")
def api(application: FastAPI) -> Iterator[httpx.Client]:
    """Ask /api/v1 over HTTP."""
    with (
        served(application) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client,
    ):
        yield client
