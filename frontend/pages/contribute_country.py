"""Figures of a country: its focal point reads them before they are released, and comments."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.domain.access import Scope
from app.errors import AppError
from app.language import N_, _
from frontend.components.states import trouble
from frontend.contribute.country import PATH, asked, one
from frontend.contribute.visitor import Visitor, sign_in, visitor, who
from frontend.contribute.words import script_words
from frontend.offload import offload

dash.register_page(
    __name__,
    path=PATH,
    name=N_("Figures of your country"),
    order=97,
    menu=False,
    title=N_("Figures of your country – FairAtlas"),
)

_WHAT = N_(
    "Here the focal points of a country read what would be said of it before it is released, and "
    "comment."
)


@offload
def layout(of: str = "", **_other: str) -> Component:
    """Build the list of what waits for the country, or one submission: `of` is my-dataset/2."""
    found = visitor()
    head = html.H1(_("Figures of your country"), className="kicker")
    room = _room(found, of)
    return html.Div([head, script_words(), *room], className="page told contribute")


def _room(found: Visitor, of: str) -> list[Component]:
    caller = found.caller
    if caller is None:
        return [html.P(_(_WHAT), className="finding"), sign_in(found)]
    if caller.focal_for is None or not found.may(Scope.READ_PRIVATE):
        return [who(found, PATH), _no_country()]
    try:
        return [who(found, PATH), *(one(caller, of) if of else asked(caller))]
    except AppError as error:
        return [who(found, PATH), trouble(error)]


def _no_country() -> Component:
    said = _("Your account speaks for no country.")
    how = _("The people who run this site name the focal points of a country.")
    return html.Div([html.P(said), html.P(how)], className="empty", role="status", id="refused")
