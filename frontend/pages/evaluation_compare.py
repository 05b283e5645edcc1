"""Two runs on the same patients: what changed for whom, or why they are not compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.evaluations import evaluations
from app.services.catalogue.model_answers import EvaluationRow
from app.services.results.comparison_words import (
    comparison_question,
    finding_of_comparison,
)
from app.services.runs.compare import comparison
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import of_address
from frontend.components.share import View, api_files, share
from frontend.components.states import skeleton, trouble
from frontend.evaluations.comparison import (
    HOW_TO_READ,
    choices,
    controls,
    refusal,
    run_name,
    sections,
)
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload

# Before the page of an evaluation, whose address would take this one for a slug.
dash.register_page(
    __name__,
    path_template="/evaluations/<slug>/compare",
    name=N_("Compare runs"),
    order=91,
    menu=False,
    title=titled(N_("{it}: compared with another run"), "/evaluations/{slug}"),
)
_STORE, _SLUG, _OFFERED = "comparison-question", "comparison-slug", "comparison-offered"
_OWN = ("with", "label", "by", "cross", "measure", "release")


@offload
def layout(slug: str = "", **params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    asked = _asked(params)
    runs = _runs()
    others = [each for each in runs if each.slug != slug]
    name = next((run_name(each) for each in runs if each.slug == slug), slug)
    return html.Div(
        className="page told",
        children=[
            dcc.Store(id=_STORE, data=asked),
            dcc.Store(id=_SLUG, data=slug),
            dcc.Store(id=_OFFERED, data=""),
            html.P(dcc.Link(_("Evaluations"), href="/evaluations"), className="kicker"),
            html.H1(_("Compare two runs"), className="title"),
            html.P([_("First run: "), dcc.Link(name, href=f"/evaluations/{slug}")]),
            controls(others, asked.get("with", ""), _STORE),
            html.Div(skeleton(), id="comparison-head", **{"aria-live": "polite"}),
            html.Div(id="comparison-choices"),
            html.Div(skeleton(6), id="comparison-body"),
            how_to_read(HOW_TO_READ, ("statuses", "reasons", "words")),
        ],
    )


def _asked(params: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(params[name]) for name in _OWN if params.get(name)}


def _runs() -> tuple[EvaluationRow, ...]:
    return evaluations(hall().store, [("publication_status", "run")], every=True).items


@dash.callback(
    Output("comparison-head", "children"),
    Output("comparison-body", "children"),
    Output("comparison-choices", "children"),
    Output(_OFFERED, "data"),
    Input(_STORE, "data"),
    State(_SLUG, "data"),
    State(_OFFERED, "data"),
)
@offload
def show(params: Mapping[str, Any], slug: str, offered: str) -> tuple[Any, ...]:
    """Answer the address: what changed, pictures, gaps, tables; or why nothing is compared.

    The choices stand while the two runs do: whoever moves through them keeps the place.
    """
    asked = _asked(params or {})
    if "with" not in asked:
        hint = html.P(_("Choose another run to see what changed for whom."), className="hint")
        return hint, [], [], ""
    pairs = [(name, asked[name]) for name in ("with", "release") if name in asked]
    try:
        answer = comparison(hall().store, slug, pairs)
        found = answer.compared
        if found is None:
            return refusal(answer, _runs()), [], [], ""
        question = comparison_question(found, asked)
    except AppError as error:
        said = trouble(error, of_address, (_("all evaluations"), "/evaluations"))
        return said, [], [], ""
    finding = finding_of_comparison(found, question)
    view = View(
        name=_("Two runs on the same patients"),
        sentence=finding.sentence,
        unknown=finding.unknown,
        release=answer.release,
        files=(api_files(f"/evaluations/{slug}/comparison", dict(pairs)),),
        figures=(".panel-of-values",),
        pins=True,
    )
    body = [*(each for each in sections(found, question) if each is not None), share(view)]
    if offered == asked["with"]:
        return finding_block(finding), body, no_update, no_update
    return finding_block(finding), body, choices(found, question, _STORE), asked["with"]
