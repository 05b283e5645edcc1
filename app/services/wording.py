"""Numbers in words: three significant digits in prose, exact in tables, ranges as ranges."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

# A number and its unit stay on one line.
NO_BREAK = "\u00a0"
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"))
_FRACTIONS = {
    2: "half", 3: "one third", 4: "one quarter", 5: "one fifth", 6: "one sixth", 7: "one seventh",
    8: "one eighth", 9: "one ninth", 10: "one tenth", 11: "one eleventh", 12: "one twelfth",
}  # fmt: skip
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def exact(n: int) -> str:
    """Write a whole number with its thousands apart."""
    return f"{n:,}"


def rounded(n: float) -> str:
    """Write a number in three significant digits: 4.13 million, 12,300, 87."""
    for size, name in _SCALES:
        if abs(three_digits(n)) >= size:
            return f"{_plain(three_digits(n / size))}{NO_BREAK}{name}"
    return _plain(three_digits(n))


def three_digits(n: float) -> float:
    """Round half up to three significant digits; whole numbers under 1,000 stay as they are."""
    if n == 0 or not math.isfinite(n):
        return n
    exponent = Decimal(str(n)).adjusted() - 2
    step = Decimal(1).scaleb(exponent)
    return float((Decimal(str(n)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


def _plain(n: float) -> str:
    return f"{n:,.0f}" if float(n).is_integer() else f"{n:,.10f}".rstrip("0").rstrip(".")


def with_minus(number: str) -> str:
    """Write a number below zero with a minus sign, which is as wide as a plus."""
    return number.replace("-", "\N{MINUS SIGN}")


def span(low: int | None, high: int | None, write: Callable[[int], str] = rounded) -> str:
    """Write a range; one number where both ends are it; open where nothing bounds it."""
    if low is None:
        return "an unknown number of" if high is None else f"at most {write(high)}"
    if high is None:
        return f"at least {write(low)}"
    least, most = write(low), write(high)
    if least == most:
        return most
    number, _, unit = least.partition(NO_BREAK)
    return f"{number if unit and most.endswith(unit) else least} to {most}"


def percent(share: float) -> str:
    """Write a share in [0, 1] in per cent, with one decimal under 10."""
    value = share * 100
    if 0 < value < 0.1:
        return f"under 0.1{NO_BREAK}%"
    return f"{value:.1f}{NO_BREAK}%" if value < 9.95 else f"{value:.0f}{NO_BREAK}%"


def times(ratio: float) -> str:
    """Write a ratio in words and number: "one twelfth of its share (0.083)"."""
    number = f"({_plain(three_digits(ratio))})"
    if 0.95 <= ratio <= 1.05:
        return f"about its share {number}"
    if ratio == 0:
        return f"none of its share {number}"
    if ratio > 1:
        return f"{_plain(float(f'{ratio:.2g}'))} times its share {number}"
    below = round(1 / ratio)
    if below <= 1:
        return f"{percent(ratio)} of its share {number}"
    return f"about {_FRACTIONS.get(below, f'1/{below:,}')} of its share {number}"


def few(n: int) -> str:
    """Write a small whole number as a word."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else exact(n)


def several(n: int, one: str, many: str | None = None) -> str:
    """Write a number and its noun, in the singular or the plural."""
    return f"{exact(n)} {one if n == 1 else many or one + 's'}"


def joined(words: Iterable[str]) -> str:
    """Write a list as people say it: a, b and c."""
    *most, last = list(words)
    return f"{', '.join(most)} and {last}" if most else last
