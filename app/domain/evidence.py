"""Evidence: what one set says of the groups that a question asks for.

Margins are stored as sources print them; here they are turned into the groups of one question:
regions from countries, age bands into other bands, joint groups out of two marginals. What the
turn makes uncertain becomes bounds, never a guess (COUNTING, 7, 8, 10 and 11).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from app.domain.age import AgeBand, overlapping, spread
from app.domain.margin import Margin
from app.domain.reason import Reason
from app.domain.vocabulary import Basis, Coverage, Status

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of one set are in one group.

    Parameters
    ----------
    n : int or None
        Exact, or estimated from a published share; None where only bounds are known.
    low, high : int
        Fewest and most among the cells that are known, in the unit of the question.
    status : Status
    share, share_low, share_high : float or None
        A published share in [0, 1], with its rounding bounds.
    """

    n: int | None
    low: int
    high: int
    status: Status = Status.COUNTED
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one set says of the groups of one question.

    Parameters
    ----------
    amounts : mapping of Key to Amount
        Groups with a count or a bound.
    places : frozenset of Key
        Groups that a site names and nothing counts.
    known : int
        Units placed in groups.
    unknown, not_printed : int
        The rest of the total: not known, and in categories that the source does not print.
    exact : bool
        Every amount is exact and the list of categories is whole: it may serve the known-only
        reading.
    basis : Basis
    sources : tuple of str
        Source ids of the card.
    refused : Reason or None
        Why no share may be read from it.
    covers : int or None
        How many the table covers.
    recalled : bool
        Rests on memory.
    single_category_design : bool
    """

    amounts: Mapping[Key, Amount]
    places: frozenset[Key]
    known: int
    unknown: int
    not_printed: int
    exact: bool
    basis: Basis
    sources: tuple[str, ...]
    refused: Reason | None = None
    covers: int | None = None
    recalled: bool = False
    single_category_design: bool = False
    bands: tuple[AgeBand, ...] = field(default=())

    @property
    def has_breakdown(self) -> bool:
        """Whether it counts anybody, or bounds a group, rather than only naming places."""
        return bool(self.amounts) and self.refused is None


def read_margin(margin: Margin, total: int | None) -> Evidence:
    """Turn one margin into evidence about its own groups.

    Parameters
    ----------
    margin : Margin
    total : int or None
        Units of the set as the question counts them: the published total, else what the
        table covers; None where neither is known.
    """
    base = total if total is not None else (margin.covers or margin.known)
    rest = max(0, base - margin.known)
    listed = margin.coverage is Coverage.LISTED_ONLY
    unknown = min(margin.unknown or 0, rest) if listed else rest
    amounts = {
        group.key: Amount(
            n=group.n,
            low=group.low or 0,
            high=group.high if group.high is not None else rest,
            status=group.status,
            share=group.share,
            share_low=group.share_low,
            share_high=group.share_high,
        )
        for group in margin.groups
        if group.status is not Status.SITE_NOT_COUNTED
    }
    places = frozenset(g.key for g in margin.groups if g.status is Status.SITE_NOT_COUNTED)
    return Evidence(
        amounts=amounts,
        places=places,
        known=margin.known,
        unknown=unknown,
        not_printed=rest - unknown,
        exact=not listed and all(amount.n is not None for amount in amounts.values()),
        basis=margin.basis,
        sources=margin.sources,
        refused=_refusal(margin),
        covers=margin.covers,
        recalled=margin.recalled,
        single_category_design=margin.single_category_design,
    )


def _refusal(margin: Margin) -> Reason | None:
    if margin.refused:
        return Reason(margin.refused)
    if margin.groups and all(g.n is None and g.share is not None for g in margin.groups):
        return Reason.SHARES_WITHOUT_TOTAL
    return None


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
        whole = Amount(total, total, total, Status.COUNTED if total else Status.ZERO)
        return replace(
            evidence,
            amounts={(only or "",): whole},
            places=frozenset(),
            known=total,
            unknown=0,
            not_printed=0,
            exact=True,
            basis=evidence.basis if evidence.known == total else Basis.DERIVED,
            refused=None,
        )
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
    amounts: dict[Key, Amount] = {}
    fits = True
    for rest, given in by_rest.items():
        lows = spread([(band, amount.low) for band, amount in given], targets)
        highs = spread([(band, amount.high) for band, amount in given], targets)
        for target in targets:
            if not any(band.meets(target) for band, _ in given):
                continue
            inside = all(b.inside(target) or not b.meets(target) for b, _ in given)
            fits = fits and inside
            low, high = int(lows[target][0]), int(highs[target][1])
            numbers = [a.n for b, a in given if b.inside(target)]
            n = sum(x for x in numbers if x is not None) if inside and None not in numbers else None
            key = (*rest[:place], str(target), *rest[place:])
            status = Status.ZERO if n == 0 and high == 0 else Status.COUNTED
            amounts[key] = Amount(n, low, high, status)
    return replace(evidence, amounts=amounts, exact=evidence.exact and fits)


def has_overlapping_bands(evidence: Evidence) -> bool:
    """Whether the printed bands share years of age (20-25 beside 25-30)."""
    return overlapping(own_bands(evidence))


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
        Per pair of groups the Fréchet bounds: max(0, a + b - N) to
        min(a + unknown of a, b + unknown of b), where a and b are counts.

    References
    ----------
    M. Fréchet (1951), Sur les tableaux de corrélation dont les marges sont données, Annales de
    l'Université de Lyon A 14, 53-77.
    """
    spare_one, spare_other = (each.unknown + each.not_printed for each in (one, other))
    amounts = {
        (*a_key, *b_key): Amount(
            n=None,
            low=max(0, a.low + b.low - total),
            high=min(a.high + spare_one, b.high + spare_other, total),
        )
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
    )
