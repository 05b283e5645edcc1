"""What is held of the people in a set: a symbol with words, and the legend of the symbols."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.overview import Held
from app.services.catalogue.overview_words import HELD_WORDS

SHORT_WORDS: Mapping[Held, str] = {
    Held.TABLE: N_("numbers held"),
    Held.SAID: N_("said to be recorded"),
    Held.SAID_NOT: N_("said not to exist"),
    Held.WITHHELD: N_("withheld"),
    Held.NOT_FOUND: N_("not found"),
}


def held_mark(held: Held) -> Component:
    """Draw the symbol alone; its words stand beside it or are read aloud."""
    return html.Span(className=f"held held-{held.value}", **{"aria-hidden": "true"})


def held_legend() -> Component:
    """Explain every symbol, always all of them."""
    looks = [html.Li([held_mark(held), html.Span(_(words))]) for held, words in HELD_WORDS.items()]
    return html.Ul(looks, className="held-legend", **{"aria-label": _("Symbols")})
