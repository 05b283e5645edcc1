"""Log: who wrote what and when, for those who review."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.domain.access import Scope
from app.language import N_, _
from frontend.contribute.log import PATH, log
from frontend.contribute.visitor import admitted
from frontend.contribute.words import script_words
from frontend.offload import offload

dash.register_page(
    __name__, path=PATH, name=N_("Log"), order=99, menu=False, title=N_("Log – FairAtlas")
)


@offload
def layout(until: str = "", **_other: str) -> Component:
    """Build the part of the log that ends with an event, the last unless told."""
    why = _("Your key does not let you read the log.")
    room = admitted(PATH, [Scope.REVIEW], why, lambda _caller: log(until))
    head = html.H1(_("Log of sign-ins and changes"), className="kicker")
    return html.Div([head, script_words(), *room], className="page told contribute")
