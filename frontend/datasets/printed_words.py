"""A printed number in words: its group, its value, its source, and where one says it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from app.domain.vocabulary import Status
from app.language import _
from app.services.catalogue.answers import CountRow
from app.services.terms import term
from app.services.wording import exact, percent, span
from frontend.datasets.group_words import group_words


def group_line(group: Mapping[str, str], countries: Mapping[str, str]) -> str:
    """Name the group of a number, dimension by dimension."""
    return "; ".join(_named(dim, category, countries) for dim, category in group.items())


def _named(dim: str, category: str, countries: Mapping[str, str]) -> str:
    words = group_words(dim, countries.get(category, category))
    return f"{term(dim.replace('_', ' '))}: {words}"


def value_line(row: CountRow) -> str:
    """Write a number as it is printed; what is none says which kind of nothing it is."""
    return number_words(row.n, row.share, row.n_low, row.n_high, row.status)


def number_words(
    n: int | None, share: float | None, n_low: int | None, n_high: int | None, status: Status
) -> str:
    """Write what a cell says: its number, its share, its bounds, or its kind of nothing."""
    if n is not None:
        return exact(n)
    if share is not None:
        return _("{share} (a share is printed)", share=percent(share))
    if n_low is not None or n_high is not None:
        return span(n_low or 0, n_high, exact)
    return term(status.value.replace("_", " "))


def cell_words(said: Mapping[str, Any] | None) -> str:
    """Write a number of a revision; one that it does not have is a dash, never a zero."""
    return "–" if said is None else number_words(**said)


def correct_href(slug: str, place: Mapping[str, Any]) -> str:
    """Return the address where anybody says what is wrong with a number."""
    asked = place if "total" in place else {"table": place["table"], **place["group"]}
    return f"/datasets/{slug}/correct?{urlencode(asked)}"


def open_href(slug: str, number: int) -> str:
    """Return the place on a card where an open correction is told."""
    return f"/datasets/{slug}#correction-{number}"
