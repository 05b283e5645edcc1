"""A database with all its tables, once per engine."""

from collections.abc import Iterator

import pytest

from app.store import Store, open_store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An upgraded, empty store."""
    opened = open_store(database_url)
    opened.upgrade()
    yield opened
    opened.close()
