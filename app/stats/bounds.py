"""Bounds that follow from what is printed, without any assumption."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from app.stats.arithmetic import Floats


def frechet(
    a: Floats, b: Floats, total: Floats, unknown_a: Floats, unknown_b: Floats
) -> tuple[Floats, Floats]:
    """Bound how many people are in two groups at once, from the two counts alone.

    Parameters
    ----------
    a, b : ndarray, people
        Known to be in each of the two groups of one dataset; broadcast against each other.
    total : ndarray, people
        Of the dataset; NaN where unknown.
    unknown_a, unknown_b : ndarray, people
        Whose group is not known along the first and the second dimension; NaN where unknown.

    Returns
    -------
    low, high : ndarray of the broadcast shape, people
        max(0, a + b - N) to min(a + unknown_a, b + unknown_b, N). `low` is 0 where the total is
        unknown, and `high` NaN where nothing limits it. Bounds of a pool of datasets without
        shared people are the sums.

    Source: Fréchet M. Sur les tableaux de corrélation dont les marges sont données. Annales de
    l'Université de Lyon A 1951;14:53-77; with the unknown placed for and against.

    Examples
    --------
    Of 100 patients 70 are women, 50 are over 60 years of age, and 10 ages are not known:

    >>> low, high = frechet(*(np.array(x) for x in (70.0, 50.0, 100.0, 0.0, 10.0)))
    >>> float(low), float(high)
    (20.0, 60.0)
    """
    low = np.fmax(0.0, a + b - total)
    high = np.fmin(np.fmin(a + unknown_a, b + unknown_b), total)
    return np.asarray(low), np.asarray(high)


def rounding_bounds(share: Floats, decimals: int, total: Floats) -> tuple[Floats, Floats]:
    """Bound the count behind a published share that was rounded.

    Parameters
    ----------
    share : ndarray, in [0, 1]
        As published; "43.2 %" is 0.432.
    decimals : int
        Decimals of the share in [0, 1] that were kept: 3 for "43.2 %".
    total : ndarray, people
        That the share is of.

    Returns
    -------
    low, high : ndarray of the broadcast shape, whole people
        All counts that round to the share, whichever way a half is rounded; NaN where no whole
        number of this total does: then the share is not of this total.

    Raises
    ------
    ValueError
        When a share is outside [0, 1]; per cent must be divided by 100 first.

    Examples
    --------
    >>> low, high = rounding_bounds(np.array(0.43), 2, np.array(1000.0))
    >>> float(low), float(high)
    (425.0, 435.0)
    """
    if np.any(share < 0) or np.any(share > 1):
        raise ValueError(f"share: must lie from 0 to 1; found {share!r:.200}")
    half = 0.5 * 10.0**-decimals
    # Decimal shares have no exact binary form; a count on the edge must not be lost to that.
    slack = 1e-9 * np.fmax(1.0, total)
    low = np.ceil(np.maximum(0.0, (share - half) * total - slack))
    high = np.floor(np.minimum(total, (share + half) * total + slack))
    none = low > high
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def rest_of_shares(shares: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Bound the share of all that lies in none of some groups, from their printed shares alone.

    Parameters
    ----------
    shares : iterable of (float, float), in [0, 1]
        Rounding bounds of each printed share; the groups exclude each other.

    Returns
    -------
    low, high : float, in [0, 1]
        1 less the sums of the upper and of the lower bounds. Both are 0 where the shares as
        printed may add up to the whole: what rounding leaves over is nobody.

    Examples
    --------
    Half of all are women, 49 % are men, both rounded to whole per cent:

    >>> low, high = rest_of_shares([(0.495, 0.505), (0.475, 0.485)])
    >>> round(low, 3), round(high, 3)
    (0.01, 0.03)
    """
    lows, highs = np.array(list(shares), dtype=float).reshape(-1, 2).T
    # Decimal shares have no exact binary form; a sum of one must not be lost to that.
    if highs.sum() > 1 - 1e-9:
        return 0.0, 0.0
    return float(1 - highs.sum()), float(1 - lows.sum())
