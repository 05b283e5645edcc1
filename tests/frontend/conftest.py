"""The pages on an application of their own, over an empty catalogue."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from fastapi import FastAPI

from app.settings import Settings
from app.store import Store, open_store
from frontend.shell import create_dash


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty catalogue."""
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('pages') / 'fairatlas.db'}")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def root(store: Store) -> FastAPI:
    """An application with an interface for programs and the pages."""
    application = FastAPI()
    programs = FastAPI()
    programs.add_api_route("/ping", lambda: {"answer": "here"})
    application.mount("/api", programs)
    application.state.pages = create_dash(application, store, Settings())
    return application


@pytest.fixture(scope="module")
def pages(root: FastAPI) -> Dash:
    """The pages of that application."""
    return root.state.pages  # type: ignore[no-any-return]


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Something to wait for that always opens in the end."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture(scope="session")
def frontend_folder() -> Path:
    """Where the pages lie."""
    return Path(__file__).resolve().parents[2] / "frontend"
