"""Naming: the groups of an attribute as people read them, and in the order they would look for."""

from __future__ import annotations

from collections.abc import Iterable

from app.services.link.partitions import band_of, tones_of
from app.services.terms import term

_LAST = 1_000


def group_words(attribute: str, group: str) -> str:
    """Write a group as it is printed, a span of ages or of skin tones with the dash of print.

    Examples
    --------
    >>> group_words("age", "10-19"), group_words("age", ">60")
    ('10–19', '>60')
    """
    spans = (attribute == "age" and band_of(group)) or (
        attribute == "skin_tone" and tones_of(group)
    )
    return group.replace("-", "–") if spans else term(group)


def in_order(attribute: str, groups: Iterable[str]) -> list[str]:
    """Sort groups by age where they are ages, else by name, without those that come twice.

    Examples
    --------
    >>> in_order("age", ["80+", "10-19", "adults", "0-9"])
    ['0-9', '10-19', '80+', 'adults']
    """

    def place(group: str) -> tuple[int, int, str]:
        band = band_of(group) if attribute == "age" else None
        if band is None:
            return _LAST, 0, group
        return band.lo, _LAST if band.hi is None else band.hi, group

    return sorted(set(groups), key=place)
