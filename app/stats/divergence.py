"""Divergences of two compositions: their summands, and the form that distances share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.stats.arithmetic import Floats
from app.stats.composition import Composition
from app.stats.metric import (
    Measured,
    explained,
    rules_of_counts,
    rules_of_reference,
    too_few_groups,
)
from app.stats.placement import Divergence, greatest, least


def jensen_shannon_terms(subject: Floats, reference: Floats) -> Floats:
    """Return what each group adds to the Jensen-Shannon divergence, in bits.

    With s = p + q and t = (p - q) / s the summand is s / 4 ((1 + t) log2(1 + t) + (1 - t)
    log2(1 - t)), which keeps its digits where the two shares are nearly equal.

    Parameters
    ----------
    subject, reference : ndarray, shares

    Returns
    -------
    ndarray of the broadcast shape, 0 or more

    Source: Lin 1991, equation 4.1 with equal weights.
    """
    both = np.asarray(subject + reference)
    tilt = np.divide(subject - reference, both, out=np.zeros(both.shape), where=both != 0)
    # Where the whole is NaN so is the sum, which the product below keeps.
    bits = (_one_plus_log(tilt) + _one_plus_log(-tilt)) / np.log(2.0)
    return np.asarray(np.maximum(0.0, bits) * both / 4.0)


def _one_plus_log(tilt: Floats) -> Floats:
    inside = np.where(tilt > -1.0, tilt, 0.0)
    return np.asarray(np.where(tilt > -1.0, (1.0 + inside) * np.log1p(inside), 0.0))


def total_variation_terms(subject: Floats, reference: Floats) -> Floats:
    """Return what each group adds to the total variation, half its difference of shares.

    Parameters
    ----------
    subject, reference : ndarray, shares

    Returns
    -------
    ndarray of the broadcast shape, 0 or more
    """
    return np.asarray(np.abs(subject - reference) / 2.0)


def distance(
    composition: Composition, terms: Divergence, scale: Callable[[Floats], Floats]
) -> Measured:
    """Measure how far the known are from the reference, with the range over the unknown.

    Parameters
    ----------
    composition : Composition
        With a reference; groups on the last axis.
    terms : callable
        The summand of the divergence.
    scale : callable
        From the sum, in [0, 1], to the value; not decreasing.

    Returns
    -------
    Measured
        Shape (...,). Where people may be counted twice the bounds rest on the fewest people per
        group among the most altogether: never too narrow, but wider than need be.
    """
    floors, reference_floors = composition.floors, composition.reference_floors
    few, why = too_few_groups(composition)
    known = terms(composition.counted_shares, composition.reference_shares).sum(axis=-1)
    low = least(terms, floors, reference_floors)
    high = greatest(terms, floors, reference_floors)
    settled = composition.without_overlap & (composition.total_high == composition.known)
    settled &= composition.reference_unknown == 0
    value, low, high = (
        np.where(few, np.nan, scale(np.clip(each, 0.0, 1.0)))
        for each in (known, np.where(settled, known, low), np.where(settled, known, high))
    )
    rules = [*rules_of_reference(composition, "overall"), *rules_of_counts(composition, "overall")]
    return explained(value, low, high, (few, why), *rules)
