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
from frontend.contribute.visitor import refused, sign_in, visitor, who
from frontend.contribute.words import script_words
from frontend.offload import offload

PATH = "/contribute/review"
dash.register_page(
    __name__, path=PATH, name=N_("Review"), order=96, menu=False, title=N_("Review – FairAtlas")
)


@offload
def layout(of: str = "", correction: str = "", **_other: str) -> Component:
    """Build the queue, one submission (`of` is datasets/my-dataset/2), or one correction."""
    found = visitor()
    if found.caller is None:
        room = [sign_in(found, PATH)]
    elif not found.may(Scope.REVIEW):
        said = _("Your key does not allow to review.")
        room = [who(found, PATH), refused(said, Scope.REVIEW)]
    else:
        try:
            room = [who(found, PATH), *_room(found.caller, of, correction)]
        except AppError as error:
            room = [who(found, PATH), trouble(error)]
    return html.Div(
        className="page told contribute",
        children=[html.H1(_("Review"), className="kicker"), script_words(), *room],
    )


def _room(caller: Caller, of: str, correction: str) -> list[Component]:
    if correction:
        return reply(correction)
    return submission(caller, of) if of else [*queue(), *waiting()]
