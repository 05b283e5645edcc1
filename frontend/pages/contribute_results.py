"""Bring results: a published table of values per group becomes an evaluation, to be reviewed."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.domain.access import Caller, Scope
from app.language import N_, _
from frontend.contribute.bench import RESULTS, bench, drafts_of
from frontend.contribute.visitor import admitted
from frontend.contribute.words import script_words
from frontend.offload import offload

dash.register_page(
    __name__,
    path=RESULTS.at,
    name=N_("Bring results"),
    order=96,
    menu=False,
    title=N_("Bring results – FairAtlas"),
)
_INTRODUCTION = N_(
    "Bring what a publication prints of how well a model serves each group. Every value keeps its "
    "source, and nothing is public before somebody else has reviewed it."
)


@offload
def layout(draft: str = "", **_other: str) -> Component:
    """Build the page for whoever comes: to sign in, to be refused, or to work."""
    why = _("Your key does not allow to write.")
    return html.Div(
        className="page told contribute",
        children=[
            html.H1(_("Bring results"), className="kicker"),
            html.P(_(_INTRODUCTION), className="finding"),
            script_words(results=True),
            *admitted(RESULTS.at, [Scope.WRITE], why, lambda caller: _room(caller, draft)),
        ],
    )


def _room(caller: Caller, draft: str) -> list[Component]:
    return [drafts_of(caller), bench(caller, draft, RESULTS)]
