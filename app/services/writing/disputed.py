"""Disputed: one printed number as its card says it, for who says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.vocabulary import Dim, Unit
from app.errors import NotFound
from app.language import _
from app.services.catalogue.answers import CountRow, DatasetDetail, TotalShown
from app.services.catalogue.datasets import counts, dataset
from app.services.parameters import whole_number
from app.services.snapshot import snapshot
from app.services.writing.corrections import CorrectionShown, open_of
from app.store import Store


@dataclass(frozen=True, slots=True)
class Disputed:
    """A number, the card that prints it, and what is said of it; `place` is how it is named."""

    card: DatasetDetail
    place: Mapping[str, Any]
    printed: CountRow | TotalShown
    corrections: tuple[CorrectionShown, ...]
    countries: Mapping[str, str]


def place_asked(params: Mapping[str, str]) -> dict[str, Any] | None:
    """Read which number an address names: `total=patients`, or `table=0&sex=female`."""
    if params.get("total"):
        return {"total": params["total"]}
    table = whole_number(params.get("table", ""))
    if table is None:
        return None
    return {"table": table, "group": {dim: params[dim] for dim in Dim if dim in params}}


def disputed(
    store: Store, slug: str, place: Mapping[str, Any], revision: int | None = None
) -> Disputed:
    """Return a printed number, of the present revision of its card unless one is named.

    Raises
    ------
    NotFound
        When there is no such card, or no such number on it.
    """
    pairs = [("revision", str(revision))] if revision else []
    card = dataset(store, slug, pairs)
    printed = _total(card, place) if "total" in place else _cell(store, slug, place, pairs)
    if printed is None:
        raise NotFound(_("There is no such number on this card."))
    said = tuple(each for each in open_of(store, card) if each.place == place)
    countries = {each.iso3: each.name for each in snapshot(store).countries}
    return Disputed(card, place, printed, said, countries)


def _total(card: DatasetDetail, place: Mapping[str, Any]) -> TotalShown | None:
    units = tuple(Unit)
    found = card.totals[Unit(place["total"])] if place["total"] in units else None
    return found if found and found.n is not None else None


def _cell(
    store: Store, slug: str, place: Mapping[str, Any], pairs: list[tuple[str, str]]
) -> CountRow | None:
    rows = counts(store, slug, pairs).items
    found = (row for row in rows if row.table == place["table"] and row.group == place["group"])
    return next(found, None)
