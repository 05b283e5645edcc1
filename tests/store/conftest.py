"""A database with all its tables, once per engine."""

from collections.abc import Iterator

import pytest

from app.store import Store, open_store


@pytest.fixture
def store(prepared_url: str) -> Iterator[Store]:
    """An upgraded, empty store."""
    opened = open_store(prepared_url)
    yield opened
    opened.close()
