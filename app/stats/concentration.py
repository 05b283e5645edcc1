"""Concentration: measures of how few groups hold what is counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.composition import Composition
from app.stats.metric import Measured, explained, rules_of_counts, too_few_groups
from app.stats.placement import levelled, piled


def concentration(composition: Composition, measure: Callable[[Floats], Floats]) -> Measured:
    """Measure the spread of what is counted, with its range over the unknown.

    Parameters
    ----------
    composition : Composition
        Groups on the last axis; one in which none were found is 0 *of what is counted*.
    measure : callable
        From shares (..., G) to (...,); higher where the shares are more equal (Schur-concave).

    Returns
    -------
    Measured
        Shape (...,). The bounds hold with all unknown in the largest group, and with the unknown
        levelling the smallest; they assume that the unknown are in groups named here.

    Source: Marshall AW, Olkin I, Arnold BC. Inequalities: Theory of Majorization and Its
    Applications. 2nd ed. Springer; 2011.
    """
    few, why = too_few_groups(composition)
    floors = composition.floors
    known = measure(composition.counted_shares)
    settled = composition.without_overlap & (composition.total_high == composition.known)
    low = np.where(settled, known, measure(piled(floors)))
    high = np.where(settled, known, measure(levelled(floors)))
    value, low, high = (np.where(few, np.nan, each) for each in (known, low, high))
    return explained(value, low, high, (few, why), *rules_of_counts(composition, "overall"))
