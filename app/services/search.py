"""Search: one box over datasets, models, evaluations, countries, regions and measures."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.question import short_text, whole_number
from app.services.parameters import Pairs, Parameter, read_parameters
from app.services.places_by_name import folded
from app.services.search_entries import KINDS, Entry, Hit, entries
from app.store import Store

LIMIT = 60
_NEAR = 6
_LONG = 4
SEARCH = (
    Parameter(
        "q",
        "Words to look for, all of them; case and accents do not matter.",
        short_text,
        "kenya",
    ),
    Parameter(
        "limit",
        f"How many of each kind at most; {LIMIT} unless told.",
        whole_number(1, 500),
        "8",
        {"type": "integer", "minimum": 1, "maximum": 500},
    ),
)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What holds all words of `query`, by kind; `near` has similar names where nothing does.

    `total` counts all hits, also those that the limit left away.
    """

    query: str
    items: tuple[Hit, ...]
    near: tuple[Hit, ...]
    total: int
    release: int


def search(store: Store, pairs: Pairs = ()) -> SearchPage:
    """Look for words everywhere."""
    asked: dict[str, Any] = read_parameters(SEARCH, pairs)
    release = store.release()
    limit = asked.get("limit", LIMIT)
    return look_for(str(asked.get("q", "")), entries(store, release), release, limit)


def look_for(query: str, listed: Iterable[Entry], release: int, limit: int = LIMIT) -> SearchPage:
    """Look for the words of a query in entries: names before descriptions, then by name."""
    wanted = " ".join(folded(query).split())
    everything = list(listed)
    found = [] if not wanted else [each for each in everything if _holds(each, wanted)]
    found.sort(key=lambda each: (_rank(each, wanted), folded(each.hit.name)))
    shown = [
        hit
        for kind in KINDS
        for hit in [each.hit for each in found if each.hit.kind == kind][:limit]
    ]
    near = _near(wanted, everything) if wanted and not found else []
    return SearchPage(" ".join(query.split()), tuple(shown), tuple(near), len(found), release)


def _holds(entry: Entry, wanted: str) -> bool:
    """Short words stand at the beginning of a word: "usa" is not in "Musa"."""
    text = f" {entry.text}"
    words = wanted.split()
    return all((word if len(word) >= _LONG else f" {word}") in text for word in words)


def _rank(entry: Entry, wanted: str) -> int:
    """The whole name, its beginning, the beginning of a word in it, in it, or elsewhere."""
    tests = (
        wanted in entry.names,
        any(name.startswith(wanted) for name in entry.names),
        any(f" {wanted}" in name for name in entry.names),
        any(all(word in name for word in wanted.split()) for name in entry.names),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), len(tests))


def _near(wanted: str, listed: Iterable[Entry]) -> list[Hit]:
    by_name: dict[str, Hit] = {}
    for entry in listed:
        for name in entry.names:
            if len(name) >= _LONG:
                by_name.setdefault(name, entry.hit)
    close = difflib.get_close_matches(wanted, by_name, n=_NEAR, cutoff=0.7)
    return list(dict.fromkeys(by_name[name] for name in close))
