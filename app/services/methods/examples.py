"""Worked examples of the measures: two small subjects, and what the same code makes of them.

The subjects are those of docs/measures.md, where each number is also worked out by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from app.domain.reason import Reason
from app.language import N_, _
from app.stats import METRICS, Composition, score

WHOLE = N_("the whole")


@dataclass(frozen=True, slots=True)
class Subject:
    """A small subject and its reference, in people (or shares of them)."""

    id: str
    name: str
    groups: tuple[str, ...]
    n: tuple[int, ...]
    unknown: int
    reference: tuple[float, ...]
    said: str

    @property
    def composition(self) -> Composition:
        """The subject as the measures read it."""
        counts, people = np.array(self.n, dtype=float), np.array(self.reference)
        return Composition(counts, np.array(float(self.unknown)), people)


@dataclass(frozen=True, slots=True)
class Worked:
    """What a measure gives for one group, or for the whole; None with the reason in words."""

    group: str
    value: float | None
    low: float | None
    high: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Split:
    """The divergence in bits and its two parts, where a part of the people is unknown."""

    unknown_share: float
    whole: float
    missing: float
    composition: float


CLINIC = Subject(
    "clinic",
    N_("One clinic"),
    (N_("women"), N_("men")),
    (240, 60),
    100,
    (0.5, 0.5),
    N_(
        "A clinic counts 240 women and 60 men; the sex of 100 more patients is not recorded. In "
        "the reference half are women."
    ),
)
PLACES = Subject(
    "places",
    N_("Three countries"),
    (N_("first country"), N_("second country"), N_("third country")),
    (2000, 300, 0),
    100,
    (4e6, 1e6, 5e6),
    N_(
        "2,000 patients are counted in one country and 300 in a second, none are found in a "
        "third, and 100 more may have been imaged in any of them. 4, 1 and 5 million people live "
        "there."
    ),
)
SUBJECTS: Mapping[str, Subject] = MappingProxyType({"clinic": CLINIC, "places": PLACES})
_OF_PLACES = frozenset(
    {"per_million", "countries_holding_half", "effective_number", "gini", "coverage"}
)
_UNKNOWN_SHARES = (0.0, 0.25, 0.5, 0.75)


def subject_of(metric_id: str) -> Subject:
    """Return the small subject on which a measure is shown."""
    return PLACES if metric_id in _OF_PLACES else CLINIC


def worked(metric_id: str) -> tuple[Worked, ...]:
    """Compute a measure on its small subject, as an answer would."""
    subject = subject_of(metric_id)
    found = score(metric_id, subject.composition)
    groups = subject.groups if METRICS[metric_id].kind == "group" else (WHOLE,)
    parts = (np.atleast_1d(each) for each in (found.value, found.low, found.high, found.reason))
    return tuple(
        Worked(_(group), _number(value), _number(low), _number(high), _why(reason))
        for group, value, low, high, reason in zip(groups, *parts, strict=True)
    )


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _why(reason: object) -> str:
    return Reason(str(reason)).sentence if reason else ""


def splits() -> tuple[Split, ...]:
    """Split the divergence of the clinic exactly, for more and more people of unknown sex."""
    return tuple(_split(share) for share in _UNKNOWN_SHARES)


def _split(share: float) -> Split:
    known = sum(CLINIC.n)
    unknown = np.array(known * share / (1 - share))
    made = Composition(np.array(CLINIC.n, dtype=float), unknown, np.array(CLINIC.reference))
    names = ("jensen_shannon_divergence", "divergence_missing", "divergence_composition")
    return Split(share, *(float(score(name, made).value) for name in names))
