"""Shapes of the answers about models, their training mixes, and published evaluations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.counts import CountTable
from app.domain.evaluation import PublishedScore
from app.domain.model import Developer
from app.domain.source import Source
from app.domain.vocabulary import Reported, State, Unit
from app.services.catalogue.answers import TotalShown
from app.services.shared_source import SharedSource

WeightBasis = Literal["printed", "assumed_whole", "unknown"]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A foundation model as a list shows it; a developer's country is not where people live."""

    slug: str
    name: str
    edition: str | None
    revision: int
    release_year: int | None
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    developers: tuple[Developer, ...]
    architecture: str | None
    parameters: int | None
    weights_access: str | None
    total_patients: int | None
    total_images: int | None
    parts: int
    parts_with_card: int
    mix_complete: Reported
    demographics_reported: Mapping[str, Reported]
    fairness_evaluated: Reported
    n_sources: int


@dataclass(frozen=True, slots=True)
class ModelPage:
    """A part of the list of models; `next` is relative to the address of this part."""

    items: tuple[ModelRow, ...]
    total: int
    next: str | None
    release: int


@dataclass(frozen=True, slots=True)
class ModelDetail:
    """The whole card of a model. Its training mix has an address of its own (/mix)."""

    release: int
    slug: str
    name: str
    edition: str | None
    revision: int
    state: State
    release_year: int | None
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    developers: tuple[Developer, ...]
    architecture: str | None
    parameters: int | None
    pretraining_method: str | None
    licence: str | None
    weights_access: str | None
    homepage: str | None
    doi: str | None
    totals: Mapping[Unit, TotalShown]
    totals_note: str | None
    compute: Mapping[str, object] | None
    demographics_reported: Mapping[str, Reported]
    fairness_evaluated: Reported
    mitigation: str | None
    intended_uses: str | None
    unsuitable_uses: str | None
    population_tables: tuple[CountTable, ...]
    mix_complete: Reported
    note: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class MixRow:
    """One part of a training mix, and its weight in patients.

    The weight is `printed` by the model's source, else the total of the dataset
    (`assumed_whole`), else `unknown`. `countries_recalled`: from memory, not from a source.
    """

    dataset: str
    name: str
    has_card: bool
    role: str
    patients: int | None
    images: int | None
    weight: int | None
    weight_basis: WeightBasis
    private: bool | None
    countries: tuple[str, ...]
    countries_recalled: bool
    citation: str | None
    url: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Mix:
    """What a model learned from, as printed; an incomplete list leaves an unknown rest."""

    slug: str
    mix_complete: Reported
    items: tuple[MixRow, ...]
    total: int
    release: int


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """Published results of one model on one dataset; slugs are null where no card is here.

    `attributes` is what the groups are told apart by; `shared_source` says whether people of the
    test set may be among those the model learned from.
    """

    slug: str
    model: str
    dataset: str
    model_slug: str | None
    dataset_slug: str | None
    model_name: str
    dataset_name: str
    task: str
    label: str
    protocol: str
    scale: str
    publication_status: str
    n_scores: int
    attributes: tuple[str, ...]
    metrics: tuple[str, ...]
    shared_source: SharedSource


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """A part of the list of evaluations; `next` is relative to the address of this part."""

    items: tuple[EvaluationRow, ...]
    total: int
    next: str | None
    release: int


@dataclass(frozen=True, slots=True)
class EvaluationDetail:
    """What a publication reports; `interval_kind` of a score says over what its interval is."""

    release: int
    slug: str
    revision: int
    state: State
    model: str
    dataset: str
    model_slug: str | None
    dataset_slug: str | None
    model_name: str
    dataset_name: str
    task: str
    label: str
    protocol: str
    protocol_note: str | None
    model_detail: str | None
    datasets: tuple[str, ...]
    trained_on: tuple[str, ...]
    scale: str
    publication_status: str
    skin_tone_scheme: str | None
    metric_definitions: Mapping[str, str]
    scores: tuple[PublishedScore, ...]
    qualitative_findings: str | None
    note: str | None
    shared_source: SharedSource
    sources: tuple[Source, ...]
