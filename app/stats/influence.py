"""Influence: how far a measure hangs on any one dataset."""

from __future__ import annotations

import numpy as np

from app.stats.composition import Composition
from app.stats.metric import Measured, Reasons
from app.stats.registry import score


def influence(metric_id: str, whole: Composition, pools: Composition) -> Measured:
    """Measure a pool, and its range over pools that each lack one dataset.

    Parameters
    ----------
    metric_id : str
        A key of `METRICS`.
    whole : Composition
        Of the whole pool, n of shape (G,).
    pools : Composition
        n of shape (D, G): row d without dataset d (see `app.stats.pooling.leave_one_out`).

    Returns
    -------
    Measured
        Shape (G,) or (). The range is NaN, with the reason, where the measure is undefined
        without some one dataset: all of it hangs on that one.
    """
    full, left = score(metric_id, whole), score(metric_id, pools)
    low, high = left.value.min(axis=0), left.value.max(axis=0)
    return Measured(full.value, low, high, _first_reason(full, left))


def _first_reason(full: Measured, left: Measured) -> Reasons:
    """Why the value is undefined, else why it is undefined without some dataset."""
    lost = np.isnan(left.value)
    place = np.expand_dims(lost.argmax(axis=0), 0)
    first = np.take_along_axis(left.reason, place, axis=0)[0]
    found = np.where(np.isnan(full.value), full.reason, np.where(lost.any(axis=0), first, ""))
    return found.astype(object)
