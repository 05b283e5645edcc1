"""Parity: how many people are between a subject and the shares of its reference.

All three read the known; the bounds place the unknown of subject and reference for and against
each group. Whether parity is the right aim is for the people concerned.
"""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, divide
from app.stats.composition import Composition
from app.stats.metric import Measured, Rule, explained, rules_of_counts, rules_of_reference


def same_total(composition: Composition) -> Measured:
    """Return x with (n + x) / N = q: people, shape (..., G).

    Parameters
    ----------
    composition : Composition
        With a reference; groups on the last axis.
    """
    value, low, high = _shortfalls(composition)
    return explained(value, low, high, *_rules(composition))


def add_only(composition: Composition) -> Measured:
    """Return x with (n + x) / (N + x) = q: people, shape (..., G).

    (q N - n) / (1 - q) rises with q and N and falls with n wherever n <= N, which gives the
    bounds. Where the whole reference is in the group no number of people is enough.

    Parameters
    ----------
    composition : Composition
        With a reference; groups on the last axis.
    """
    value, low, high = _shortfalls(composition)
    whole = composition.reference_shares == 1
    return explained(
        divide(value, 1.0 - composition.reference_shares),
        divide(low, 1.0 - composition.reference_floors),
        divide(high, 1.0 - composition.reference_ceilings),
        *_rules(composition),
        (whole | (composition.reference_ceilings == 1), Reason.REFERENCE_WHOLE),
    )


def all_at_once(composition: Composition) -> Measured:
    """Return q N' - n, with N' the least total at which nobody has to be removed.

    With unknown people placed, x of a group is at most when all of them are in the one other
    group that then needs the largest N', and at least when they are in the group itself.

    Parameters
    ----------
    composition : Composition
        With a reference; groups on the last axis. Unknown of the reference are left out.

    Returns
    -------
    Measured
        People, shape (..., G), 0 or more. Refused for all groups where one has people but none in
        the reference; without `high` where unknown people may be in such a group.
    """
    share, counted = composition.reference_shares, composition.counted
    outside = ((share == 0) & (counted > 0)).any(axis=-1, keepdims=True)
    value = np.where(outside, np.nan, _to(share, _total(counted, share), composition.n))
    low = _to(share, _total(composition.fewest, share), composition.most)
    high = _to(share, _total_of_others(composition.most, share), composition.fewest)
    open_end = ((share == 0) & (composition.most > 0)).any(axis=-1, keepdims=True)
    return explained(
        np.where(composition.known[..., None] == 0, np.nan, value),
        np.where(outside, np.nan, low),
        np.where(open_end, np.nan, high),
        *_rules(composition),
        (outside | open_end, Reason.REFERENCE_ZERO),
    )


def _shortfalls(composition: Composition) -> tuple[Floats, Floats, Floats]:
    """Return q N - n of the known, and its least and most."""
    known = composition.known[..., None]
    value = composition.reference_shares * known - composition.n
    # There are never fewer people than there are in the group.
    total = np.maximum(composition.total_low[..., None], composition.most)
    low = composition.reference_floors * total - composition.most
    high = composition.reference_ceilings * composition.total_high[..., None] - composition.fewest
    return np.where(known == 0, np.nan, value), low, high


def _rules(composition: Composition) -> list[Rule]:
    some_silent = np.asarray(np.isnan(composition.expected).any(axis=-1, keepdims=True))
    return [
        *rules_of_reference(composition, "group"),
        *rules_of_counts(composition, "group"),
        # One group without people in the reference leaves N' open for all groups.
        (some_silent, Reason.NOT_IN_REFERENCE),
    ]


def _to(share: Floats, total: Floats, counted: Floats) -> Floats:
    return np.asarray(np.maximum(0.0, share * total - counted))


def _per_share(counted: Floats, share: Floats) -> Floats:
    return np.where(share == 0, 0.0, divide(counted, share))


def _total(counted: Floats, share: Floats) -> Floats:
    """Return the least total, shape (..., 1)."""
    return np.asarray(_per_share(counted, share).max(axis=-1, keepdims=True))


def _total_of_others(counted: Floats, share: Floats) -> Floats:
    """Return the least total that the other groups need, shape (..., G)."""
    totals = _per_share(counted, share)
    best = np.arange(totals.shape[-1]) == totals.argmax(axis=-1)[..., None]
    second = np.where(best, 0.0, totals).max(axis=-1, keepdims=True)
    first = totals.max(axis=-1, keepdims=True)
    return np.asarray(np.where(best, second, first))
