"""Sign flips: an exact test of whether clusters lean to one side, for any number up to forty.

Under the null hypothesis each cluster's contrast is as likely to have either sign, independently.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.domain.reason import Reason
from app.stats.arithmetic import Floats

FEWEST_CLUSTERS = 6
MOST_CLUSTERS = 40
# Sums that differ by less than rounding are the same sum.
_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class PooledContrast:
    """The equal-weight mean over clusters and its exact p, or the reason why there is none.

    Parameters
    ----------
    value : float, in the unit of the contrasts
        NaN where refused.
    p : float in (0, 1]
        Two-sided; NaN where refused.
    clusters : int
        How many clusters have a contrast.
    reason : Reason or ""
    """

    value: float
    p: float
    clusters: int
    reason: Reason | str = ""


def pool_clusters(contrasts: Floats) -> PooledContrast:
    """Pool the contrasts of independent clusters with equal weights.

    Parameters
    ----------
    contrasts : ndarray of shape (K,)
        Rarer minus commoner, one per cluster; NaN where a cluster has none.

    Returns
    -------
    PooledContrast
        Refused under six clusters: with five, no data could give a two-sided p under 0.0625.

    Source: Fisher R. A. The Design of Experiments, 1935, section 21 (the test by sign changes).

    Examples
    --------
    Six clusters that all lean to one side: two of 64 signings are as far out.

    >>> pool_clusters(np.array([-1.0, -2.0, -3.0, -1.0, -2.0, -3.0]))
    PooledContrast(value=-2.0, p=0.03125, clusters=6, reason='')
    """
    found = np.asarray(contrasts, dtype=float)
    found = found[~np.isnan(found)]
    if len(found) < FEWEST_CLUSTERS:
        return PooledContrast(np.nan, np.nan, len(found), Reason.TOO_FEW_CLUSTERS)
    if len(found) > MOST_CLUSTERS:
        return PooledContrast(float(found.mean()), np.nan, len(found), Reason.TOO_MANY_CLUSTERS)
    return PooledContrast(float(found.mean()), sign_flip_p(found), len(found))


def sign_flip_p(contrasts: Floats) -> float:
    """Share of all 2^K signings whose sum is at least as far from zero as the observed one.

    Each half of the clusters is signed in every way, and the two lists of sums are met by
    sorting: exact, in the order of 2^(K/2) steps.

    Parameters
    ----------
    contrasts : ndarray of shape (K,), K from 1 to 40

    Returns
    -------
    float in (0, 1]

    Raises
    ------
    ValueError
        When there are no contrasts, or more than can be signed in full.

    Examples
    --------
    >>> sign_flip_p(np.array([1.0, 2.0, -3.0]))
    1.0
    """
    if not 0 < len(contrasts) <= MOST_CLUSTERS:
        raise ValueError(f"from 1 to {MOST_CLUSTERS} contrasts are needed")
    tie = _TIE * float(np.abs(contrasts).sum())
    observed = abs(float(contrasts.sum()))
    if observed <= tie:
        return 1.0
    half = len(contrasts) // 2
    first, second = _signed_sums(contrasts[:half]), np.sort(_signed_sums(contrasts[half:]))
    below = np.searchsorted(second, observed - tie - first, side="left")
    as_far = int((len(second) - below).sum())
    return min(1.0, 2 * as_far / 2.0 ** len(contrasts))


def _signed_sums(values: Floats) -> Floats:
    """Every sum of the values under every choice of signs, shape (2^K,)."""
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums + value, sums - value])
    return sums
