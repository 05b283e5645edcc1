"""References: the people whom datasets are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.source import Source
from app.domain.vocabulary import Dim
from app.services.catalogue.paging import PAGING, next_page, page_of
from app.services.parameters import Pairs, checked_slug, read_parameters
from app.services.snapshot import reference_of
from app.store import Store
from app.store.references import references as stored_references
from app.store.releases import present_release

REFERENCE_CARD = PAGING


@dataclass(frozen=True, slots=True)
class ReferenceHead:
    """One reference; `total` counts its people, `eligible` says who they are."""

    slug: str
    name: str
    year: int
    eligible: str
    dims: tuple[Dim, ...]
    scheme: str | None
    country: str | None
    licence: str
    note: str | None
    total: int


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """Every reference that can be chosen."""

    items: tuple[ReferenceHead, ...]
    total: int
    release: int


@dataclass(frozen=True, slots=True)
class People:
    """People of one group; `quality` is the status of the figure."""

    group: Mapping[str, str]
    n: int
    quality: str


@dataclass(frozen=True, slots=True)
class ReferenceDetail:
    """A reference and a part of its rows; `next` is relative to the address of this part."""

    slug: str
    name: str
    year: int
    eligible: str
    dims: tuple[Dim, ...]
    scheme: str | None
    country: str | None
    licence: str
    note: str | None
    source: Source
    items: tuple[People, ...]
    total: int
    next: str | None
    release: int


_HEAD = (
    "slug", "name", "year", "eligible", "dims", "scheme", "country", "licence", "note",
)  # fmt: skip


def references(store: Store, pairs: Pairs = ()) -> ReferencePage:
    """Return the head of every reference."""
    read_parameters((), pairs)
    with store.reading() as session:
        release = present_release(session)
        found = stored_references(session)
    heads = tuple(
        ReferenceHead(**{name: getattr(each, name) for name in _HEAD}, total=each.total)
        for each in found
    )
    return ReferencePage(heads, len(heads), release)


def reference(
    store: Store, slug: str, pairs: Pairs = (), *, every: bool = False
) -> ReferenceDetail:
    """Return a reference and its rows; `every` gives all rows unless a limit is asked for."""
    given = list(pairs)
    asked = read_parameters(REFERENCE_CARD, given)
    limit, offset = page_of(asked, every)
    found = reference_of(store, checked_slug("reference", slug))
    shown = found.rows[offset : None if limit is None else offset + limit]
    head: dict[str, Any] = {name: getattr(found, name) for name in _HEAD}
    return ReferenceDetail(
        **head,
        source=found.source,
        items=tuple(People({d.value: c for d, c in r.key.items()}, r.n, r.quality) for r in shown),
        total=len(found.rows),
        next=next_page(given, offset, limit, len(found.rows)),
        release=store.release(),
    )
