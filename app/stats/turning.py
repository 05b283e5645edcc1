"""Turning: evidence about printed groups becomes evidence about the groups asked for.

Regions from countries, age bands into other bands, joint groups out of two marginals. What the
turn makes uncertain becomes bounds, never a guess (COUNTING, 8, 10 and 11).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from app.domain.age import AgeBand, spread
from app.domain.evidence import Amount, Evidence, Key
from app.domain.vocabulary import Basis, Status
from app.stats.bounds import frechet


def regroup(
    evidence: Evidence,
    group_of: Callable[[str], str | None],
    total: int | None,
    sites: Collection[str],
) -> Evidence:
    """Turn evidence about countries into evidence about regions.

    A region is not the sum of its countries: a set whose places all lie in one region is
    counted there whole, though it cannot be divided among countries (DESIGN, 2.7).

    Parameters
    ----------
    evidence : Evidence
        By country.
    group_of : callable
        From ISO3 to the region; None where the list of regions does not place the country.
    total : int or None
        Units of the whole set.
    sites : collection of str
        ISO3 of every site that the card names and that is read, not recalled; empty where the
        card names none.
    """
    named = {group_of(iso3) for iso3 in {*sites, *(key[0] for key in evidence.amounts)}}
    if total is not None and sites and len(named) == 1 and None not in named:
        (only,) = named
        return _whole(evidence, only or "", total)
    return _summed(evidence, group_of)


def _whole(evidence: Evidence, only: str, total: int) -> Evidence:
    amount = Amount(total, total, total, Status.COUNTED if total else Status.ZERO)
    return replace(
        evidence,
        amounts={(only,): amount},
        places=frozenset(),
        known=total,
        unknown=0,
        not_printed=0,
        exact=True,
        basis=evidence.basis if evidence.known == total else Basis.DERIVED,
        refused=None,
    )


def _summed(evidence: Evidence, group_of: Callable[[str], str | None]) -> Evidence:
    sums: dict[Key, Amount] = {}
    outside = 0
    for key, amount in evidence.amounts.items():
        group = group_of(key[0])
        if group is None:
            outside += amount.n or 0
        else:
            sums[(group,)] = _plus(sums.get((group,)), amount)
    places = frozenset((g,) for key in evidence.places if (g := group_of(key[0])) is not None)
    return replace(
        evidence,
        amounts=sums,
        places=places - frozenset(sums),
        known=evidence.known - outside,
        unknown=evidence.unknown + outside,
    )


def _plus(one: Amount | None, other: Amount) -> Amount:
    if one is None:
        return replace(other, share=None, share_low=None, share_high=None)
    n = None if one.n is None or other.n is None else one.n + other.n
    status = Status.COUNTED if n else (Status.ZERO if n == 0 else other.status)
    return Amount(n, one.low + other.low, one.high + other.high, status)


def own_bands(evidence: Evidence, place: int = 0) -> tuple[AgeBand, ...]:
    """Return the age bands in which the set itself is printed.

    Parameters
    ----------
    evidence : Evidence
    place : int
        Which part of the key is the age.
    """
    return tuple(sorted({AgeBand.parse(key[place]) for key in evidence.amounts}, key=_by_age))


def _by_age(band: AgeBand) -> tuple[int, float]:
    return band.lo, float("inf") if band.hi is None else band.hi


def rebind(evidence: Evidence, targets: Sequence[AgeBand], place: int = 0) -> Evidence:
    """Turn evidence by one set of age bands into another: exact where edges agree, else bounds.

    Parameters
    ----------
    evidence : Evidence
    targets : sequence of AgeBand
    place : int
        Which part of the key is the age.
    """
    by_rest: dict[Key, list[tuple[AgeBand, Amount]]] = defaultdict(list)
    for key, amount in evidence.amounts.items():
        rest = key[:place] + key[place + 1 :]
        by_rest[rest].append((AgeBand.parse(key[place]), amount))
    amounts = {
        (*rest[:place], str(target), *rest[place:]): _within(given, target)
        for rest, given in by_rest.items()
        for target in targets
        if any(band.meets(target) for band, _ in given)
    }
    bands = [AgeBand.parse(key[place]) for key in evidence.amounts]
    fits = all(b.inside(t) or not b.meets(t) for b in bands for t in targets)
    covered = all(any(b.inside(t) for t in targets) for b in bands)
    return replace(evidence, amounts=amounts, exact=evidence.exact and fits and covered)


def _within(given: Sequence[tuple[AgeBand, Amount]], target: AgeBand) -> Amount:
    """Count one target band: what lies inside it, and what only meets it as a bound."""
    low, _ = spread([(band, amount.low) for band, amount in given], [target])[target]
    _, high = spread([(band, amount.high) for band, amount in given], [target])[target]
    fits = all(band.inside(target) or not band.meets(target) for band, _ in given)
    numbers = [amount.n for band, amount in given if band.inside(target)]
    known = fits and None not in numbers
    n = sum(each for each in numbers if each is not None) if known else None
    return Amount(n, int(low), int(high), Status.ZERO if n == 0 and not high else Status.COUNTED)


def join(one: Evidence, other: Evidence, total: int) -> Evidence:
    """Bound the joint groups of two marginals of one set: marginals are never multiplied.

    Parameters
    ----------
    one, other : Evidence
        Of the same set, in the same unit.
    total : int
        N, units of the set.

    Returns
    -------
    Evidence
        Per pair of groups the bounds of `app.stats.bounds.frechet`.
    """
    amounts = {
        (*a_key, *b_key): _both(a, b, one, other, total)
        for (a_key, a), (b_key, b) in product(one.amounts.items(), other.amounts.items())
    }
    return replace(
        one,
        amounts=amounts,
        places=frozenset(),
        known=0,
        unknown=total,
        not_printed=0,
        exact=False,
        basis=Basis.DERIVED,
        sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
        refused=one.refused or other.refused,
        recalled=one.recalled or other.recalled,
        single_category_design=False,
        spare_inside=True,
    )


def _both(a: Amount, b: Amount, one: Evidence, other: Evidence, total: int) -> Amount:
    """Bound who is in both groups: the low end of each for the low, the high for the high."""
    numbers = (one.unknown + one.not_printed, other.unknown + other.not_printed)
    spare_one, spare_other = (np.array(float(each)) for each in numbers)
    whole = np.array(float(total))
    low, _ = frechet(np.array(float(a.low)), np.array(float(b.low)), whole, spare_one, spare_other)
    highs = np.array(float(a.high)), np.array(float(b.high))
    _, high = frechet(*highs, whole, spare_one, spare_other)
    return Amount(n=None, low=int(low), high=int(high))
