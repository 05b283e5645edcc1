"""Keys: who is signed in makes further keys for programs, sees their last use, and ends them."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.domain.access import Scope
from app.language import N_, _
from frontend.contribute.keys import PATH, own_keys
from frontend.contribute.visitor import admitted
from frontend.contribute.words import script_words
from frontend.offload import offload

dash.register_page(
    __name__, path=PATH, name=N_("Keys"), order=98, menu=False, title=N_("Keys – FairAtlas")
)


@offload
def layout(**_other: str) -> Component:
    """Build the list of one's own keys, and the form for a new one."""
    why = _("Your key does not let you make others.")
    room = admitted(PATH, [Scope.READ_PRIVATE, Scope.WRITE], why, own_keys)
    head = html.H1(_("Keys"), className="kicker")
    return html.Div([head, script_words(), *room], className="page told contribute")
