"""Evidence: what one set says of the groups that a question asks for.

Margins are stored as sources print them; here one is held against the total of its set, and
`turning` makes of it the groups of one question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    of_all : bool
        The printed shares are of everybody in the set, not of a part.
    recalled : bool
        Rests on memory.
    single_category_design : bool
    spare_inside : bool
        The high end of every amount holds all who are not known already (joint bounds).
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
    of_all: bool = True
    recalled: bool = False
    single_category_design: bool = False
    spare_inside: bool = False

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
        of_all=margin.coverage in (Coverage.COMPLETE, Coverage.LISTED_ONLY),
        recalled=margin.recalled,
        single_category_design=margin.single_category_design,
    )


def _refusal(margin: Margin) -> Reason | None:
    if margin.refused:
        return Reason(margin.refused)
    if margin.groups and all(g.n is None and g.share is not None for g in margin.groups):
        return Reason.SHARES_WITHOUT_TOTAL
    return None
