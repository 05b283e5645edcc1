"""Snapshot: what every question about one release needs, read once and kept while it is fresh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from app.domain.reference import Country, Reference
from app.errors import NotFound, problem
from app.language import _
from app.services.regions import GroupOf, grouping
from app.services.selection import lineage_of
from app.stats.lineage import Lineage
from app.store.datasets import published
from app.store.reader import Reader
from app.store.records import PublishedDataset
from app.store.references import countries as stored_countries
from app.store.references import reference as stored_reference

_KEPT_RELEASES = 3


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The datasets, countries and lineage of one release; published revisions never change."""

    release: int
    records: Mapping[str, PublishedDataset]
    countries: tuple[Country, ...]
    lineage: Lineage
    group_of: GroupOf

    def name_of(self, slug: str) -> str:
        """Return the name of a dataset; one without a card is named as its source names it."""
        record = self.records.get(slug)
        return record.name if record else slug


_kept: WeakKeyDictionary[Reader, dict[int, Snapshot]] = WeakKeyDictionary()
_references: WeakKeyDictionary[Reader, dict[tuple[int, str], Reference]] = WeakKeyDictionary()
_lock = Lock()


def snapshot(store: Reader, release: int | None = None) -> Snapshot:
    """Return the snapshot of a release, the latest by default."""
    latest = store.release()
    wanted = latest if release is None else release
    if wanted > latest:
        rule = _("must not be later than the present release, {latest}", latest=latest)
        raise NotFound(
            _("There is no such release."), [problem("release", rule, wanted, str(latest))]
        )
    with _lock:
        kept = _kept.setdefault(store, {})
        if wanted not in kept:
            while len(kept) >= _KEPT_RELEASES:
                kept.pop(next(iter(kept)))
            kept[wanted] = _read(store, wanted)
        return kept[wanted]


def _read(store: Reader, release: int) -> Snapshot:
    with store.reading() as session:
        records = {record.slug: record for record in published(session, release)}
        areas = tuple(stored_countries(session, release))
    return Snapshot(release, records, areas, lineage_of(records.values()), grouping(areas))


def reference_of(store: Reader, slug: str) -> Reference:
    """Return a reference with its rows, kept in memory for the present release."""
    key = (store.release(), slug)
    with _lock:
        kept = _references.setdefault(store, {})
        if key in kept:
            return kept[key]
    with store.reading() as session:
        found = stored_reference(session, slug, key[0])
    with _lock:
        for stale in [each for each in kept if each[0] != key[0]]:
            del kept[stale]
        kept[key] = found
    return found
