"""Contribute: sign in, bring a card, mend it, see what it would show, save and submit it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller, Scope
from app.errors import AppError
from app.language import N_, _
from app.services.writing.cards import read_document
from app.services.writing.foreseen import foreseen
from frontend.components.states import trouble
from frontend.contribute.bench import DATASETS, RESULTS, bench, drafts_of
from frontend.contribute.pictures import pictures
from frontend.contribute.visitor import admitted, visitor
from frontend.contribute.words import script_words
from frontend.hall import hall
from frontend.offload import offload

PATH = "/contribute"
STORE = "contribute-card"
dash.register_page(
    __name__, path=PATH, name=N_("Contribute"), order=95, title=N_("Contribute – FairAtlas")
)
_INTRODUCTION = N_(
    "Bring what a dataset says of its people: a card, or a metadata file of another standard. "
    "Nothing is public before somebody else has reviewed it."
)


@offload
def layout(draft: str = "", **_other: str) -> Component:
    """Build the page for whoever comes: to sign in, to be refused, or to work."""
    why = _("Your key does not let you write.")
    return html.Div(
        className="page told contribute",
        children=[
            html.H1(_("Contribute"), className="kicker"),
            html.P(_(_INTRODUCTION), className="finding"),
            html.P([_("Without a key, anybody can say what is wrong with a number: "),
                    dcc.Link(_("open its card and follow “Say what is wrong”"), href="/datasets"),
                    "."], className="quiet"),
            html.P([_("Published results per group are brought on a page of their own: "),
                    dcc.Link(_("Bring results"), href=RESULTS.at), "."], className="quiet"),
            script_words(),
            *admitted(PATH, [Scope.WRITE], why, lambda caller: _room(caller, draft)),
        ],
    )  # fmt: skip


def _room(caller: Caller, draft: str) -> list[Component]:
    return [
        drafts_of(caller),
        bench(caller, draft, DATASETS),
        dcc.Store(id=STORE),
        html.Div(id="contribute-pictures", **{"aria-live": "polite"}),
    ]


@dash.callback(
    Output("contribute-pictures", "children"),
    Input(STORE, "data"),
    prevent_initial_call=True,
)
@offload
def look_ahead(told: Mapping[str, Any] | None) -> list[Component]:
    """Draw what a card that was checked would show; only for those who may write."""
    if not told or not visitor().may(Scope.WRITE):
        return []
    try:
        document = read_document(str(told["card"]).encode())
        return pictures(foreseen(hall().desk, document, told.get("threshold")))
    except AppError as error:
        return [trouble(error)]
