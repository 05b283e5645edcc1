"""Pooling: how many different people a selection of overlapping sets may hold.

Every quantity (a total, a group, the known) is walked alike: COUNTING, 3 and 4. `high` adds up
every set that is not inside others; `low` is the larger of two walks, each adding to what was
walked before only what must be new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.stats.lineage import Lineage

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Component:
    """Sets that may share people.

    Parameters
    ----------
    index : ndarray of shape (k,)
        Rows of the sets in the selection.
    related : ndarray of shape (k, k), bool
    depth : ndarray of shape (k,)
        Generations above each set: parents come first in a walk.
    """

    index: NDArray[np.intp]
    related: Bools
    depth: NDArray[np.intp]


def components(lineage: Lineage, slugs: Sequence[str]) -> tuple[Component, ...]:
    """Split a selection into components, with who is related to whom inside each.

    Parameters
    ----------
    lineage : Lineage
    slugs : sequence of str
        The selection; rows of every matrix below stand in this order.
    """
    row = {slug: index for index, slug in enumerate(slugs)}
    found = []
    for group in lineage.components(slugs):
        related = np.array([[lineage.related(a, b) for b in group] for a in group])
        depth = np.array([lineage.depth(slug) for slug in group])
        found.append(Component(np.array([row[slug] for slug in group]), related, depth))
    return tuple(found)


def walk(counts: Floats, component: Component) -> Floats:
    """Return the fewest different people that the sets of one component must hold.

    Adding a set to those already walked adds at least what it holds beyond all related sets
    together, since nobody in an unrelated set can be in it.

    Parameters
    ----------
    counts : ndarray of shape (k, G)
        People per set and group, as each set counts them.
    component : Component

    Returns
    -------
    ndarray of shape (G,)
        The larger of two walks: parents first, and largest first.
    """
    if len(counts) == 1:
        alone: Floats = counts[0]
        return alone
    first = np.lexsort((-counts.T, np.broadcast_to(component.depth, counts.T.shape)), axis=-1)
    largest = np.argsort(-counts.T, axis=-1, kind="stable")
    parents_first = _walked(counts, component.related, first.T)
    return np.asarray(np.maximum(parents_first, _walked(counts, component.related, largest.T)))


def _walked(counts: Floats, related: Bools, order: NDArray[np.intp]) -> Floats:
    """Walk each column in its own order (shape (k, G), rows are steps)."""
    rank = np.argsort(order, axis=0)
    earlier = rank[None, :, :] < rank[:, None, :]
    walked_before = np.einsum("ijg,jg->ig", earlier & related[:, :, None], counts)
    return np.asarray(np.maximum(0.0, counts - walked_before).sum(axis=0))


def low(counts: Floats, parts: Sequence[Component], member: Bools) -> Floats:
    """Return the fewest different people per column over all components.

    Parameters
    ----------
    counts : ndarray of shape (D, G)
    parts : sequence of Component
    member : ndarray of shape (D,), bool
        Which sets take part in this walk.

    Returns
    -------
    ndarray of shape (G,)
    """
    taken = np.where(member[:, None], counts, 0.0)
    single = np.array([part.index[0] for part in parts if len(part.index) == 1], dtype=np.intp)
    total: Floats = taken[single].sum(axis=0)
    for part in parts:
        if len(part.index) > 1:
            total = total + walk(taken[part.index], part)
    return total


def high(counts: Floats, member: Bools) -> Floats:
    """Return the people per column as each set counts them: the sum over the taking part.

    Parameters
    ----------
    counts : ndarray of shape (D, G)
    member : ndarray of shape (D,), bool

    Returns
    -------
    ndarray of shape (G,)
    """
    taken: Floats = np.where(member[:, None], counts, 0.0).sum(axis=0)
    return taken


@dataclass(frozen=True, slots=True)
class Membership:
    """Who takes part in the walks of one selection.

    Parameters
    ----------
    counted : ndarray of shape (D,), bool
        Sets whose total counts; the others lie inside counted ones.
    evidence : ndarray of shape (D,), bool
        Sets whose breakdown counts: a set inside others stays evidence where none of them
        has this breakdown.
    inside : dict of str to tuple of str
        The sets that are counted inside others, and inside which.
    """

    counted: Bools
    evidence: Bools
    inside: dict[str, tuple[str, ...]]


def membership(
    lineage: Lineage, slugs: Sequence[str], has_total: Bools, has_breakdown: Bools
) -> Membership:
    """Decide which sets of a selection are counted, and whose breakdown is evidence.

    Parameters
    ----------
    lineage : Lineage
    slugs : sequence of str, length D
    has_total, has_breakdown : ndarray of shape (D,), bool
        Whether a total, and a breakdown of the dimension asked for, is known.
    """
    totalled = {slug for slug, has in zip(slugs, has_total, strict=True) if has}
    broken_down = {slug for slug, has in zip(slugs, has_breakdown, strict=True) if has}
    inside = {s: found for s in slugs if (found := lineage.inside(s, totalled)) is not None}
    counted = np.array([slug not in inside for slug in slugs], dtype=bool)
    shadowed = {s: not broken_down.isdisjoint(_holders(s, inside)) for s in inside}
    evidence = np.array([not shadowed.get(slug, False) for slug in slugs], dtype=bool)
    return Membership(counted, evidence & has_breakdown, inside)


def _holders(slug: str, inside: dict[str, tuple[str, ...]]) -> set[str]:
    """Return every set that holds this one, and what holds those in turn."""
    found: set[str] = set()
    waiting = list(inside.get(slug, ()))
    while waiting:
        holder = waiting.pop()
        if holder not in found:
            found.add(holder)
            waiting.extend(inside.get(holder, ()))
    return found


def leave_one_out(
    counts: Floats, lineage: Lineage, slugs: Sequence[str], has_total: Bools, has_breakdown: Bools
) -> Floats:
    """Return the pooled counts, as each set counts them, without each set in turn.

    Leaving a set out can bring back the sets that were counted inside it; only sets of its own
    component are touched, so this is a subtraction for the many sets without relatives.

    Parameters
    ----------
    counts : ndarray of shape (D, G)
    lineage, slugs, has_total, has_breakdown
        As for `membership`.

    Returns
    -------
    ndarray of shape (D, G)
        Row d holds the pool without set d.
    """
    everyone = high(counts, membership(lineage, slugs, has_total, has_breakdown).evidence)
    without = np.broadcast_to(everyone, counts.shape).copy()
    for part in components(lineage, slugs):
        names = [slugs[row] for row in part.index]
        inner, total, broken = counts[part.index], has_total[part.index], has_breakdown[part.index]
        whole = high(inner, membership(lineage, names, total, broken).evidence)
        for place, row in enumerate(part.index):
            keep = np.arange(len(names)) != place
            rest = [name for name, kept in zip(names, keep, strict=True) if kept]
            left = membership(lineage, rest, total[keep], broken[keep]).evidence
            without[row] += high(inner[keep], left) - whole
    return without


def remainder(
    totals: Floats, placed: Floats, parts: Sequence[Component], members: Membership
) -> tuple[float, float]:
    """Return the fewest and most people of a selection who are in none of the placed groups.

    Parameters
    ----------
    totals : ndarray of shape (D,)
        People per set.
    placed : ndarray of shape (D,)
        Of these, how many are placed (in a group, or in a category that is not printed).
    parts : sequence of Component
    members : Membership

    Returns
    -------
    low, high : float
        Per component at least (fewest people - most placed), at most (most people - fewest
        placed), never below 0; exact for sets without relatives.
    """
    everyone = np.where(members.counted, totals, 0.0)[:, None]
    found = np.where(members.evidence, placed, 0.0)[:, None]
    low = high = 0.0
    for part in parts:
        people, put = everyone[part.index], found[part.index]
        low += max(0.0, float(walk(people, part)[0] - put.sum()))
        high += max(0.0, float(people.sum() - walk(put, part)[0]))
    return low, high
