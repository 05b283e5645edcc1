"""Bring results: a published table of values per group becomes an evaluation, to be reviewed."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.domain.access import Scope
from app.language import N_, _
from frontend.contribute.bench import RESULTS, bench, drafts_of
from frontend.contribute.visitor import Visitor, refused, sign_in, visitor, who
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
    found = visitor()
    return html.Div(
        className="page told contribute",
        children=[
            html.H1(_("Bring results"), className="kicker"),
            html.P(_(_INTRODUCTION), className="finding"),
            script_words(results=True),
            *_room(found, draft),
        ],
    )


def _room(found: Visitor, draft: str) -> list[Component]:
    if found.caller is None:
        return [sign_in(found, RESULTS.at)]
    if not found.may(Scope.WRITE):
        said = _("Your key does not allow to write.")
        return [who(found, RESULTS.at), refused(said, Scope.WRITE)]
    return [
        who(found, RESULTS.at), drafts_of(found.caller), bench(found.caller, draft, RESULTS)
    ]  # fmt: skip
