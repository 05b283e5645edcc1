"""Metrics: every measure that an answer may hold, with its formula, unit and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.services.parameters import Pairs, read_parameters
from app.stats.registry import METRICS
from app.store import Store

_SHOWN = (
    "id", "name", "kind", "question", "formula", "unit", "direction", "neutral", "symmetric",
    "needs_reference", "version", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MetricShown:
    """One measure; `neutral` is its value for a subject composed exactly as the reference."""

    id: str
    name: str
    kind: Literal["group", "overall"]
    question: str
    formula: str
    unit: str
    direction: str
    neutral: float | None
    symmetric: bool
    needs_reference: bool
    version: int
    source: str


@dataclass(frozen=True, slots=True)
class MetricPage:
    """Every measure."""

    items: tuple[MetricShown, ...]
    total: int
    release: int


def metrics(store: Store, pairs: Pairs = ()) -> MetricPage:
    """Return every measure, by its id."""
    read_parameters((), pairs)
    found = tuple(measure_named(name) for name in METRICS)
    return MetricPage(found, len(found), store.release())


def measure_named(metric_id: str) -> MetricShown:
    """Return one measure by its id."""
    found = METRICS[metric_id]
    return MetricShown(**{name: getattr(found, name) for name in _SHOWN})
