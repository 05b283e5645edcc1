"""Overview: a part of the list of datasets, and what is held of the people in all that match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.vocabulary import Dim, Kind, Reported
from app.services.catalogue.answers import DatasetPage, DatasetRow
from app.services.catalogue.dataset_filters import DATASET_LIST, TABLED
from app.services.catalogue.datasets import datasets, selecting
from app.services.parameters import Pairs, read_parameters
from app.services.snapshot import snapshot
from app.store import Store
from app.store.listing import matching, tabled
from app.store.records import PublishedDataset


class Held(StrEnum):
    """What we hold of one dimension of one set. Only the first has numbers."""

    TABLE = "table"
    SAID = "said_to_be_recorded"
    SAID_NOT = "said_not_to_exist"
    WITHHELD = "withheld"
    NOT_FOUND = "not_found"
    NOBODY = "does_not_apply"


Tally = Mapping[Dim, Mapping[Held, int]]


@dataclass(frozen=True, slots=True)
class ListedSet:
    """One row, and what is held of the people in it."""

    row: DatasetRow
    held: Mapping[Dim, Held]


@dataclass(frozen=True, slots=True)
class Overview:
    """A part of the list, and the tally of all sets that match, whatever the part."""

    sets: tuple[ListedSet, ...]
    page: DatasetPage
    tally: Tally
    kind: Kind | None
    filtered: bool


def overview(store: Store, pairs: Pairs) -> Overview:
    """Return a part of the list with the tally of all that match the same parameters."""
    given = list(pairs)
    asked: dict[str, Any] = read_parameters(DATASET_LIST, given)
    page = datasets(store, given)
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        ids = frozenset(matching(session, **selecting(asked), release=shot.release))
        with_table = tabled(session, TABLED, shot.release)
    records = [record for record in shot.records.values() if record.revision_id in ids]
    return Overview(
        sets=tuple(
            ListedSet(row, held_of(shot.records[row.slug], with_table)) for row in page.items
        ),
        page=page,
        tally=tally_of(records, with_table),
        kind=asked.get("kind"),
        filtered=any(name not in ("kind", "sort", "limit", "offset", "release") for name in asked),
    )


def held_of(record: PublishedDataset, with_table: Mapping[Dim, frozenset[int]]) -> dict[Dim, Held]:
    """Say of each dimension whether a table is held, else what the documentation says."""
    return {
        dim: Held.NOBODY
        if record.synthetic and record.revision_id not in ids
        else _held(record, dim, ids)
        for dim, ids in with_table.items()
    }


def _held(record: PublishedDataset, dim: Dim, with_table: frozenset[int]) -> Held:
    if any(wish.dim is dim and wish.category is None for wish in record.withheld):
        return Held.WITHHELD
    return Held.TABLE if record.revision_id in with_table else _said(record, dim)


def _said(record: PublishedDataset, dim: Dim) -> Held:
    answer = record.documentation.get(dim.value, Reported.UNKNOWN)
    if answer in (Reported.YES, Reported.PARTIAL):
        return Held.SAID
    return Held.SAID_NOT if answer is Reported.NO else Held.NOT_FOUND


def tally_of(
    records: Iterable[PublishedDataset], with_table: Mapping[Dim, frozenset[int]]
) -> Tally:
    """Count, for each dimension, the sets by what is held of it.

    Every set is counted once: one that shows nobody by what its documentation says.
    """
    counted: dict[Dim, Counter[Held]] = {dim: Counter() for dim in with_table}
    for record in records:
        for dim, ids in with_table.items():
            counted[dim][_held(record, dim, ids)] += 1
    return {dim: {held: found[held] for held in Held} for dim, found in counted.items()}
