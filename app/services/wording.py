"""Numbers in words: three significant digits in prose, exact in tables, ranges as ranges."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from app.language import N_, _, plural
from app.stats.rounding import down, up

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MINUS = re.compile(r"(?:^|(?<=[\s(]))-(?=[\s\w])")
# A number and its unit stay on one line.
NO_BREAK = "\u00a0"
_SCALES = (
    (1_000_000_000, N_("{number}\u00a0billion")),
    (1_000_000, N_("{number}\u00a0million")),
)
_FRACTIONS = {
    2: N_("half"),
    3: N_("one third"),
    4: N_("one quarter"),
    5: N_("one fifth"),
    6: N_("one sixth"),
    7: N_("one seventh"),
    8: N_("one eighth"),
    9: N_("one ninth"),
    10: N_("one tenth"),
    11: N_("one eleventh"),
    12: N_("one twelfth"),
}
_SMALL = (
    N_("no"),
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
)


_MONTHS = (
    N_("January {year}"),
    N_("February {year}"),
    N_("March {year}"),
    N_("April {year}"),
    N_("May {year}"),
    N_("June {year}"),
    N_("July {year}"),
    N_("August {year}"),
    N_("September {year}"),
    N_("October {year}"),
    N_("November {year}"),
    N_("December {year}"),
)


def exact(n: int) -> str:
    """Write a whole number with its thousands apart."""
    return f"{n:,}"


def rounded(n: float) -> str:
    """Write a number in three significant digits: 4.13 million, 12,300, 87."""
    for size, name in _SCALES:
        if abs(three_digits(n)) >= size:
            return _(name, number=_plain(three_digits(n / size)))
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


def formula_words(formula: str) -> str:
    """Set a formula as it is printed: (y − x)² and 10⁻⁶ for (y - x)^2 and 1e-6."""
    powers = re.sub(r"\b1e(-?\d+)", lambda found: f"10{found[1].translate(_RAISED)}", formula)
    raised = re.sub(r"\^(\d+)", lambda found: found[1].translate(_RAISED), powers)
    return _MINUS.sub("\N{MINUS SIGN}", raised)


def span(low: int | None, high: int | None, write: Callable[[int], str] = rounded) -> str:
    """Write a range; one number where both ends are it; open where nothing bounds it."""
    if low is None:
        return (
            _("an unknown number of") if high is None else _("at most {number}", number=write(high))
        )
    if high is None:
        return _("at least {number}", number=write(low))
    least, most = write(low), write(high)
    if least == most:
        return most
    number, _separator, unit = least.partition(NO_BREAK)
    return _(
        "{least} to {most}", least=number if unit and most.endswith(unit) else least, most=most
    )


FEW_PER_CENT = 0.0995  # a share below it is written with a decimal


def percent(share: float) -> str:
    """Write a share in [0, 1] in per cent, with one decimal under 10."""
    value = share * 100
    if 0 < value < 0.1:
        return _("under 0.1\u00a0%")
    return f"{value:.1f}{NO_BREAK}%" if share < FEW_PER_CENT else f"{value:.0f}{NO_BREAK}%"


def exact_percent(share: float) -> str:
    """Write a share in per cent in three significant digits, as columns need: 20.0 %."""
    value = three_digits(share * 100)
    if value == 0 or value >= 100:
        return f"{value:.0f}{NO_BREAK}%"
    return f"{value:#.3g}{NO_BREAK}%"


def percent_between(low: float, high: float) -> tuple[str, str]:
    """Write the ends between which a share lies, never nearer to each other than they are."""
    ends = (
        round_to(share, 3 if share < FEW_PER_CENT else 2)
        for share, round_to in ((low, down), (high, up))
    )
    return percent(next(ends)), percent(next(ends))


def times(ratio: float, theirs: bool = False) -> str:
    """Write a ratio in words and number: "one twelfth of its share (0.083)", or of their share."""
    amount = _plain(float(f"{ratio:.2g}"))
    number = _plain(three_digits(ratio))
    if ratio and ratio < 0.95:
        below = round(1 / ratio)
        amount = _("about {fraction}", fraction=_fraction(below)) if below > 1 else percent(ratio)
    of_its, of_theirs = _shares(ratio)
    return _(of_theirs if theirs else of_its, amount=amount, number=number)


def _shares(ratio: float) -> tuple[str, str]:
    """Return how a ratio is put, of one group and of people."""
    if 0.95 <= ratio <= 1.05:
        return N_("about its share ({number})"), N_("about their share ({number})")
    if ratio == 0:
        return N_("none of its share ({number})"), N_("none of their share ({number})")
    if ratio > 1:
        one = N_("{amount} times its share ({number})")
        return one, N_("{amount} times their share ({number})")
    return N_("{amount} of its share ({number})"), N_("{amount} of their share ({number})")


def _fraction(below: int) -> str:
    return _(_FRACTIONS[below]) if below in _FRACTIONS else f"1/{below:,}"


def few(n: int) -> str:
    """Write a small whole number as a word."""
    return _(_SMALL[n]) if 0 <= n < len(_SMALL) else exact(n)


def several(n: int, one: str, many: str | None = None) -> str:
    """Write a number and its noun, in the singular or the plural.

    The nouns are marked by this call: a catalogue holds them as "{n} set" and "{n} sets". Nouns
    that come by a name are marked where they are made, with `nouns`.
    """
    return plural(f"{{n}} {one}", f"{{n}} {many or one + 's'}", n, n=exact(n))


def nouns(one: str, many: str) -> tuple[str, str]:
    """Mark a noun in the singular and the plural, for `several`."""
    return one, many


def joined(words: Iterable[str]) -> str:
    """Write a list as people say it: a, b and c."""
    *most, last = list(words)
    return _("{listed} and {last}", listed=_(", ").join(most), last=last) if most else last


def day_words(date: str) -> str:
    """Write a date as people do: 30 April 2026 for 2026-04-30, April 2026 for 2026-04."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = _(_MONTHS[int(rest[0]) - 1], year=year)
    day = int(rest[1]) if len(rest) > 1 else None
    return _("{day}\u00a0{month}", day=day, month=month) if day else month


def either(words: Iterable[str]) -> str:
    """Write a list of which one may hold: a, b or c."""
    *most, last = list(words)
    return _("{listed} or {last}", listed=_(", ").join(most), last=last) if most else last
