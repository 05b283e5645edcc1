"""Names of groups, people first; what a scheme prints is kept as it is printed."""

from __future__ import annotations

from app.domain.counts import UNKNOWN
from app.domain.vocabulary import Dim
from app.services.gaps.words import age_words, scheme_name

_SEX = {"female": "women and girls", "male": "men and boys"}


def group_words(dim: str, category: str) -> str:
    """Name a group of one dimension."""
    if dim == Dim.SEX:
        return _SEX.get(category, category)
    if dim == Dim.AGE and category != UNKNOWN:
        return age_words(category)
    return category


def scheme_words(scheme: str | None) -> str:
    """Name the question behind the categories; one without a name here is named by its id."""
    return "as recorded" if scheme is None else scheme_name(scheme)
