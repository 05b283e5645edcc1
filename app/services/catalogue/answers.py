"""Shapes of the answers about datasets: plain values, what is not known with its status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.card import Site
from app.domain.counts import CountTable
from app.domain.documentation import Answer
from app.domain.governance import Governance
from app.domain.source import Source
from app.domain.vocabulary import (
    Access,
    Assigner,
    Kind,
    Overlap,
    Reported,
    Selection,
    State,
    Status,
    Unit,
)


@dataclass(frozen=True, slots=True)
class TotalShown:
    """A published total; null with status `not_found` where none is known to us.

    `recalled` rests on memory and is in no pooled total; `unattributed` has no stated source.
    """

    n: int | None
    status: Status
    recalled: bool
    unattributed: bool
    citation: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A country where patients were imaged: it says where, not how many."""

    iso3: str
    recalled: bool


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A dataset, an aggregate or a cohort, as a list shows it."""

    slug: str
    name: str
    kind: Kind
    edition: str | None
    revision: int
    release_year: int | None
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    access: Access
    synthetic: bool
    custodian: str | None
    totals: Mapping[Unit, TotalShown]
    countries: tuple[Place, ...]
    documentation: Mapping[str, Reported]
    derived_from: tuple[str, ...]
    overlap: Overlap | None
    n_sources: int


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """A part of the list of datasets; `next` is relative to the address of this part."""

    items: tuple[DatasetRow, ...]
    total: int
    next: str | None
    release: int


@dataclass(frozen=True, slots=True)
class Documented:
    """Whether the public documentation reports an item, and the status of what it does not.

    `said_not_to_exist`: the documentation says so. `not_found`: silent or not read.
    """

    reported: Reported
    status: Status | None


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What the documentation says of one item; `parts` are shorter items that ask a part of it.

    `number` is that of the STANDING Together recommendations, empty for a Datasheet's section.
    """

    id: str
    number: str
    title: str
    answer: Answer
    value: str | None
    citation: str | None
    url: str | None
    read_by: str | None
    read_on: str | None
    parts: Mapping[str, Reported]


@dataclass(frozen=True, slots=True)
class DatasetDetail:
    """The whole card of a dataset, in one revision."""

    release: int
    slug: str
    name: str
    kind: Kind
    edition: str | None
    revision: int
    state: State
    origin: str
    content_hash: str
    description: str
    release_year: int | None
    collection_period: str | None
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    access: Access
    synthetic: bool
    licence: str | None
    homepage: str | None
    doi: str | None
    custodian: str | None
    totals: Mapping[Unit, TotalShown]
    countries: tuple[Place, ...]
    sites: tuple[Site, ...]
    tables: tuple[CountTable, ...]
    documentation: Mapping[str, Documented]
    standing_together: tuple[ItemShown, ...]
    datasheet: tuple[ItemShown, ...]
    selection: Selection | None
    governance: Governance
    derived_from: tuple[str, ...]
    overlap: Overlap | None
    full_source_read: str | None
    note: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One published or withdrawn content of a card; releases say from when until when."""

    revision: int
    edition: str | None
    state: State
    origin: str
    content_hash: str
    release_in: int | None
    release_out: int | None


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """Every revision of a card that was ever out, oldest first."""

    slug: str
    items: tuple[RevisionRow, ...]
    total: int
    release: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """One printed number of a dataset, with its group, its table and its source."""

    table: int
    unit: Unit
    group: Mapping[str, str]
    n: int | None
    share: float | None
    n_low: int | None
    n_high: int | None
    status: Status
    basis: str
    coverage: str
    scheme: str | None
    part: str | None
    covers: int | None
    recalled: bool
    assigned_by: Assigner | None
    note: str | None
    citation: str
    url: str | None


@dataclass(frozen=True, slots=True)
class CountPage:
    """Every printed number that we hold of a dataset; no rows means that we hold none."""

    slug: str
    items: tuple[CountRow, ...]
    total: int
    release: int


@dataclass(frozen=True, slots=True)
class Edge:
    """`child` reuses people or images of `parent`; a parent without a card has `has_card` false."""

    child: str
    parent: str
    overlap: Overlap | None
    has_card: bool


@dataclass(frozen=True, slots=True)
class LineageShown:
    """What a dataset reuses, what reuses it, and all sets that may hold the same people."""

    slug: str
    parents: tuple[str, ...]
    children: tuple[str, ...]
    ancestors: tuple[str, ...]
    related: tuple[str, ...]
    edges: tuple[Edge, ...]
    release: int
