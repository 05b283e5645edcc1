"""Names of groups, people first; what a scheme prints is kept as it is printed."""

from __future__ import annotations

from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Dim

_SEX = {"female": "women and girls", "male": "men and boys"}


def group_words(dim: str, category: str) -> str:
    """Name a group of one dimension."""
    if dim == Dim.SEX:
        return _SEX.get(category, category)
    if dim == Dim.AGE:
        return age_words(category)
    return category


def age_words(band: str) -> str:
    """Write a band of ages: "40 to 49 years", "80 years and older"."""
    if band.endswith("+"):
        return f"{band.removesuffix('+')} years and older"
    low, dash, high = band.partition("-")
    return f"{low} to {high} years" if dash else band


def scheme_words(scheme: str | None) -> str:
    """Name the question behind the categories; one without a name here is named by its id."""
    if scheme is None:
        return "as recorded"
    return SCHEMES[scheme].name if scheme in SCHEMES else scheme
