"""Intervals: of a share, on the logit scale, of many groups at once, and p of many questions."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv, expit, ndtri

from app.stats.arithmetic import Floats, divide


def normal_quantile(level: float) -> float:
    """Return the half-width of a two-sided interval in standard errors."""
    return float(ndtri(0.5 + level / 2))


def wilson(share: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Return Wilson's score interval of a share.

    Parameters
    ----------
    share : ndarray, in [0, 1]
    n : ndarray, more than 0
        Number of cases, or an effective number of them.
    level : float

    Returns
    -------
    tuple of two ndarray

    Notes
    -----
    Wilson EB. Journal of the American Statistical Association 1927;22(158):209-212.

    Examples
    --------
    >>> low, high = wilson(np.array(0.5), np.array(10.0), 0.95)
    >>> print(f"{low:.3f} {high:.3f}")
    0.237 0.763
    """
    z2 = normal_quantile(level) ** 2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2) / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def clopper_pearson(share: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the exact interval of a share, of Clopper and Pearson.

    Parameters
    ----------
    share : ndarray, in [0, 1]
    n : ndarray, more than 0
        May be an effective number: Korn EL, Graubard BI. Survey Methodology 1998;24(2):193-201.
    level : float

    Returns
    -------
    tuple of two ndarray

    Examples
    --------
    >>> low, high = clopper_pearson(np.array(0.0), np.array(10.0), 0.95)
    >>> print(f"{low:.3f} {high:.3f}")
    0.000 0.308
    """
    hits, tail = share * n, (1 - level) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(hits <= 0, 0.0, betaincinv(np.maximum(hits, 1e-300), n - hits + 1, tail))
        missed = np.maximum(n - hits, 1e-300)
        high = np.where(hits >= n, 1.0, betaincinv(hits + 1, missed, 1 - tail))
    return low, high


def on_scale(
    value: Floats, error: Floats, width: Floats | float, ends: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Return value and standard error as an interval that stays on its scale.

    Parameters
    ----------
    value, error : ndarray
    width : float or ndarray
        In standard errors.
    ends : tuple of float
        Of the scale. Between two finite ends the logit is used; a value at an end has no
        interval (NaN).

    Returns
    -------
    tuple of two ndarray
    """
    low, high = ends
    if not (np.isfinite(low) and np.isfinite(high)):
        return np.maximum(value - width * error, low), np.minimum(value + width * error, high)
    room = high - low
    share = (value - low) / room
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    middle, half = np.log(safe / (1 - safe)), width * error / (room * safe * (1 - safe))
    both = [np.where(inside, low + room * expit(middle + sign * half), np.nan) for sign in (-1, 1)]
    return both[0], both[1]


def max_t(centred: Floats, error: Floats, level: float) -> float:
    """Return the width, in standard errors, of intervals that hold for all groups at once.

    Parameters
    ----------
    centred : ndarray of shape (R, G)
        Joint replicates less their centre.
    error : ndarray of shape (G,)
        Groups with an error of 0 or NaN are left out.
    level : float

    Returns
    -------
    float
        At least that of a single interval; NaN without groups.

    Notes
    -----
    Quantile of the largest absolute standardised replicate: Westfall PH, Young SS.
    Resampling-Based Multiple Testing. Wiley; 1993.
    """
    there = (error > 0) & np.isfinite(centred).all(axis=0)
    if not there.any():
        return float("nan")
    largest = np.abs(centred[:, there] / error[there]).max(axis=1)
    return max(normal_quantile(level), float(np.quantile(largest, level)))


def benjamini_hochberg(p: Floats) -> Floats:
    """Return p adjusted to control the share of false findings of one family.

    Parameters
    ----------
    p : ndarray of shape (M,)
        NaN stays NaN and is not of the family.

    Returns
    -------
    ndarray of shape (M,)

    Notes
    -----
    Benjamini Y, Hochberg Y. Journal of the Royal Statistical Society B 1995;57(1):289-300.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, np.nan]))
    array([0.03, 0.04, 0.04,  nan])
    """
    adjusted = np.full(len(p), np.nan)
    there = np.flatnonzero(~np.isnan(p))
    order = there[np.argsort(p[there], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def effective_number(share: Floats, n: Floats, error: Floats, patients: Floats) -> Floats:
    """Return how many independent cases would give a share this standard error.

    Parameters
    ----------
    share, n : ndarray
        Share and the number of cases it is of.
    error : ndarray
        Its standard error over patients.
    patients : ndarray
        Taken instead where the share is 0 or 1, which shows no spread.

    Returns
    -------
    ndarray
        At most n: patients who are more alike than by chance are no gain.
    """
    spread = divide(share * (1 - share), error**2)
    found = np.where(np.isnan(spread) | (error <= 0), patients, spread)
    return np.asarray(np.clip(found, 1.0, np.maximum(n, 1.0)))
