"""Partitions: which printed groups stand beside each other, and what their categories are.

One publication may print two bandings of age, or race and Hispanic origin, under one heading. The
mean of a run is a mean over groups that do not hold the same people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.age import AgeBand, overlapping
from app.errors import Invalid

UNKNOWN = frozenset({"unknown", "not stated", "missing"})
SKIN_TONES = ("I", "II", "III", "IV", "V", "VI")
_BELOW, _ABOVE = re.compile(r"<\s*(\d{1,3})"), re.compile(r">\s*(\d{1,3})")
_NOT = re.compile(r"(?:non-|not |other than )(.+)", re.IGNORECASE)


def partitions(attribute: str, groups: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Put groups together that do not hold the same people, in the order they are printed.

    Parameters
    ----------
    attribute : str
    groups : sequence of str
        Distinct, as printed; the unknown are no group and are left out.

    Examples
    --------
    >>> partitions("age", ["0-59", "60+", "0-19", "20+"])
    (('0-59', '60+'), ('0-19', '20+'))
    >>> partitions("ethnicity", ["Asian", "Hispanic", "White", "Non-Hispanic"])
    (('Asian', 'White'), ('Hispanic', 'Non-Hispanic'))
    """
    named = [each for each in groups if each.casefold() not in UNKNOWN]
    if attribute == "ethnicity":
        return _by_complement(named)
    read = {"age": _years, "skin_tone": _tones}.get(attribute)
    if read is None:
        return (tuple(named),) if named else ()
    return _in_turn(named, {each: read(each) for each in named})


def _in_turn(
    groups: Sequence[str], members: dict[str, frozenset[int]]
) -> tuple[tuple[str, ...], ...]:
    """Begin a new set with each group that shares more than an edge with the set before it."""
    made: list[list[str]] = []
    for group in groups:
        held = made[-1] if made else []
        clash = any(len(members[group] & members[each]) > 1 or group == each for each in held)
        if not made or clash:
            made.append([])
        made[-1].append(group)
    return tuple(tuple(each) for each in made)


def _by_complement(groups: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Take each category that is printed beside its own complement into a set with it."""
    folded = {each.casefold(): each for each in groups}
    apart = [
        (folded[found[1].casefold()], each)
        for each in groups
        if (found := _NOT.fullmatch(each)) and found[1].casefold() in folded
    ]
    taken = {each for pair in apart for each in pair}
    rest = tuple(each for each in groups if each not in taken)
    return ((rest,) if rest else ()) + tuple(apart)


def age_bands(groups: Sequence[str]) -> dict[str, AgeBand]:
    """Read the bands of one set; nothing where one is no band or two share a year of age.

    Examples
    --------
    >>> [str(band) for band in age_bands(["<40", "40+"]).values()]
    ['0-39', '40+']
    >>> age_bands(["0-20", "20-40"]), age_bands(["adults"])
    ({}, {})
    """
    found = {group: band_of(group) for group in groups}
    bands = {group: band for group, band in found.items() if band is not None}
    return {} if len(bands) < len(groups) or overlapping(bands.values()) else bands


def tones_of(group: str) -> tuple[str, ...]:
    """Return the Fitzpatrick types that a group holds; none where it names no type.

    Examples
    --------
    >>> tones_of("I-III"), tones_of("light")
    (('I', 'II', 'III'), ())
    """
    first, _, last = group.partition("-")
    if first not in SKIN_TONES or (last or first) not in SKIN_TONES:
        return ()
    return SKIN_TONES[SKIN_TONES.index(first) : SKIN_TONES.index(last or first) + 1]


def band_of(group: str) -> AgeBand | None:
    """Read one band, or what is below or above an age; None where it is no band."""
    below, above = _BELOW.fullmatch(group), _ABOVE.fullmatch(group)
    if below:
        return AgeBand(0, int(below[1]) - 1)
    try:
        return AgeBand(int(above[1]) + 1, None) if above else AgeBand.parse(group)
    except Invalid:
        return None


def _years(group: str) -> frozenset[int]:
    band = band_of(group)
    if band is None:
        return frozenset()
    return frozenset(range(band.lo, (120 if band.hi is None else band.hi) + 1))


def _tones(group: str) -> frozenset[int]:
    # Two members stand for each type, so that sharing one type is sharing more than an edge.
    return frozenset(
        2 * SKIN_TONES.index(tone) + half for tone in tones_of(group) for half in (0, 1)
    )
