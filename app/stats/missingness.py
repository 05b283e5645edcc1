r"""Missingness: the Jensen-Shannon divergence with the unknown as a category, split exactly.

Let u and v be the shares of the unknown in subject and reference, p and q the shares among the
known. The two compositions with the unknown as one more category are P = ((1 - u) p, u) and
Q = ((1 - v) q, v), and their middle is M = (P + Q) / 2. By the grouping property of entropy,

    H(P) = h(u) + (1 - u) H(p),        H(Q) = h(v) + (1 - v) H(q),
    H(M) = h(c) + (1 - c) H(m),        c = (u + v) / 2,

where the known part of M, divided by its sum 1 - c, is m = w p + (1 - w) q with
w = (1 - u) / (2 - u - v). Put into J = H(M) - (H(P) + H(Q)) / 2 this gives J = J_miss + J_comp:

    J_miss = h(c) - (h(u) + h(v)) / 2
    J_comp = (1 - c) H(m) - (1 - u) H(p) / 2 - (1 - v) H(q) / 2
           = (1 - c) (H(m) - w H(p) - (1 - w) H(q)),

since (1 - u) / 2 = (1 - c) w. Both are divergences themselves (of the two blocks, and inside the
known block), so neither is negative. With v = 0 these are h(u / 2) - h(u) / 2 and, with
w = (1 - u) / (2 - u), (1 - u / 2) (H(m) - w H(p) - (1 - w) H(q)).

J_comp shrinks as more is missing: at u = 1 it is zero whatever p is. It says how much of J lies
in the composition, not how far the composition is from the reference, so nothing is sorted by it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats, binary_entropy, divide, entropy
from app.stats.composition import Composition
from app.stats.divergence import jensen_shannon_terms
from app.stats.metric import Measured, explained, rules_of_counts, rules_of_reference


def whole(composition: Composition) -> Floats:
    """Return J in bits, with the unknown as a category, shape (...,)."""
    missing, other = composition.missing, composition.reference_missing
    subject = (1.0 - missing)[..., None] * composition.counted_shares
    reference = (1.0 - other)[..., None] * composition.reference_shares
    known = jensen_shannon_terms(subject, reference).sum(axis=-1)
    return np.asarray(known + jensen_shannon_terms(missing, other))


def of_missing(composition: Composition) -> Floats:
    """Return J_miss in bits, shape (...,)."""
    missing, other = composition.missing, composition.reference_missing
    middle = binary_entropy((missing + other) / 2.0)
    split = middle - (binary_entropy(missing) + binary_entropy(other)) / 2.0
    return np.asarray(np.maximum(0.0, split))


def of_composition(composition: Composition) -> Floats:
    """Return J_comp in bits, shape (...,)."""
    missing, other = composition.missing, composition.reference_missing
    both_known = 2.0 - missing - other
    weight = divide(1.0 - missing, both_known)
    subject, reference = composition.counted_shares, composition.reference_shares
    middle = weight[..., None] * subject + (1.0 - weight)[..., None] * reference
    inside = entropy(middle) - weight * entropy(subject) - (1.0 - weight) * entropy(reference)
    return np.asarray(np.maximum(0.0, inside) * both_known / 2.0)


def measured(
    composition: Composition, part: Callable[[Composition], Floats], needs_known: bool = True
) -> Measured:
    """Answer J or one of its parts.

    The unknown are a category here, so nothing is left to place and the bounds are the value;
    where people may be counted twice there is no range.

    Parameters
    ----------
    composition : Composition
        With a reference; groups on the last axis.
    part : callable
        From Composition to bits, shape (...,).
    needs_known : bool
        Whether it is undefined where nobody is known.

    Returns
    -------
    Measured
        Shape (...,).
    """
    # A composition without anybody known is no composition, not one like the reference.
    void = (composition.known == 0) & needs_known
    silent = np.isnan(composition.expected).any(axis=-1)
    value = np.where(void | silent, np.nan, part(composition))
    bound = np.where(composition.without_overlap, value, np.nan)
    twice = (~composition.without_overlap, Reason.COUNTED_TWICE)
    untotalled = (np.isnan(composition.unknown), Reason.TOTAL_UNKNOWN)
    rules = [*rules_of_reference(composition, "overall"), *rules_of_counts(composition, "overall")]
    return explained(value, bound, bound, *rules, untotalled, twice)
