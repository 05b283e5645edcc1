"""The answer of `link`: what is known of rarity and performance, per group, run and cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.assessment import CitedSource
from app.domain.link import LinkState
from app.domain.vocabulary import Reported
from app.services.link.measures import Better
from app.services.shared_source import SharedSource

MixKind = Literal["model_card", "trained_on", "not_known"]
SettleKind = Literal["disclosure", "evaluation"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest; the value is known only where they are equal."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Named:
    """A model or a dataset: the slug of its card here, where there is one, and its name."""

    slug: str | None
    name: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """One group of a run.

    `share` is its part of the training mix, with bounds over all that is not known, and
    `ratio` that share over a reference's. `value`, `value_low` and `value_high` are as printed,
    in the scale of the axis; `interval_kind` says over what. `difference` is the value minus the
    unweighted mean of the run's groups, and its interval is over patients, from joint replicates.
    """

    group: str
    share: Bounds | None
    share_reason: str | None
    ratio: Bounds | None
    value: float | None
    value_low: float | None
    value_high: float | None
    interval_kind: str
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    n: int | None
    n_pos: int | None
    state: LinkState
    reason: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkRun:
    """One model on one test set with one finding; its groups do not hold the same people."""

    evaluation: str
    cluster: str
    model: Named
    tested_on: tuple[Named, ...]
    label: str | None
    protocol: str
    publication_status: str
    mix: MixKind
    mix_complete: Reported
    learned_from: tuple[str, ...]
    notes: tuple[str, ...]
    shared_source: SharedSource
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class LinkCluster:
    """Runs that share test patients or a training mix: the unit of a pooled statement.

    `contrast` is the mean over `pairs` of rarer minus commoner; `se` its standard error.
    """

    id: str
    name: str
    evaluations: tuple[str, ...]
    models: tuple[str, ...]
    runs: int
    pairs: int
    contrast: float | None
    se: float | None
    reason: str | None
    se_reason: str | None


@dataclass(frozen=True, slots=True)
class Pooled:
    """The equal-weight mean over clusters with an exact sign-flip p, or why it is refused."""

    value: float | None
    p: float | None
    clusters: int
    clusters_needed: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class LinkAxis:
    """All runs of one metric of one definition on one scale; nothing else stands beside them."""

    id: str
    metric: str
    definition: str
    scale: str
    better: Better
    runs: tuple[LinkRun, ...]
    clusters: tuple[LinkCluster, ...]
    pooled: Pooled


@dataclass(frozen=True, slots=True)
class Untested:
    """A model of which no test by this attribute is known to us, for a group or for any."""

    model: Named
    group: str | None
    share: Bounds | None
    state: LinkState
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settles:
    """One thing that would let more be said: who could do it, and how many runs it would open."""

    kind: SettleKind
    what: str
    of: Named
    runs: int
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Runs or models that are not in the answer, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of how common groups are in training and how they are served.

    It says what goes together, never why. `sources` has the source of every number.
    """

    query: Mapping[str, object]
    release: int
    attribute: str
    metric: str
    unit: str
    reference: str | None
    axes: tuple[LinkAxis, ...]
    untested: tuple[Untested, ...]
    settles: tuple[Settles, ...]
    left_out: tuple[LeftOut, ...]
    sources: Mapping[str, CitedSource] = field(default_factory=dict)
