"""Labels: which category a printed label means, and what is wrong with it where it means none."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from app.domain.age import AgeBand
from app.domain.counts import UNKNOWN
from app.domain.iso3166 import ISO3
from app.domain.scheme import SCHEMES, is_unknown
from app.domain.vocabulary import Dim
from app.errors import Invalid

SEXES = ("female", "male", "other")
DEMOGRAPHIC = (Dim.COUNTRY, Dim.SEX, Dim.AGE, Dim.ETHNICITY, Dim.SKIN_TONE)


def category_of(dim: Dim, label: str, scheme: str | None) -> str:
    """Return the category that a printed label means; a printed unknown is `unknown`.

    Parameters
    ----------
    dim : Dim
    label : str
        As printed.
    scheme : str or None
        Id of the scheme of ethnicity or skin tone.

    Examples
    --------
    >>> category_of(Dim.ETHNICITY, "Black", "us-omb-1997/race")
    'Black or African American'
    """
    if dim in DEMOGRAPHIC and is_unknown(label):
        return UNKNOWN
    known = SCHEMES.get(scheme or "") if dim in (Dim.ETHNICITY, Dim.SKIN_TONE) else None
    return known.category(label) if known else label


def label_problem(dim: Dim, label: str) -> tuple[str, str] | None:
    """Return the rule that a printed label breaks and an example, or None where it breaks none.

    Parameters
    ----------
    dim : Dim
    label : str
        As printed, not empty.

    Examples
    --------
    >>> label_problem(Dim.SEX, "femal")
    ('must be female, male, other or unknown; did you mean female?', 'female')
    """
    if dim in DEMOGRAPHIC and is_unknown(label):
        return None
    if dim is Dim.COUNTRY and label not in ISO3:
        return _near("must be an ISO 3166-1 alpha-3 code (or XKX)", label, ISO3, "KEN")
    if dim is Dim.SEX and label not in SEXES:
        return _near(f"must be {', '.join(SEXES)} or unknown", label, SEXES, "female")
    if dim is Dim.AGE and not _is_band(label):
        return "must be a band of whole years, both ends inside, or unknown", "40-49 or 80+"
    return None


def _near(rule: str, label: str, allowed: Collection[str], example: str) -> tuple[str, str]:
    """Complete a rule by the nearest allowed word, upper and lower case aside."""
    folded = {each.casefold(): each for each in sorted(allowed)}
    near = difflib.get_close_matches(label[:40].casefold(), folded, n=1)
    if not near:
        return rule, example
    return f"{rule}; did you mean {folded[near[0]]}?", folded[near[0]]


def _is_band(label: str) -> bool:
    try:
        AgeBand.parse(label)
    except Invalid:
        return False
    return True
