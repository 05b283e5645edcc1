"""Models: every foundation model with a card, and what it says of those it learned from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.models import models
from app.services.snapshot import snapshot
from app.services.training.words import finding_of_models
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import of_address
from frontend.components.share import View, api_files, share
from frontend.components.states import empty, know_one, skeleton, trouble
from frontend.hall import hall
from frontend.models.controls import STORE, asked_of_models, controls, maker_countries
from frontend.models.listing import listing
from frontend.models.said import said_of_training
from frontend.offload import offload

dash.register_page(
    __name__, path="/models", name=N_("Models"), order=4, title=N_("Models – FairAtlas")
)

HOW_TO_READ = (
    N_(
        "A part is a dataset that the model’s source names as something it learned from. A part "
        "with a card here is a dataset of which we hold what is published about its people."
    ),
    N_(
        "A list is said to be complete where the source says so. Even then it may name a "
        "collection whose people nobody describes."
    ),
    N_(
        "Made in is where the makers are. It is not where people were imaged: that stands on the "
        "page of each model."
    ),
    N_(
        "Nothing found means that we found nothing or have not read the full source. It does not "
        "mean that nobody knows."
    ),
)
SEE = ("counting", "statuses", "words")
Params = Mapping[str, Any]


@offload
def layout(**params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    asked = asked_of_models(params)
    store = hall().store
    names = maker_countries(snapshot(store).countries)
    every = models(store, [], every=True).items
    makers = {each.country for row in every for each in row.developers if each.country}
    return html.Div(
        className="page told",
        children=[
            dcc.Store(id=STORE, data=asked),
            html.H1(_("Models"), className="kicker"),
            html.Div(skeleton(), id="models-finding", **{"aria-live": "polite"}),
            controls(asked, makers, names),
            html.Div(skeleton(6), id="models-list"),
            how_to_read(HOW_TO_READ, SEE),
        ],
    )


@dash.callback(
    Output("models-finding", "children"),
    Output("models-list", "children"),
    Input(STORE, "data"),
)
@offload
def show(params: Params) -> tuple[Component, list[Component]]:
    """Answer the address: sentence, bars, table, files."""
    asked = asked_of_models(params or {})
    store = hall().store
    try:
        page = models(store, list(asked.items()), every=True)
    except AppError as error:
        return trouble(error, of_address), []
    filtered = bool(set(asked) - {"release"})
    finding = finding_of_models(page, filtered=filtered)
    if not page.items:
        ways = (know_one(), None) if filtered else (know_one(),)
        return empty(finding.sentence, *ways), []
    names = maker_countries(snapshot(store, page.release).countries)
    return finding_block(finding), [
        html.H2(_("What their documents say of the people they learned from")),
        said_of_training(page.items),
        html.H2(_("All of them")),
        listing(page, names),
        share(
            View(
                name="Models",
                sentence=finding.sentence,
                unknown=finding.unknown,
                release=page.release,
                files=(api_files("/models", asked),),
                figures=(".described.said",),
                pins=True,
            )
        ),
    ]
