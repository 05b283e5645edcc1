"""Addresses: whether the thing that an address names is there, so that the door can say 404."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qs, unquote

from app.errors import AppError
from app.services.search_entries import entries
from app.store import Store


def is_there(store: Store, path: str, query: str = "") -> bool:
    """Whether a dataset, model, evaluation, country or region has this address, or one above it.

    `path` is decoded. An old release is asked where the address names one. Where the catalogue
    cannot be read, nothing is said to be missing: the page itself says what is wrong.
    """
    asked = parse_qs(query).get("release", [""])[0]
    try:
        release = int(asked) if asked.isdecimal() else store.release()
        known = _known(store, release)
    except AppError:
        return True
    bare = path.rstrip("/")
    return bare in known or bare.rpartition("/")[0] in known


@lru_cache(maxsize=4)
def _known(store: Store, release: int) -> frozenset[str]:
    return frozenset(unquote(each.hit.path) for each in entries(store, release))
