"""Printed shares: what is said where a source prints shares, and not how many people they are."""

from __future__ import annotations

from app.domain.assessment import Assessment, Share
from app.domain.reason import Reason
from app.domain.vocabulary import Status
from app.language import N_, _
from app.services.wording import NO_BREAK, joined
from app.stats.bounds import rest_of_shares

HOW_MANY = N_("how many is not printed")
_FEW = 3


def only_shares(answer: Assessment) -> bool:
    """Whether the groups that are told are printed shares, without a number of people."""
    told = {group.reason for group in answer.groups if group.status is Status.COUNTED}
    return told == {Reason.SHARES_WITHOUT_TOTAL}


def rest_of(answer: Assessment) -> tuple[float, float]:
    """Return the least and greatest share of all that the printed shares leave over."""
    return rest_of_shares([g.share.rounding for g in answer.groups if g.share.rounding])


def in_words(answer: Assessment) -> str:
    """Say that only shares are printed, and which where they are few."""
    shares = [
        f"{in_digits(group.share.printed)} {', '.join(group.key.values())}"
        for group in answer.groups
        if group.share.printed is not None
    ]
    if len(shares) > _FEW:
        return _("shares are printed; how many is not printed")
    return _("shares are printed: {listed}; how many is not printed", listed=joined(shares))


def as_printed(share: Share) -> str:
    """Write a printed share with all its digits, and what may have been rounded to it."""
    if share.printed is None or share.rounding is None:
        return ""
    low, high = share.rounding
    return _(
        "{share} as printed ({low} to {high})",
        share=in_digits(share.printed),
        low=_digits(low),
        high=in_digits(high),
    )


def in_digits(share: float) -> str:
    """Write a printed share in per cent, with all the digits that are printed."""
    return f"{_digits(share)}{NO_BREAK}%"


def _digits(share: float) -> str:
    return f"{share * 100:.6g}"
