"""Say what is wrong with a printed number: the right of reply, open to anybody."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.datasets import counts, dataset
from app.services.writing.disputed import disputed, place_asked
from frontend.components.states import trouble
from frontend.contribute.words import script_words
from frontend.datasets.correction_form import choose, correct
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload

# Before the page of a card, whose address would take this one for a slug.
dash.register_page(
    __name__,
    path_template="/datasets/<slug>/correct",
    name=N_("Say what is wrong"),
    order=30,
    menu=False,
    title=titled(N_("Say what is wrong in {it}"), "/datasets/{slug}"),
)


@offload
def layout(slug: str = "", **params: str) -> Component:
    """Ask what is wrong with the number that the address names; without one, ask which."""
    try:
        room = _room(slug, params)
    except AppError as error:
        room = [trouble(error)]
    head = html.H1(_("Say what is wrong with a number"), className="kicker")
    return html.Div([head, script_words(), *room], className="page told contribute")


def _room(slug: str, params: dict[str, str]) -> list[Component]:
    store, place = hall().store, place_asked(params)
    if place is None:
        return choose(dataset(store, slug), counts(store, slug).items)
    return correct(disputed(store, slug, place))
