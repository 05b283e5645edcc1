"""Influence: how far a measure hangs on any one dataset."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats
from app.stats.composition import Composition
from app.stats.metric import Measured, Reasons
from app.stats.registry import score


def without_each(parts: Floats) -> Floats:
    """Return the pool without each dataset in turn, where a pool is a sum.

    Parameters
    ----------
    parts : ndarray of shape (D, ...), people

    Returns
    -------
    ndarray of shape (D, ...), people
        Row d adds up all rows but d. Added up anew rather than subtracted, so that a pool of
        nobody is exactly zero; NaN (not counted) adds nothing unless all rows are NaN.
    """
    counted = np.nan_to_num(parts, nan=0.0)
    zero = np.zeros_like(counted[:1])
    before = np.concatenate([zero, np.cumsum(counted, axis=0)[:-1]])
    after = np.concatenate([np.cumsum(counted[::-1], axis=0)[-2::-1], zero])
    said = ~np.isnan(parts)
    others_said = said.sum(axis=0) - said > 0
    return np.where(others_said, before + after, np.nan)


def influence(
    metric_id: str,
    parts: Floats,
    unknown: Floats | None = None,
    reference: Floats | None = None,
) -> Measured:
    """Measure the pool of datasets that share nobody, and its range when any one is left out.

    Parameters
    ----------
    metric_id : str
    parts : ndarray of shape (D, G), people
        Known per dataset and group; NaN where it is not said.
    unknown : ndarray of shape (D,), people, optional
        Whose group is not known, per dataset; it does not move the reading of the known.
    reference : ndarray of shape (G,), optional

    Returns
    -------
    Measured
        `value` of the whole pool; `low` and `high` over the D pools without one dataset; see
        `influence_of_pools`.

    Examples
    --------
    >>> found = influence("share", np.array([[80.0, 20.0], [10.0, 90.0]]))
    >>> found.value, found.low, found.high
    (array([0.45, 0.55]), array([0.1, 0.2]), array([0.8, 0.9]))
    """
    missing = np.zeros(parts.shape[0]) if unknown is None else unknown
    everyone = np.where(np.isnan(parts).all(axis=0), np.nan, np.nansum(parts, axis=0))
    whole = Composition(everyone, np.asarray(missing.sum()), reference)
    if parts.shape[0] < 2:
        return _alone(score(metric_id, whole))
    rest = np.array([np.delete(missing, d).sum() for d in range(parts.shape[0])])
    pools = Composition(without_each(parts), rest, reference)
    return influence_of_pools(metric_id, whole, pools)


def influence_of_pools(metric_id: str, whole: Composition, pools: Composition) -> Measured:
    """Measure a pool, and its range over pools that each lack one dataset.

    Parameters
    ----------
    metric_id : str
    whole : Composition
        Of the whole pool, n of shape (G,).
    pools : Composition
        n of shape (D, G): row d without dataset d, overlaps resolved by the caller.

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


def _alone(whole: Measured) -> Measured:
    nothing = np.full(whole.value.shape, np.nan)
    alone = np.full(whole.value.shape, Reason.FEWER_THAN_TWO_DATASETS, dtype=object)
    reason = np.where(np.isnan(whole.value), whole.reason, alone).astype(object)
    return Measured(whole.value, nothing, nothing, reason)
