"""Names of groups, people first; what a scheme prints is kept as it is printed."""

from __future__ import annotations

from app.domain.counts import UNKNOWN
from app.domain.vocabulary import Dim
from app.language import N_, _
from app.services.gaps.words import age_words, scheme_name

_SEX = {"female": N_("women and girls"), "male": N_("men and boys")}


def group_words(dim: str, category: str) -> str:
    """Name a group of one dimension."""
    if category == UNKNOWN:
        return _("not known")
    if dim == Dim.SEX:
        return _(_SEX.get(category, category))
    if dim == Dim.AGE:
        return age_words(category)
    return category


def scheme_words(scheme: str | None) -> str:
    """Name the question behind the categories; one without a name here is named by its id."""
    return _("as recorded") if scheme is None else scheme_name(scheme)
