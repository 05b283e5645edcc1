"""Corrections of a card's numbers that are open: a mark beside the number, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.writing.corrections import CorrectionShown

Place = tuple[int, tuple[tuple[str, str], ...]]
DISPUTED = N_("a correction is open")
_UNREAD = N_("Its words are shown when a reviewer has read them.")


def place_of(table: int, group: Mapping[str, str]) -> Place:
    """Return where a printed number stands."""
    return table, tuple(sorted(group.items()))


def disputed_numbers(corrections: Iterable[CorrectionShown]) -> frozenset[Place]:
    """Return the printed numbers of which a correction is open."""
    return frozenset(
        place_of(each.place["table"], each.place["group"])
        for each in corrections
        if "table" in each.place
    )


def corrections(found: Iterable[CorrectionShown]) -> Component:
    """List what people say is wrong; it is text, whatever was written."""
    listed = [html.Li(_words(each), id=f"correction-{each.id}") for each in found]
    how = _("Anybody may say what is wrong with a number: POST /api/v1/corrections.")
    if not listed:
        listed = [html.Li(_("No correction of a number of this card is open."))]
    return html.Div([html.Ul(listed), html.P(how, className="quiet")])


def _words(each: CorrectionShown) -> list[Component | str]:
    head = _("{number}, filed {date}:", number=each.number, date=each.filed_at[:10])
    told = [each.says or _(_UNREAD)]
    told += [_("Proposed: {value}.", value=each.proposed)] if each.proposed else []
    told += [_("Source given: {source}.", source=each.source)] if each.source else []
    return [html.B(head), " ", " ".join(told)]
