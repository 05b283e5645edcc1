"""Review: what waits, one submission with its differences, comments, publish or return."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.domain.access import Caller, Scope
from app.errors import AppError
from app.language import N_, _
from frontend.components.states import trouble
from frontend.contribute.queue import queue, submission
from frontend.contribute.replies import reply, waiting
from frontend.contribute.visitor import admitted
from frontend.contribute.words import script_words
from frontend.offload import offload

PATH = "/contribute/review"
dash.register_page(
    __name__, path=PATH, name=N_("Review"), order=96, menu=False, title=N_("Review – FairAtlas")
)


@offload
def layout(of: str = "", correction: str = "", **_other: str) -> Component:
    """Build the queue, one submission (`of` is datasets/my-dataset/2), or one correction."""
    why = _("Your key does not let you review.")
    room = admitted(PATH, [Scope.REVIEW], why, lambda caller: _room(caller, of, correction))
    return html.Div(
        className="page told contribute",
        children=[html.H1(_("Review"), className="kicker"), script_words(), *room],
    )


def _room(caller: Caller, of: str, correction: str) -> list[Component]:
    try:
        if correction:
            return reply(correction)
        return submission(caller, of) if of else [*queue(), *waiting()]
    except AppError as error:
        return [trouble(error)]
