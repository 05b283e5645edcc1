"""Inequality: what a measure of inequality between groups is given, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Values of groups, with how large the groups are.

    Parameters
    ----------
    value : ndarray of shape (..., G)
    size : ndarray of shape (G,)
        People in each group, more than 0.
    higher_is_better : bool
    reference : int or None
        Index of the group that others are held against; None: the best served one.
    ordered : bool
        Whether the groups stand in an order, the least advantaged first.
    """

    value: Floats
    size: Floats
    higher_is_better: bool = True
    reference: int | None = None
    ordered: bool = False

    @property
    def share(self) -> Floats:
        """Share of the people in each group, shape (G,)."""
        return np.asarray(self.size / self.size.sum())

    @property
    def mean(self) -> Floats:
        """Mean over people, shape (..., 1)."""
        return np.asarray((self.value * self.share).sum(axis=-1, keepdims=True))

    @property
    def best(self) -> Floats:
        """Value of the best served group, shape (..., 1)."""
        pick = np.max if self.higher_is_better else np.min
        return np.asarray(pick(self.value, axis=-1, keepdims=True))

    @property
    def held_against(self) -> Floats:
        """Value of the reference group, shape (..., 1)."""
        if self.reference is None:
            return self.best
        return np.asarray(self.value[..., self.reference : self.reference + 1])

    @property
    def rank(self) -> Floats:
        """Relative rank of the middle of each group, shape (G,), from 0 to 1."""
        return np.asarray(np.cumsum(self.share) - self.share / 2)


@dataclass(frozen=True, slots=True)
class InequalityMeasure:
    """One measure of inequality between groups, of the WHO Health Equity Assessment Toolkit.

    Parameters
    ----------
    id, title, question, formula, unit, citation : str
    direction : str
        What more of it means.
    version : int
    neutral : float
        Its value where all groups are equal.
    compute : callable
        From Levels to shape (...,); NaN where undefined.
    relative : bool
        Whether values must be above 0; scaling them all leaves it.
    ordered : bool
        Whether the groups must stand in an order.
    """

    id: str
    title: str
    question: str
    formula: str
    unit: str
    direction: str
    version: int
    neutral: float
    compute: Callable[[Levels], Floats]
    citation: str
    relative: bool = False
    ordered: bool = False


def why_not(measure: InequalityMeasure, levels: Levels) -> Reason | None:
    """Return why a measure cannot be computed of these levels, or None."""
    if levels.value.shape[-1] < 2:
        return Reason.FEWER_THAN_TWO_GROUPS
    if measure.ordered and not levels.ordered:
        return Reason.NO_ORDER
    there: Bools = levels.value > 0
    return Reason.ZERO_VALUE if measure.relative and not there.all() else None
