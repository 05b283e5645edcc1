"""Rounding of bounds: away from each other, so that what lies between them still does."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import isfinite


def down(value: float, decimals: int | None) -> float:
    """Round a lower bound: never above what it was.

    Parameters
    ----------
    value : float
        In any unit.
    decimals : int or None
        None: as it is, and so is what is not finite.

    Returns
    -------
    float

    Examples
    --------
    >>> down(0.2999, 2), down(-0.001, 2), down(0.29, 2)
    (0.29, -0.01, 0.29)
    """
    return _to(value, decimals, ROUND_FLOOR)


def up(value: float, decimals: int | None) -> float:
    """Round an upper bound: never below what it was.

    Parameters
    ----------
    value : float
        In any unit.
    decimals : int or None
        None: as it is, and so is what is not finite.

    Returns
    -------
    float

    Examples
    --------
    >>> up(0.2901, 2), up(-0.009, 2), up(0.29, 2)
    (0.3, 0.0, 0.29)
    """
    return _to(value, decimals, ROUND_CEILING)


def _to(value: float, decimals: int | None, how: str) -> float:
    if decimals is None or not isfinite(value):
        return value
    # The shortest decimal of a number: 0.29 is 29 hundredths, though 0.29 * 100 is less.
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(step, rounding=how)) + 0.0
