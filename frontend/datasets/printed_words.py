"""A printed number in words: its group, its value, its source, and where one says it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from app.domain.vocabulary import Basis, Coverage, Dim, Status
from app.language import N_, _
from app.services.catalogue.answers import CountRow
from app.services.catalogue.overview_words import DIM_WORDS
from app.services.printed_shares import in_digits
from app.services.terms import term
from app.services.wording import exact, span
from frontend.components.sources import where_read
from frontend.datasets.group_words import group_words

_BASIS_WORDS: Mapping[Basis, str] = {
    Basis.REPORTED: N_("printed"),
    Basis.COUNTED: N_("counted from released data"),
    Basis.DERIVED: N_("worked out from other printed numbers"),
    Basis.ESTIMATED: N_("estimated"),
}
_SHARE_WORDS: Mapping[Basis, str] = {
    Basis.REPORTED: N_("a share is printed"),
    Basis.COUNTED: N_("a share, counted from released data"),
    Basis.DERIVED: N_("a share, worked out from other printed numbers"),
    Basis.ESTIMATED: N_("an estimated share"),
}
COVERAGE_WORDS: Mapping[Coverage, str] = {
    Coverage.COMPLETE: N_("of the whole set"),
    Coverage.SUBSET: N_("of a part of the set"),
    Coverage.LISTED_ONLY: N_("only some groups are listed"),
    Coverage.UNSTATED: N_("of how much of the set is not said"),
    Coverage.EXCEEDS_TOTAL: N_("the groups overlap or exceed the total"),
    Coverage.CONDITIONAL: N_("within one group only"),
    Coverage.SUMMARY: N_("a summary, not a table"),
}


def group_line(group: Mapping[str, str], countries: Mapping[str, str]) -> str:
    """Name the group of a number, dimension by dimension."""
    return "; ".join(_named(dim, category, countries) for dim, category in group.items())


def _named(dim: str, category: str, countries: Mapping[str, str]) -> str:
    words = group_words(dim, countries.get(category, category))
    named = DIM_WORDS.get(Dim(dim))
    return f"{_(named) if named else term(dim.replace('_', ' '))}: {words}"


def basis_words(row: CountRow) -> str:
    """Say how a number came to be; a share is no count, whoever counted for it."""
    if row.n is None and row.share is not None:
        return _(_SHARE_WORDS[Basis(row.basis)])
    return _(_BASIS_WORDS[Basis(row.basis)])


def read_at(url: str | None, seen: str | None) -> str:
    """Say where a number was read, in short; empty where that is what its source leads to."""
    place = _in_short(where_read(seen) or "")
    return _(", read at {place}", place=place) if place and place != _in_short(url or "") else ""


def _in_short(seen: str) -> str:
    """Name a site, and the repository of a file."""
    parts = urlsplit(seen)
    if not parts.netloc:
        return seen
    path = [each for each in parts.path.split("/") if each]
    short = path[:2] if parts.netloc == "github.com" else []
    return "/".join([parts.netloc.removeprefix("www."), *short])


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
        return in_digits(share)
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
