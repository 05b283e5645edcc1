"""Performance: what a measure of predictions is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.stats.arithmetic import Floats
from app.stats.sums import Sums

LEAST_PATIENTS = 10

Patients = Literal["all", "positive", "negative"]


@dataclass(frozen=True, slots=True)
class GroupMetric:
    """A measure with one value per group (or per pair of groups).

    Parameters
    ----------
    id, title, question, formula, unit, citation : str
    direction : {"higher", "lower", "one", "none"}
        Which way is better; "one": nearest to 1.
    version : int
        Raised whenever the same rows would give another value.
    outcome : Outcome
        The kind of rows it is of.
    guard : tuple of {"all", "positive", "negative"}
        Of whom there must be at least ten patients.
    needs : tuple of str
        Fields of `Sums`.
    empty : Reason
        Why it is NaN where it is.
    compute : callable
        From Sums to the values, shape (..., G), NaN where undefined.
    denominator : callable or None
        Of a rate: weight of the rows it is a share of, shape (..., G). Its interval is Wilson's.
    low, high : float
        Ends of the scale; infinite where there is none.
    pairs : bool
        Whether the values are of pairs of groups, shape (..., G, G).
    probabilities : bool
        Whether the scores must be probabilities.
    has_interval : bool
        False where the value depends on n, so that no interval about it would be right.
    """

    id: str
    title: str
    question: str
    formula: str
    unit: str
    direction: Literal["higher", "lower", "one", "none"]
    version: int
    citation: str
    guard: tuple[Patients, ...]
    needs: tuple[str, ...]
    empty: Reason
    compute: Callable[[Sums], Floats]
    outcome: Outcome = Outcome.BINARY
    denominator: Callable[[Sums], Floats] | None = None
    low: float = 0.0
    high: float = 1.0
    pairs: bool = False
    probabilities: bool = False
    has_interval: bool = True


@dataclass(frozen=True, slots=True)
class GapMetric:
    """A measure of the differences between the groups of one grouping.

    Parameters
    ----------
    id, title, question, formula, unit, citation : str
    direction : {"higher", "lower"}
        Which way is better.
    version : int
    of : tuple of str
        Ids of the group measures whose values it compares.
    compute : callable
        From the values of everybody, shape (..., 1), and of the groups, shape (..., G) or
        (..., G, G), to shape (...,).
    equal : float
        Its value where all groups are equal.
    between : bool
        Whether it is the difference between the best and the worst group.
    """

    id: str
    title: str
    question: str
    formula: str
    unit: str
    direction: Literal["higher", "lower"]
    version: int
    citation: str
    of: tuple[str, ...]
    compute: Callable[[list[Floats], list[Floats]], Floats]
    equal: float = 0.0
    between: bool = False
