"""What is held of the people in a set: a symbol with words. The bars above a list explain it."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.language import N_
from app.services.catalogue.overview import Held

SHORT_WORDS: Mapping[Held, str] = {
    Held.TABLE: N_("numbers held"),
    Held.SAID: N_("said to be recorded, no numbers held"),
    Held.SAID_NOT: N_("said not to be recorded or released"),
    Held.WITHHELD: N_("withheld"),
    Held.NOT_FOUND: N_("not found"),
    Held.NOBODY: N_("does not apply: it shows nobody"),
}


def held_mark(held: Held) -> Component:
    """Draw the symbol alone; its words stand beside it or are read aloud."""
    return html.Span(className=f"held held-{held.value}", **{"aria-hidden": "true"})
