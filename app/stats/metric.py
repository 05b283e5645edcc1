"""Metric: what a measure is, and the form of its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.domain.reason import Reason
from app.stats.arithmetic import Bools, Floats
from app.stats.composition import Composition

Reasons = NDArray[np.object_]
Rule = tuple[Bools, Reason]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A measure with its bounds, and the reason wherever one of the three is undefined.

    Parameters
    ----------
    value : ndarray of shape (..., G) for a group measure, (...,) for an overall one
        The reading of those whose group is known; NaN where undefined.
    low, high : ndarray, same shape
        Bounds over all that is not known. They are not a sampling interval.
    reason : ndarray of Reason or "", same shape
        Not empty exactly where `value`, `low` or `high` is NaN; that of the value goes first.
    """

    value: Floats
    low: Floats
    high: Floats
    reason: Reasons

    def bounds_only(self, reason: Reason) -> Measured:
        """Return the bounds without the reading of the known, which is refused for `reason`."""
        refused = np.full(self.value.shape, reason, dtype=object)
        return Measured(np.full(self.value.shape, np.nan), self.low, self.high, refused)


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure: its words for menu, API and documentation, and its pure function.

    Parameters
    ----------
    id : str
        Name of its file, of its value in the API, and of its heading in the documentation.
    name : str
    kind : {"group", "overall"}
        One value per group, or one for the whole.
    question : str
        What it answers, as a person would ask.
    formula : str
        In plain signs: n counts, N people known, u unknown, p and q shares of subject and
        reference.
    unit : str
    direction : str
        What more and less of it mean, in plain words.
    neutral : float or None
        Value of a subject that is composed exactly as the reference; None where there is none.
    symmetric : bool
        Whether subject and reference can be swapped.
    needs_reference : bool
    version : int
        Raised whenever the same input would give another value.
    source : str
        Where the definition comes from.
    compute : callable
        From Composition (and options by name) to Measured; call it through `score`.
    reference_scale_free : bool
        Whether only the shares of the reference matter, not its size.
    sortable : bool
        Whether subjects may be put in the order of this value.
    """

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
    compute: Callable[..., Measured]
    reference_scale_free: bool = True
    sortable: bool = True


def explained(value: Any, low: Any, high: Any, *rules: Rule) -> Measured:
    """Put an answer together: each NaN gets the first reason that applies to it.

    Parameters
    ----------
    value, low, high : array_like, broadcast against each other
    *rules : tuple of (ndarray of bool, Reason)
        Where each reason applies, the most important first.

    Returns
    -------
    Measured

    Raises
    ------
    ValueError
        When something is NaN for which no rule gives a reason: a fault of the measure.
    """
    three = np.broadcast_arrays(
        *(np.asarray(each, dtype=np.float64) for each in (value, low, high))
    )
    nan_value = np.isnan(three[0])
    nan_any = nan_value | np.isnan(three[1]) | np.isnan(three[2])
    reason = np.full(nan_any.shape, "", dtype=object)
    for where, why in reversed(rules):
        reason[np.broadcast_to(where, nan_any.shape) & nan_any] = why
    if np.any(nan_any & (reason == "")):
        raise ValueError("a value is undefined and no rule says why")
    return Measured(three[0].copy(), three[1].copy(), three[2].copy(), reason)


def undefined(metric: Metric, composition: Composition, reason: Reason) -> Measured:
    """Answer everything with NaN and one reason, in the shape that the metric has."""
    shape = composition.n.shape if metric.kind == "group" else composition.n.shape[:-1]
    nothing = np.full(shape, np.nan)
    return explained(nothing, nothing, nothing, (np.ones(shape, dtype=bool), reason))


def rules_of_counts(composition: Composition, kind: Literal["group", "overall"]) -> list[Rule]:
    """Return why the counts alone can leave a measure undefined, most important first."""
    nobody = composition.known == 0
    open_end = np.isnan(composition.total_low) | np.isnan(composition.total_high)
    if kind == "overall":
        return [(nobody, Reason.NO_KNOWN), (open_end, Reason.TOTAL_UNKNOWN)]
    open_group = open_end[..., None] | np.isnan(composition.most)
    return [
        (nobody[..., None], Reason.NO_KNOWN),
        (np.isnan(composition.n), Reason.NOT_COUNTED),
        (open_group, Reason.TOTAL_UNKNOWN),
    ]


def rules_of_reference(composition: Composition, kind: Literal["group", "overall"]) -> list[Rule]:
    """Return why the reference can leave a measure undefined, most important first."""
    silent = np.isnan(composition.expected)
    if kind == "overall":
        empty = composition.expected_known == 0
        return [
            (empty, Reason.REFERENCE_EMPTY),
            (silent.any(axis=-1), Reason.NOT_IN_REFERENCE),
        ]
    empty = (composition.expected_known == 0)[..., None]
    return [(empty, Reason.REFERENCE_EMPTY), (silent, Reason.NOT_IN_REFERENCE)]


def too_few_groups(composition: Composition) -> Rule:
    """Return the rule of measures that compare groups with each other."""
    few = composition.n.shape[-1] < 2
    return (np.full(composition.n.shape[:-1], few), Reason.FEWER_THAN_TWO_GROUPS)
