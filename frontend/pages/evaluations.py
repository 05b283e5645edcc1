"""Evaluations: every publication that prints how well a model does, per group of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.evaluations import evaluations
from app.services.catalogue.model_answers import EvaluationRow
from app.services.results.words import finding_of_evaluations
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import of_choices
from frontend.components.share import View, api_files, share
from frontend.components.states import empty, skeleton, trouble
from frontend.evaluations.controls import PAPERS, STORE, asked_of_evaluations, controls, picks
from frontend.evaluations.listing import listing
from frontend.hall import hall
from frontend.offload import offload

dash.register_page(
    __name__,
    path="/evaluations",
    name=N_("Evaluations"),
    order=5,
    title=N_("Evaluations – FairAtlas"),
)

HOW_TO_READ = (
    N_(
        "Each line is one model on one test set in one publication. Values of two lines must not "
        "be compared: people, tasks and definitions differ."
    ),
    N_(
        "Test and training: a test set shares its source with the training when one is made from "
        "the other, or both from a third. The same people may then be in both; a split may also "
        "keep them apart. Not known is not the same as kept apart."
    ),
    N_(
        "Personal and student projects, found in repositories, are left out unless you choose "
        "them: nobody has reviewed them."
    ),
)
SEE = ("statuses", "reasons", "words")
_PROJECTS = N_(
    "These are personal or student projects, found in repositories and reviewed by nobody: of low "
    "weight, and in no other sentence of these pages."
)
_MIXED = N_("Personal and student projects are among them; the last column tells which.")
Params = Mapping[str, Any]


@offload
def layout(**params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    asked = asked_of_evaluations(params)
    return html.Div(
        className="page told",
        children=[
            dcc.Store(id=STORE, data=asked),
            html.H1(_("Evaluations"), className="kicker"),
            html.Div(skeleton(), id="evaluations-finding", **{"aria-live": "polite"}),
            controls(asked, _every()),
            html.Div(skeleton(6), id="evaluations-list"),
            how_to_read(HOW_TO_READ, SEE),
        ],
    )


def _every() -> tuple[EvaluationRow, ...]:
    return evaluations(hall().store, [("publication_status", "all")], every=True).items


@dash.callback(
    Output("evaluations-finding", "children"),
    Output("evaluations-list", "children"),
    Input(STORE, "data"),
)
@offload
def show(params: Params) -> tuple[Component, list[Component]]:
    """Answer the address: sentence, table, files."""
    asked = asked_of_evaluations(params or {})
    try:
        page = evaluations(hall().store, list(asked.items()), every=True)
    except AppError as error:
        return trouble(error, of_choices(picks(_every()))), []
    filtered = bool(set(asked) - {"release"})
    finding = finding_of_evaluations(page, filtered=filtered)
    if not page.items:
        further = (_("Show evaluations from anywhere"), "?publication_status=all")
        return empty(finding.sentence, None if filtered else further), []
    return html.Div([_projects(asked), finding_block(finding)]), [
        listing(page),
        share(
            View(
                name="Evaluations",
                sentence=finding.sentence,
                unknown=finding.unknown,
                release=page.release,
                files=(api_files("/evaluations", asked),),
                pins=True,
            )
        ),
    ]


def _projects(asked: Mapping[str, str]) -> Component | None:
    chosen = asked.get("publication_status", PAPERS)
    if chosen == PAPERS:
        return None
    return html.P(_(_PROJECTS if chosen == "repository" else _MIXED), className="projects")
