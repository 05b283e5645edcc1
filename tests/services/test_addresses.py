"""Addresses: what is in the catalogue is there; what is not is not."""

import pytest

from app.errors import Unavailable
from app.services.addresses import is_there
from app.services.search_entries import entries
from app.store import Store


@pytest.mark.parametrize(
    "path",
    ["/datasets/kidney-19", "/datasets/kidney-19/", "/datasets/kidney-19/questions",
     "/countries/KEN", "/regions/region/Africa", "/regions/income_group/High income"],
)  # fmt: skip
def test_what_is_in_the_catalogue_is_there(store: Store, path: str) -> None:
    assert is_there(store, path)
    assert is_there(store, path, "unit=images&release=1")


@pytest.mark.parametrize(
    "path",
    ["/datasets/kidney-18", "/datasets", "/datasets/", "/countries/ken", "/regions/region/Atlantis",
     "/regions/region", "/models/kidney-19", "/models/kidney-19/questions", ""],
)  # fmt: skip
def test_what_is_not_in_the_catalogue_is_not_there(store: Store, path: str) -> None:
    assert not is_there(store, path)


def test_everything_that_the_search_leads_to_is_there(store: Store) -> None:
    listed = [each.hit.path for each in entries(store, store.release()) if "#" not in each.hit.path]
    assert listed
    assert all(is_there(store, path.replace("%20", " ").replace("%2C", ",")) for path in listed)


def test_nothing_is_said_to_be_missing_while_the_catalogue_cannot_be_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: Store) -> int:
        raise Unavailable("The database is locked.")

    monkeypatch.setattr(Store, "release", locked)
    assert is_there(store, "/datasets/kidney-18")
