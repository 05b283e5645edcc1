"""The application over an empty catalogue, once per engine."""

from collections.abc import Iterator

import pytest

from app.domain.access import Role
from tests.support.writers import House, Writer, house


@pytest.fixture
def home(database_url: str) -> Iterator[House]:
    """The application on each engine."""
    with house(database_url) as opened:
        yield opened


@pytest.fixture
def lite(sqlite_url: str) -> Iterator[House]:
    """The application on SQLite, for what does not touch the database's own ways."""
    with house(sqlite_url) as opened:
        yield opened


@pytest.fixture
def ana(home: House) -> Writer:
    """A contributor."""
    return home.writer("ana")


@pytest.fixture
def rosa(home: House) -> Writer:
    """A reviewer."""
    return home.writer("rosa", Role.REVIEWER)
