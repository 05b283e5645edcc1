"""What the revisions of a dataset's card say differently: who published each, and every number."""

from __future__ import annotations

import dash
from dash import dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.parameters import checked_slug
from app.services.snapshot import snapshot
from app.services.writing.diff import diff
from app.services.writing.kinds import KINDS
from frontend.components.differences import differences
from frontend.components.revisions import revisions
from frontend.components.states import trouble
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload

NOUN = "datasets"
# Before the page of a card, whose address would take this one for a slug.
dash.register_page(
    __name__,
    path_template="/datasets/<slug>/changes",
    name=N_("What its revisions changed"),
    order=30,
    menu=False,
    title=titled(N_("What the revisions of {it} changed"), "/datasets/{slug}"),
)


@offload
def layout(slug: str = "", to: str = "", **_other: str) -> Component:
    """List the revisions of a card, and what one of them, the latest unless told, changed."""
    try:
        room = _room(checked_slug("dataset", slug), to)
    except AppError as error:
        room = [trouble(error)]
    return html.Div(
        [html.H1(_("What its revisions changed"), className="kicker"), *room], className="page told"
    )


def _room(slug: str, to: str) -> list[Component]:
    found = diff(hall().store, KINDS[NOUN], slug, [("to", to)] if to else [])
    first = found.before == found.after
    name = snapshot(hall().store).name_of(slug)
    finding = (
        _("Revision {n} of {name} is the first: nothing came before it", n=found.after, name=name)
        if first
        else _("What revision {n} of {name} changed", n=found.after, name=name)
    )
    return [
        html.P(finding, className="finding"),
        html.P(dcc.Link(_("Back to the card"), href=f"/datasets/{slug}")),
        *([] if first else [differences(found)]),
        revisions(NOUN, slug, found.after, f"/datasets/{slug}/changes?to={{revision}}"),
    ]
