"""Placement: what a measure can come to over all ways to place those whose group is unknown.

Notation: floors l (the least that each share can be) with the rest u = 1 - sum(l) still to be
placed, for the subject; r and v alike for the reference.

Least divergence. A divergence D(p, q) = sum f(p, q) with f convex and of degree one in (p, q),
as Jensen-Shannon and total variation are, is jointly convex, and the slope of f in p rises with
p / q alone. So at the least divergence all groups to which people of the subject were added stand
at one common ratio p / q = s, below that of every other group: water filling, p = max(l, s r).
The same holds for the reference, q = max(r, t l). Where sum max(l, r) <= 1 the two can be made
equal; with s and t capped at 1 the formulas then give p = q in every group that is compared.

Most divergence. A convex function on a product of simplices is largest at a pair of vertices:
all of the subject's rest in one group, and all of the reference's rest in one group.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.stats.arithmetic import Floats, divide

Divergence = Callable[[Floats, Floats], Floats]


def poured(floors: Floats, towards: Floats) -> Floats:
    """Place the rest of the subject so that it comes as near as it can to the other shares.

    The level s solves sum max(l, s r) = 1. For every set S of groups,
    (1 - sum of l outside S) / (sum of r in S) >= s, with equality for the groups under water;
    these are the first in the order of l / r, so s is the least over all beginnings of it.

    Parameters
    ----------
    floors : ndarray of shape (..., G), shares adding up to at most 1
    towards : ndarray of shape (..., G), shares

    Returns
    -------
    ndarray of shape (..., G)
        max(l, s r) with s capped at 1. It adds up to 1 wherever `towards` does.
    """
    steep = np.where(towards == 0, np.inf, divide(floors, towards))
    order = np.argsort(np.where(np.isnan(towards), np.nan, steep), axis=-1)
    base = np.take_along_axis(floors, order, axis=-1).cumsum(axis=-1)
    width = np.take_along_axis(towards, order, axis=-1).cumsum(axis=-1)
    rest = (1.0 - floors.sum(axis=-1))[..., None]
    levels = np.where(width == 0, np.inf, divide(rest + base, width))
    level = np.minimum(1.0, levels.min(axis=-1))[..., None]
    return np.asarray(np.maximum(floors, level * towards))


def levelled(floors: Floats) -> Floats:
    """Place the rest so that the shares are as equal as they can be (shape (..., G)).

    Every other placement majorises this one, so each measure of concentration is least here.
    """
    return poured(floors, np.full(floors.shape, 1.0 / floors.shape[-1]))


def piled(floors: Floats) -> Floats:
    """Place all of the rest in the largest group (shape (..., G)).

    This placement majorises every other, so each measure of concentration is greatest here.
    """
    largest = np.arange(floors.shape[-1]) == floors.argmax(axis=-1)[..., None]
    rest = (1.0 - floors.sum(axis=-1))[..., None]
    return np.asarray(floors + largest * rest)


def least(divergence: Divergence, floors: Floats, reference_floors: Floats) -> Floats:
    """Return the least divergence over all placements of both rests.

    Parameters
    ----------
    divergence : callable
        The summand f, elementwise; convex and of degree one.
    floors, reference_floors : ndarray of shape (..., G), shares adding up to at most 1

    Returns
    -------
    ndarray of shape (...,)
    """
    subject = poured(floors, reference_floors)
    reference = poured(reference_floors, floors)
    return np.asarray(divergence(subject, reference).sum(axis=-1))


def greatest(divergence: Divergence, floors: Floats, reference_floors: Floats) -> Floats:
    """Return the greatest divergence over all placements of both rests.

    Parameters
    ----------
    divergence, floors, reference_floors
        As for `least`.

    Returns
    -------
    ndarray of shape (...,)
    """
    filled = floors + (1.0 - floors.sum(axis=-1))[..., None]
    reference_filled = reference_floors + (1.0 - reference_floors.sum(axis=-1))[..., None]
    base = divergence(floors, reference_floors)
    alone = divergence(filled, reference_floors) - base
    against = divergence(floors, reference_filled) - base
    together = (divergence(filled, reference_filled) - base).max(axis=-1)
    gain = np.maximum(together, _best_of_two_groups(alone, against))
    return np.asarray(base.sum(axis=-1) + gain)


def _best_of_two_groups(first: Floats, second: Floats) -> Floats:
    """Return the largest first[i] + second[j] over i unlike j (shape (...,))."""
    groups = first.shape[-1]
    if groups < 2:
        return np.full(first.shape[:-1], -np.inf)
    best = first.argmax(axis=-1)[..., None]
    there = np.arange(groups) == best
    with_best = first.max(axis=-1) + np.where(there, -np.inf, second).max(axis=-1)
    # Only where both are best in the same group can it pay to give the first another one.
    without = np.where(there, -np.inf, first).max(axis=-1) + np.where(there, second, 0.0).sum(-1)
    return np.asarray(np.maximum(with_best, without))
