"""Formulas that several measures of the drawer share."""

from __future__ import annotations

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.sums import Sums

ALTMAN_BLAND_1 = (
    "Altman DG, Bland JM. Diagnostic tests 1: sensitivity and specificity. BMJ 1994;308(6943):1552."
)


def there(values: Floats | None) -> Floats:
    """Return the sums that a measure said it needs.

    Raises
    ------
    ValueError
        When they are not there: whoever asks looks at `needs` first.
    """
    if values is None:
        raise ValueError("the sums that this measure needs are not there")
    return values


def spread(values: Floats) -> Floats:
    """Return the largest less the smallest over the last axis; NaN where one is undefined."""
    return np.asarray(values.max(axis=-1) - values.min(axis=-1))


def positives(sums: Sums) -> Floats:
    """Return the weight of those with the finding, shape (..., G)."""
    return np.asarray(sums.pos)


def negatives(sums: Sums) -> Floats:
    """Return the weight of those without it, shape (..., G)."""
    return np.asarray(sums.neg)


def true_negative(sums: Sums) -> Floats:
    """Return the weight of negatives below the threshold, shape (..., G)."""
    return np.asarray(sums.neg - there(sums.false_positive))


def called_positive(sums: Sums) -> Floats:
    """Return the weight of all at or above the threshold, shape (..., G)."""
    return np.asarray(there(sums.true_positive) + there(sums.false_positive))
