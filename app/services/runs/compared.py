"""Compared: two runs on the same patients, as an answer and as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.table import Table
from app.services.catalogue.tabulate import shown, table
from app.services.runs.table import group_text
from app.services.shared_source import SharedSource


@dataclass(frozen=True, slots=True)
class RunNamed:
    """One of the two runs."""

    slug: str
    model: str
    model_detail: str | None
    dataset: str
    split: str
    threshold: float | None
    shared_source: SharedSource


@dataclass(frozen=True, slots=True)
class GroupChange:
    """How one measure of one group (empty: everybody) changed; `change` is second less first.

    Null where either run has no value, with the `reason`. `decimals`: both values are rounded to
    so many where a count is hidden, and so is what follows from them.
    """

    label: str | None
    group: Mapping[str, str]
    metric: str
    first: float | None
    second: float | None
    change: float | None
    low: float | None
    high: float | None
    reason: str | None
    decimals: int | None


@dataclass(frozen=True, slots=True)
class GapChanged:
    """How one gap changed; `levelling` says what closed it: the worst rose, or the best fell."""

    label: str | None
    attributes: tuple[str, ...]
    metric: str
    first: float | None
    second: float | None
    change: float | None
    low: float | None
    high: float | None
    levelling: str | None
    reason: str | None
    decimals: int | None


@dataclass(frozen=True, slots=True)
class RunsCompared:
    """Two runs on the same cases of the same patients; intervals are paired by patient."""

    first: RunNamed
    second: RunNamed
    interval_level: float
    changes: tuple[GroupChange, ...]
    gaps: tuple[GapChanged, ...]
    titles: Mapping[str, str]
    not_compared: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunRefusal:
    """Why two runs are not compared: what is not as it must be."""

    field: str
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class RunComparison:
    """A comparison, or why there is none: only like is compared with like."""

    release: int
    slug: str
    other: str | None
    refused: tuple[RunRefusal, ...]
    compared: RunsCompared | None


_CHANGES = (
    shown("label", "Finding, where the runs have several"),
    shown("group", "Attributes of the group and their words; empty: everybody",
          read=lambda row: group_text(row.group)),
    shown("metric", "Measure"),
    shown("first", "Value in the first run", "number"),
    shown("second", "Value in the second run", "number"),
    shown("change", "Second less first", "number"),
    shown("low", "Lower end of the change's interval, paired by patient", "number"),
    shown("high", "Upper end of the change's interval", "number"),
    shown("reason", "Why there is no change"),
    shown("decimals", "Decimals that values are rounded to, for a hidden count", "whole"),
)  # fmt: skip


def comparison_table(found: RunComparison) -> Table:
    """One row per measure and group."""
    definition = "One row per measure and group: how it changed from the first run to the second."
    name = f"evaluation-{found.slug}-to-{found.other or 'nothing'}"
    changes = found.compared.changes if found.compared else ()
    return table(name[:100], definition, _CHANGES, changes, found.release)
