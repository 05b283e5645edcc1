"""Questions for a supplier: one page to print, filled from the card of a model."""

from __future__ import annotations

import dash
from dash import dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.training.profile import Profile, profile
from app.services.training.questions import SupplierQuestion, supplier_questions
from frontend.components.card_sources import card_sources
from frontend.components.share import copy_link
from frontend.components.states import trouble
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload

# Before the page of a model, whose address would take this one for a slug.
dash.register_page(
    __name__,
    path_template="/models/<slug>/questions",
    name=N_("Questions for your supplier"),
    order=90,
    menu=False,
    title=titled(N_("Questions about {it}"), "/models/{slug}"),
)


@offload
def layout(slug: str = "", **params: str) -> Component:
    """Write the questions at once: there is nothing to choose."""
    asked = {"release": params["release"]} if params.get("release") else {}
    try:
        found = profile(hall().store, slug, asked)
    except AppError as error:
        return html.Div(
            [html.H1(_("Questions"), className="title"), trouble(error)], className="page"
        )
    return html.Div(_written(found), className="page told sheet")


def _written(found: Profile) -> list[Component]:
    name, slug = found.card.name, found.card.slug
    made_by = "; ".join(found.flow.makers)
    return [
        html.P(dcc.Link(name, href=f"/models/{slug}"), className="kicker"),
        html.H1(_("Questions to ask before you use {name}", name=name), className="title"),
        html.P(
            _(
                "For the supplier of the model, or of a product that is built on it. What "
                "FairAtlas found is from the model’s card there; that it found nothing may mean "
                "that nobody printed it, or that the full source was not read."
            ),
            id="finding",
        ),
        html.P(_("Made by {made_by}.", made_by=made_by) if made_by else "", className="quiet"),
        html.Div(
            [
                html.Button(_("Print"), className="plain", **{"data-print": "true"}),
                copy_link(),
            ],
            className="print-row",
        ),
        html.Ol([_question(each) for each in supplier_questions(found)], className="asked"),
        card_sources(name, found.card.sources),
        html.P(
            _(
                "FairAtlas, release {release}, card of {name}, revision {revision}.",
                release=found.card.release,
                name=name,
                revision=found.card.revision,
            ),
            className="quiet",
        ),
    ]


def _question(each: SupplierQuestion) -> Component:
    said = [(_("FairAtlas found"), each.says), (_("It did not find"), each.open)]
    return html.Li(
        [
            html.H2(each.topic),
            html.Dl([html.Div([html.Dt(name), html.Dd(words)]) for name, words in said if words]),
            html.P(each.question, className="to-ask"),
            html.Div(className="room-to-answer", **{"aria-hidden": "true"}),
        ]
    )
