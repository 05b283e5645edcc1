"""Sums: what is left of prediction rows once they have been read, per group."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from app.stats.arithmetic import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums of weights (1 per row without weights) over the rows of each group.

    Both roads over the rows, the exact one and the mergeable one, end here; replicates of the
    bootstrap are one more axis in front. A measure is a formula on these.

    Parameters
    ----------
    n, pos : ndarray of shape (..., G)
        Of all rows with a prediction, and of those whose truth is positive.
    true_positive, false_positive : ndarray of shape (..., G)
        Of rows at or above the threshold, by truth.
    concordant : ndarray of shape (..., G)
        Pairs of a positive and a negative of the group in which the positive scores higher,
        equal scores taken half; in product of weights.
    precision : ndarray of shape (..., G)
        Sum over positives of the precision at their own score.
    squared_error : ndarray of shape (..., G)
        Sum of (score - truth)^2, or of (score - truth)^2 of a regression.
    absolute_error : ndarray of shape (..., G)
    total : ndarray of shape (..., G)
        Sum of the scores themselves.
    bin_n, bin_pos, bin_score, bin_square : ndarray of shape (..., G, M)
        Over the bins of calibration: weight, weight of positives, sum of scores, squared weights.
    slope : ndarray of shape (..., G)
        Slope of the logistic regression of truth on the logit of the score.
    confusion : ndarray of shape (..., G, K, K)
        Grades: truth by prediction.
    cross : ndarray of shape (..., G, H)
        Pairs of a positive of group g and a negative of group h in which the positive scores
        higher, equal ones half, among the groups of one grouping.
    """

    n: Floats
    pos: Floats
    true_positive: Floats | None = None
    false_positive: Floats | None = None
    concordant: Floats | None = None
    precision: Floats | None = None
    squared_error: Floats | None = None
    absolute_error: Floats | None = None
    total: Floats | None = None
    bin_n: Floats | None = None
    bin_pos: Floats | None = None
    bin_score: Floats | None = None
    bin_square: Floats | None = None
    slope: Floats | None = None
    confusion: Floats | None = None
    cross: Floats | None = None

    @property
    def neg(self) -> Floats:
        """Weight of the rows whose truth is negative, shape (..., G)."""
        return np.asarray(self.n - self.pos)

    def has(self, needs: tuple[str, ...]) -> bool:
        """Whether all fields of these names are there."""
        return all(getattr(self, name) is not None for name in needs)

    def of(self, groups: Any) -> Sums:
        """Return the sums of some groups, by slice or index; `cross` has its own groups."""
        picked: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value is None or each.name == "cross":
                continue
            axis = value.ndim - TRAILING.get(each.name, 0) - 1
            picked[each.name] = value[(slice(None),) * axis + (groups,)]
        return replace(self, **picked)


# Axes behind that of the groups.
TRAILING = {"bin_n": 1, "bin_pos": 1, "bin_score": 1, "bin_square": 1, "confusion": 2, "cross": 1}


def stacked(parts: list[Sums]) -> Sums:
    """Put batches of replicates behind each other along the first axis."""
    together: dict[str, Any] = {}
    for each in fields(parts[0]):
        values = [getattr(part, each.name) for part in parts]
        together[each.name] = None if values[0] is None else np.concatenate(values)
    return Sums(**together)
