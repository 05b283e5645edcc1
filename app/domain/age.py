"""Age bands: whole years, inclusive at both ends; merged exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from app.errors import Invalid, problem
from app.language import _

_CLOSED = re.compile(r"(\d{1,3})-(\d{1,3})")
_OPEN = re.compile(r"(\d{1,3})\+")


@dataclass(frozen=True, slots=True)
class AgeBand:
    """A band of completed years of age; `hi` is None where the band is open ("80+").

    Parameters
    ----------
    lo : int
        First year of age inside the band.
    hi : int or None
        Last year of age inside the band; None for an open band, [lo, infinity).

    Raises
    ------
    Invalid
        When the band is empty.
    """

    lo: int
    hi: int | None

    def __post_init__(self) -> None:
        if self.hi is not None and self.hi < self.lo:
            rule = _("must end at or after its first year")
            raise Invalid(
                _("{lo}-{hi} is no age band.", lo=self.lo, hi=self.hi),
                [problem("age", rule, str(self))],
            )

    @classmethod
    def parse(cls, text: str) -> AgeBand:
        """Read "40-49" or "80+".

        Raises
        ------
        Invalid
            When the text is neither.

        Examples
        --------
        >>> AgeBand.parse("80+")
        AgeBand(lo=80, hi=None)
        """
        if closed := _CLOSED.fullmatch(text):
            return cls(int(closed[1]), int(closed[2]))
        if opened := _OPEN.fullmatch(text):
            return cls(int(opened[1]), None)
        rule = _("must be a band of whole years")
        raise Invalid(
            _("{text} is no age band.", text=f"{text!r}"),
            [problem("age", rule, text, _("40-49 or 80+"))],
        )

    def __str__(self) -> str:
        return f"{self.lo}+" if self.hi is None else f"{self.lo}-{self.hi}"

    def inside(self, other: AgeBand) -> bool:
        """Whether every year of this band lies in the other."""
        below = other.hi is None or (self.hi is not None and self.hi <= other.hi)
        return self.lo >= other.lo and below

    def meets(self, other: AgeBand) -> bool:
        """Whether the two bands share a year."""
        before = self.hi is not None and self.hi < other.lo
        after = other.hi is not None and other.hi < self.lo
        return not before and not after


def overlapping(bands: Iterable[AgeBand]) -> bool:
    """Whether any two of the bands share a year of age.

    Examples
    --------
    >>> overlapping([AgeBand(20, 25), AgeBand(25, 30)])
    True
    """
    ordered = sorted(bands, key=lambda band: (band.lo, band.hi is None, band.hi or 0))
    return any(a.meets(b) for a, b in pairwise(ordered))


def complement(bands: Iterable[AgeBand]) -> tuple[AgeBand, ...]:
    """Return the bands of the ages that these bands leave out, from birth to the oldest.

    Examples
    --------
    >>> [str(band) for band in complement([AgeBand(20, 39), AgeBand(40, 89)])]
    ['0-19', '90+']
    """
    found, start = [], 0
    for band in sorted(bands, key=lambda band: band.lo):
        if band.lo > start:
            found.append(AgeBand(start, band.lo - 1))
        if band.hi is None:
            return tuple(found)
        start = max(start, band.hi + 1)
    return (*found, AgeBand(start, None))


def decades() -> tuple[AgeBand, ...]:
    """Return the bands of pooled answers: ten years each, open from 80 (most cards end there)."""
    return (*(AgeBand(lo, lo + 9) for lo in range(0, 80, 10)), AgeBand(80, None))


def spread(
    counts: Iterable[tuple[AgeBand, float]], targets: Iterable[AgeBand]
) -> dict[AgeBand, tuple[float, float]]:
    """Hold counts by one set of bands against another: the fewest and the most in each target.

    A band inside a target is counted there; a band that only meets a target may lie wholly in
    it or wholly out of it.

    Parameters
    ----------
    counts : iterable of (AgeBand, float)
        People per band, in any unit.
    targets : iterable of AgeBand

    Returns
    -------
    dict of AgeBand to (float, float)
        Lowest and highest count per target, in the unit given; equal where edges agree.

    Examples
    --------
    >>> spread([(AgeBand(0, 17), 5), (AgeBand(18, 29), 7)], [AgeBand(0, 19)])
    {AgeBand(lo=0, hi=19): (5, 12)}
    """
    given = list(counts)
    return {
        target: (
            sum(n for band, n in given if band.inside(target)),
            sum(n for band, n in given if band.meets(target)),
        )
        for target in targets
    }
