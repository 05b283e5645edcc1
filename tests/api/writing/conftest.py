"""The application over an empty catalogue: on SQLite, and on PostgreSQL where that may differ."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.access import Role
from tests.support.writers import House, Writer, house


@pytest.fixture
def home(prepared_sqlite_url: str) -> Iterator[House]:
    """The application on SQLite."""
    with house(prepared_sqlite_url) as opened:
        yield opened


@pytest.fixture
def far_home(prepared_postgres_url: str) -> Iterator[House]:
    """The application on PostgreSQL."""
    with house(prepared_postgres_url) as opened:
        yield opened


@pytest.fixture
def ana(home: House) -> Writer:
    """A contributor."""
    return home.writer("ana")


@pytest.fixture
def rosa(home: House) -> Writer:
    """A reviewer."""
    return home.writer("rosa", Role.REVIEWER)


@pytest.fixture(params=["home", "far_home"])
def either(request: pytest.FixtureRequest) -> House:
    """The application on each engine, where the database has a part in it."""
    found: House = request.getfixturevalue(request.param)
    return found


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent lies below the working folder."""
    monkeypatch.chdir(tmp_path)
