"""Addresses: what the thing is that an address names, so that a door can name it or say 404."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, unquote

from app.errors import AppError
from app.language import kept_by_language
from app.services.search_entries import Hit, entries
from app.store import Store


def is_there(store: Store, path: str, query: str = "") -> bool:
    """Whether a dataset, model, evaluation, country or region has this address, or one above it.

    Where the catalogue cannot be read, nothing is said to be missing: the page itself says what
    is wrong.
    """
    try:
        return hit_at(store, path, query) is not None
    except AppError:
        return True


def hit_at(store: Store, path: str, query: str = "") -> Hit | None:
    """Return what has this address, or the one above it; None where nothing has.

    `path` is decoded. An old release is asked where the address names one.
    """
    asked = parse_qs(query).get("release", [""])[0]
    known = _known(store, int(asked) if asked.isdecimal() else store.release())
    bare = path.rstrip("/")
    return known.get(bare) or known.get(bare.rpartition("/")[0])


@kept_by_language(4)
def _known(store: Store, release: int) -> Mapping[str, Hit]:
    return {unquote(each.hit.path): each.hit for each in entries(store, release)}
