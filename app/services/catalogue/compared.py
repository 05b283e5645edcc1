"""Compared: two cards by the same measures, and whether they may hold the same people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.vocabulary import Dim, Unit
from app.errors import NotFound, problem
from app.language import _
from app.services.catalogue.card_view import CardView, card_view
from app.services.catalogue.card_words import ITEM_WORDS, item_said_in_full, relation
from app.services.catalogue.dataset_filters import TABLED
from app.services.catalogue.overview import Held
from app.services.catalogue.overview_words import DIM_WORDS
from app.services.terms import term
from app.services.wording import joined, percent
from app.store import Store


@dataclass(frozen=True, slots=True)
class Compared:
    """Two cards in the unit in which both are counted most, and how they stand to each other."""

    one: CardView
    other: CardView
    relation: str
    finding: str
    documented: tuple[tuple[str, str, str], ...]


def compared(store: Store, a: str, b: str, unit: str = "") -> Compared:
    """Read two cards in one unit, so that their bars mean the same."""
    one, other = _side(store, "a", a, unit), _side(store, "b", b, unit)
    chosen = unit or _common_unit(one, other)
    one, other = card_view(store, a, chosen), card_view(store, b, chosen)
    return Compared(
        one=one,
        other=other,
        relation=relation(one, other),
        finding=_finding(one, other),
        documented=tuple(_documented(one, other)),
    )


def _side(store: Store, side: str, slug: str, unit: str) -> CardView:
    """Read one card; where there is none, the side that names it is told."""
    try:
        return card_view(store, slug, unit)
    except NotFound as error:
        rule = _("must name a published dataset")
        raise NotFound(error.message, [problem(side, rule, slug)]) from error


def _common_unit(one: CardView, other: CardView) -> str:
    """Return the unit in which both count people by something, else that of the first."""
    both = {unit: len(_counted(one, unit) & _counted(other, unit)) for unit in Unit}
    best = max(both, key=lambda unit: both[unit])
    return (best if both[best] else one.unit).value


def _counted(view: CardView, unit: Unit) -> set[Dim]:
    tables = (table for table in view.card.tables if table.unit is unit)
    return {dim for table in tables for dim in TABLED if dim in table.dims}


def _finding(one: CardView, other: CardView) -> str:
    """Say how many women both show, by what both are counted, and by what only one of them."""
    return " ".join(filter(None, (_women(one, other), _by_what(one, other))))


def _women(one: CardView, other: CardView) -> str:
    """Hold the one share that most sets print against each other, in the unit of the page."""
    shares = [_share_of_women(view) for view in (one, other)]
    told = {"one": one.card.name, "other": other.card.name, "unit": term(one.unit)}
    if not all(shares):
        return _("Both are counted here in {unit}.", **told)
    return _(
        "In {unit}, women and girls are {mine} of {one} and {theirs} of {other}.",
        mine=shares[0], theirs=shares[1], **told,
    )  # fmt: skip


def _share_of_women(view: CardView) -> str:
    for breakdown in view.breakdowns:
        for group in breakdown.answer.groups if breakdown.dim is Dim.SEX else ():
            low, high = group.share.low, group.share.high
            if group.key["sex"] == "female" and low is not None and high is not None:
                least, most = percent(low), percent(high)
                return least if least == most else _("{low} to {high}", low=least, high=most)
    return ""


def _by_what(one: CardView, other: CardView) -> str:
    mine, theirs = _held(one), _held(other)
    said = []
    if both := [dim for dim in mine if dim in theirs]:
        said.append(_("of both we hold numbers by {names}", names=_names(both)))
    for view, dims in ((one, mine), (other, theirs)):
        alone = [dim for dim in dims if not (dim in mine and dim in theirs)]
        if alone:
            said.append(
                _("only of {card} by {names}", card=view.card.name, names=_names(alone))
                if both
                else _(
                    "only of {card} we hold numbers by {names}",
                    card=view.card.name,
                    names=_names(alone),
                )
            )
    if not said:
        return _("We hold no numbers of the people in either of them.")
    sentence = "; ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _held(view: CardView) -> list[Dim]:
    return [dim for dim, held in view.held.items() if held is Held.TABLE]


def _names(dims: list[Dim]) -> str:
    return joined(_(DIM_WORDS[dim]) for dim in dims)


def _documented(one: CardView, other: CardView) -> Iterator[tuple[str, str, str]]:
    for item, words in ITEM_WORDS.items():
        yield _(words), item_said_in_full(item, one), item_said_in_full(item, other)
