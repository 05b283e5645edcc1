"""What the cellar hands out beside whole cards: short, frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.card import Total
from app.domain.counts import Summary
from app.domain.documentation import Answered
from app.domain.governance import Withheld
from app.domain.model import Developer, MixPart
from app.domain.vocabulary import (
    Access,
    Dim,
    Kind,
    Overlap,
    Reported,
    State,
    Status,
    Unit,
)


class StoredState(NamedTuple):
    """Content and origin of the latest revision of a card that was ever published."""

    content_hash: str
    origin: str
    revision: int
    state: State


@dataclass(frozen=True, slots=True)
class RevisionMeta:
    """A revision as we number it; `edition` is the authors' own label."""

    revision_id: int
    slug: str
    revision: int
    edition: str | None
    content_hash: str
    origin: str
    state: State
    release_in: int | None
    release_out: int | None


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """A dataset as lists and pools need it, without its cells.

    `site_countries` holds (ISO 3166-1 alpha-3, recalled) once per country.
    """

    revision_id: int
    slug: str
    name: str
    kind: Kind
    revision: int
    edition: str | None
    release_year: int | None
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    access: Access
    synthetic: bool
    custodian: str | None
    overlap: Overlap | None
    n_sources: int
    totals: Mapping[Unit, Total]
    derived_from: tuple[str, ...]
    site_countries: tuple[tuple[str, bool], ...]
    documentation: Mapping[str, Reported]
    answers: Mapping[str, Answered] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()
    full_source_read: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A model as lists and mixes need it."""

    revision_id: int
    slug: str
    name: str
    revision: int
    edition: str | None
    release_year: int | None
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    architecture: str | None
    parameters: int | None
    weights_access: str | None
    mix_complete: Reported
    total_patients: int | None
    total_images: int | None
    fairness_evaluated: Reported
    n_sources: int
    developers: tuple[Developer, ...]
    mix: tuple[MixPart, ...]


@dataclass(frozen=True, slots=True)
class PublishedEvaluation:
    """An evaluation; `model_slug` and `dataset_slug` are None where no card is published."""

    revision_id: int
    slug: str
    revision: int
    model: str
    dataset: str
    model_slug: str | None
    dataset_slug: str | None
    task: str
    label: str
    protocol: str
    scale: str
    publication_status: str
    n_scores: int
    datasets: tuple[str, ...] = ()
    trained_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedReference:
    """The head of a reference; `total` counts its people."""

    revision_id: int
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
class PrintedSummary:
    """A printed mean, spread or range, with its table's dimensions and source."""

    dims: tuple[Dim, ...]
    covers: int | None
    source: str
    recalled: bool
    summary: Summary


class AreaMargin(NamedTuple):
    """What is counted in one area (a country, a region ...), pooled over datasets.

    `n` is given only where `n_low` equals `n_high`. A tuple, since a map makes 250 at once.
    """

    unit: Unit
    grouping: str
    key: str
    status: Status
    n: int | None
    n_low: int | None
    n_high: int | None
    datasets: int
    sites_not_counted: int
