"""Tallied: what a road leaves of the rows, for all groups of all groupings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.groups import Groups
from app.stats.arithmetic import Floats
from app.stats.sums import Sums

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tallied:
    """Sums of all groups, of the rows themselves or of replicates.

    Parameters
    ----------
    sums : Sums
        Shape (..., G), groups of all groupings behind each other.
    cross : tuple of ndarray or None
        Per grouping, pairs between its groups, shape (..., K, K).
    """

    sums: Sums
    cross: tuple[Floats | None, ...]

    def of(self, groups: Groups, grouping: int) -> Sums:
        """Return the sums of one grouping, with the pairs between its groups."""
        return replace(self.sums.of(groups.slices[grouping]), cross=self.cross[grouping])


@dataclass(frozen=True, slots=True, eq=False)
class Supported:
    """How many rows and patients each group has, shape (G,) each; see `domain.scores.Support`."""

    n: Ints
    n_pos: Ints
    n_patients: Ints
    n_pos_patients: Ints
    n_neg_patients: Ints
    n_effective: Floats
    n_no_prediction: Ints

    def of(self, where: Any) -> Supported:
        """Return the support of some groups."""
        return Supported(
            self.n[where],
            self.n_pos[where],
            self.n_patients[where],
            self.n_pos_patients[where],
            self.n_neg_patients[where],
            self.n_effective[where],
            self.n_no_prediction[where],
        )
