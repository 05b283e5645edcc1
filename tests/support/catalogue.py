"""The bundled catalogue in a database of its own, made once per worker."""

from pathlib import Path

import pytest

from app.services.ingest import load_bundle
from app.settings import ROOT
from app.store import open_store

DATA = ROOT / "data"


@pytest.fixture(scope="session")
def bundled_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the bundled catalogue; a test that writes copies it first."""
    path = tmp_path_factory.mktemp("catalogue") / "fairatlas.db"
    store = open_store(f"sqlite:///{path}")
    store.upgrade()
    load_bundle(store, DATA)
    store.close()
    return path
