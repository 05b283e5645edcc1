"""Arithmetic that answers "undefined" with NaN and never with a warning or a zero."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide, with NaN wherever the denominator is zero or either side is NaN.

    Parameters
    ----------
    numerator, denominator : ndarray, broadcast against each other

    Returns
    -------
    ndarray of the broadcast shape

    Examples
    --------
    >>> divide(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    above, below = np.broadcast_arrays(numerator, denominator)
    ratio: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return ratio


def added(place: NDArray[Any], values: Any, room: int) -> Floats:
    """Add values up by place.

    Parameters
    ----------
    place : ndarray of int, shape (N,)
    values : ndarray of shape (N,), or None
        None counts.
    room : int
        Number of places.

    Returns
    -------
    ndarray of shape (room,)

    Examples
    --------
    >>> added(np.array([0, 2, 2]), None, 4)
    array([1., 0., 2., 0.])
    """
    return np.bincount(place, values, room).astype(np.float64, copy=False)


def log2(values: Floats) -> Floats:
    """Take the logarithm to base 2, with NaN wherever the value is zero.

    Parameters
    ----------
    values : ndarray, 0 or more

    Returns
    -------
    ndarray of the same shape
    """
    return np.log2(values, out=np.full(np.shape(values), np.nan), where=np.asarray(values) > 0)


def plogp(shares: Floats) -> Floats:
    """Return p log2 p in bits, with 0 log 0 = 0.

    Parameters
    ----------
    shares : ndarray, in [0, 1]

    Returns
    -------
    ndarray of the same shape
    """
    safe = np.where(shares == 0, 1.0, shares)
    return np.asarray(safe * np.log2(safe) * (shares != 0))


def entropy(shares: Floats) -> Floats:
    """Return Shannon's entropy in bits, over the last axis.

    Parameters
    ----------
    shares : ndarray of shape (..., G), adding up to 1

    Returns
    -------
    ndarray of shape (...,)
    """
    return np.asarray(-plogp(shares).sum(axis=-1))


def binary_entropy(share: Floats) -> Floats:
    """Return the entropy in bits of a share and the rest, elementwise.

    Parameters
    ----------
    share : ndarray, in [0, 1]

    Returns
    -------
    ndarray of the same shape
    """
    return np.asarray(-plogp(share) - plogp(1.0 - share))
