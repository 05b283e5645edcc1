"""Corrections of a card's numbers that are open: a mark beside the number, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.card_view import CardView
from app.services.writing.corrections import CorrectionShown
from frontend.datasets.printed_words import group_line

Place = tuple[int, tuple[tuple[str, str], ...]]
DISPUTED = N_("a correction is open")
SAY_SO = N_("Say what is wrong")
_UNREAD = N_("Its words are shown when a reviewer has read them.")


def place_of(table: int, group: Mapping[str, str]) -> Place:
    """Return where a printed number stands."""
    return table, tuple(sorted(group.items()))


def disputed_numbers(corrections: Iterable[CorrectionShown]) -> dict[Place, int]:
    """Return the printed numbers of which a correction is open, each with the first one's id."""
    found: dict[Place, int] = {}
    for each in corrections:
        if "table" in each.place:
            found.setdefault(place_of(each.place["table"], each.place["group"]), each.id)
    return found


def disputed_totals(corrections: Iterable[CorrectionShown]) -> dict[str, int]:
    """Return the units of which the total is disputed, each with the first correction's id."""
    found: dict[str, int] = {}
    for each in corrections:
        if "total" in each.place:
            found.setdefault(each.place["total"], each.id)
    return found


def corrections(view: CardView) -> Component:
    """List what people say is wrong; it is text, whatever was written."""
    listed = said_of(view.corrections, view.countries)
    none = html.P(_("No correction of a number of this card is open."))
    way = dcc.Link(_("Say what is wrong with a number"), href=f"/datasets/{view.card.slug}/correct")
    how = _("Anybody may, without a key.")
    return html.Div([listed or none, html.P([way, ". ", how], className="quiet")])


def said_of(found: Iterable[CorrectionShown], countries: Mapping[str, str]) -> Component | None:
    """List corrections that are open; None where there is none."""
    listed = [html.Li(_words(each, countries), id=f"correction-{each.id}") for each in found]
    return html.Ul(listed, className="notes") if listed else None


def _words(each: CorrectionShown, countries: Mapping[str, str]) -> list[Component | str]:
    head = _("{number}, filed {date}:", number=_number(each, countries), date=each.filed_at[:10])
    told = [each.says or _(_UNREAD)]
    told += [_("Proposed: {value}.", value=each.proposed)] if each.proposed else []
    told += [_("Source given: {source}.", source=each.source)] if each.source else []
    return [html.B(head), " ", " ".join(told)]


def _number(each: CorrectionShown, countries: Mapping[str, str]) -> str:
    """Name the number as the card does; where it stands there no more, with its revision."""
    if not each.place:
        return _("{number} (of revision {n})", number=each.number, n=each.revision)
    return group_line(each.place.get("group", {}), countries) or each.number
