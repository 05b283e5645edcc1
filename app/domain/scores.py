"""Scores: a value with its interval, how many it rests on, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isnan

from app.domain.reason import Reason


class IntervalKind(StrEnum):
    """What would have to be drawn anew for the value to move within its interval."""

    PATIENTS = "patients"
    ROWS = "rows"
    SEEDS = "seeds"
    SITE = "site"

    @property
    def label(self) -> str:
        """The words that stand beside the interval."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    IntervalKind.PATIENTS: "over patients",
    IntervalKind.ROWS: "rows treated as independent",
    IntervalKind.SEEDS: "range over training seeds; says nothing about other patients",
    IntervalKind.SITE: "as the site reports it",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a value may lie.

    Parameters
    ----------
    low, high : float
    level : float
        Such as 0.95.
    kind : IntervalKind
    method : str
        How it was computed ("Obuchowski, logit").
    """

    low: float
    high: float
    level: float
    kind: IntervalKind
    method: str


@dataclass(frozen=True, slots=True)
class Support:
    """How many a value rests on.

    Parameters
    ----------
    n, n_pos : int
        Rows with a prediction, and positives among them (0 where truth is not yes or no).
    n_patients, n_pos_patients, n_neg_patients : int
        Patients with any such row; where patients are not known, rows.
    n_effective : float
        Kish's effective number of rows under the sampling weights; n without weights.
    n_no_prediction : int
        Rows for which the model gave none.
    """

    n: int
    n_pos: int
    n_patients: int
    n_pos_patients: int
    n_neg_patients: int
    n_effective: float
    n_no_prediction: int


@dataclass(frozen=True, slots=True)
class Score:
    """One measure of one group.

    Parameters
    ----------
    group : mapping of str to str
        Category per attribute; empty for everybody.
    metric : str
    value : float
        NaN where undefined, with `reason`.
    support : Support
    interval, simultaneous : Interval or None
        For this value alone, and one that holds for all groups of the question at once.
    standard_error : float
        On the scale of the value; NaN where there is none.
    reason : Reason or None
    bounds : tuple of two floats, or None
        Where only counts are known: the exact value lies between these.
    """

    group: Mapping[str, str]
    metric: str
    value: float
    support: Support
    interval: Interval | None = None
    simultaneous: Interval | None = None
    standard_error: float = float("nan")
    reason: Reason | None = None
    bounds: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if isnan(self.value) != (self.reason is not None):
            raise ValueError(f"{self.metric}: a value, or the reason why there is none")


@dataclass(frozen=True, slots=True)
class SiteValue:
    """A value that a site computed from rows it let nobody see.

    Parameters
    ----------
    group : mapping of str to str
        Category per attribute; empty for everybody.
    metric : str
    value : float
    standard_error : float
        Over its patients; NaN where it gave none.
    """

    group: Mapping[str, str]
    metric: str
    value: float
    standard_error: float = float("nan")


@dataclass(frozen=True, slots=True)
class Null:
    """What a gap would be if all groups were equal and of these sizes.

    Parameters
    ----------
    median, p95 : float
        95 of 100 equal worlds are below `p95`; above it where a higher value is better.
    p : float
        Share of equal worlds with a gap at least this large, the observed one counted in.
    """

    median: float
    p95: float
    p: float


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap between the groups of one grouping.

    Parameters
    ----------
    attributes : tuple of str
    metric : str
    value : float
        NaN where undefined, with `reason`.
    groups : tuple of mappings
        The groups compared: known, and with enough patients.
    left_out : tuple of mappings
        Groups with too few patients, or whose attribute is unknown.
    null : Null or None
    at_least : float
        Lower 95 % bound, from simultaneous differences of all pairs; NaN where there is none.
    p_adjusted : float
        Benjamini-Hochberg over the named family of the question; NaN outside one.
    kind : IntervalKind
        What the equal worlds were drawn over.
    best, worst : mapping or None
        The groups that the gap lies between, where it is between two.
    """

    attributes: tuple[str, ...]
    metric: str
    value: float
    groups: tuple[Mapping[str, str], ...]
    left_out: tuple[Mapping[str, str], ...]
    kind: IntervalKind
    null: Null | None = None
    at_least: float = float("nan")
    p_adjusted: float = float("nan")
    best: Mapping[str, str] | None = None
    worst: Mapping[str, str] | None = None
    reason: Reason | None = None
