"""One model: what it learned from, who is known to be in it, and how it was tested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.training.profile import UNITS, Profile, profile
from app.services.training.words import finding_of_model
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import Pick, of_choices
from frontend.components.card_sources import card_sources
from frontend.components.controls import choice
from frontend.components.revisions import revisions
from frontend.components.share import View, api_files, share
from frontend.components.states import skeleton, trouble
from frontend.figures.geometry import our_geometry
from frontend.hall import hall
from frontend.heads import titled
from frontend.models import facts, sections
from frontend.offload import offload

dash.register_page(
    __name__,
    path_template="/models/<slug>",
    name=N_("Model"),
    order=91,
    menu=False,
    title=titled(N_("{it}: model card"), "/models/{slug}"),
)

HOW_TO_READ = (
    N_(
        "Who it learned from is put together from the cards of the sets that the model’s source "
        "names. Where no number of people is printed for a part, the whole set is taken: fewer "
        "may have been used. Sets that were only used for tuning are not in these figures."
    ),
    N_(
        "Full colour is certain, light colour is possible, hatched is not known. Barred: a place "
        "is named, and nobody says how many. A hatched bar without an end has no total that "
        "bounds it."
    ),
    N_(
        "Where imaged, who keeps the images, where the makers are and where the model was tested "
        "are four different things. None of them says where people are from."
    ),
    N_(
        "People are counted once, as far as can be known: a set that lies wholly in others of "
        "the list is counted in those."
    ),
)
SEE = ("share", "counting", "statuses", "provenance")
Params = Mapping[str, Any]
_STORE, _SLUG = "model-question", "model-slug"
_UNITS = {"patients": "patients", "images": "images"}


@offload
def layout(slug: str = "", **params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    unit = str(params.get("unit") or UNITS[0].value)
    return html.Div(
        className="page told",
        children=[
            dcc.Store(id=_STORE, data={name: str(value) for name, value in params.items()}),
            dcc.Store(id=_SLUG, data=slug),
            html.P(dcc.Link(_("Models"), href="/models"), className="kicker"),
            html.Div(skeleton(), id="model-head", **{"aria-live": "polite"}),
            html.Div(
                choice(*_units(), unit, default=UNITS[0].value, stores=_STORE),
                className="choices unit-choice",
            ),
            html.Div(skeleton(6), id="model-body"),
            how_to_read(HOW_TO_READ, SEE),
        ],
    )


def _units() -> Pick:
    options = [(each.value, _UNITS[each.value]) for each in UNITS]
    return "unit", _("Counted in"), options


@dash.callback(
    Output("model-head", "children"),
    Output("model-body", "children"),
    Input(_STORE, "data"),
    State(_SLUG, "data"),
)
@offload
def show(params: Params, slug: str) -> tuple[list[Component], list[Component]]:
    """Answer the address: finding, facts, people, the way of the images, tests, sources."""
    asked = {name: str(value) for name, value in (params or {}).items()}
    try:
        found = profile(hall().store, slug, asked)
    except AppError as error:
        said = trouble(error, of_choices([_units()]), (_("all models"), "/models"))
        return [html.H1(_("Model"), className="title"), said], []
    return _head(found), _body(found)


def _head(found: Profile) -> list[Component]:
    return [
        html.H1(found.card.name, className="title"),
        finding_block(finding_of_model(found)),
    ]


def _body(found: Profile) -> list[Component]:
    slug = found.card.slug
    made = [
        facts.facts(found),
        html.P(
            dcc.Link(_("Questions for your supplier"), href=f"/models/{slug}/questions"),
            className="way-on",
        ),
        sections.parts(found),
        facts.totals(found),
        sections.people(found),
        sections.lineage(found),
        sections.way(found),
        sections.tests(found),
        facts.compute(found),
        _note(found),
        revisions("models", found.card.slug, found.card.revision),
        card_sources(found.card.name, found.card.sources),
        _share(found),
    ]
    return [each for each in made if each is not None]


def _share(found: Profile) -> Component:
    slug, finding = found.card.slug, finding_of_model(found)
    where = {"subject": f"model:{slug}", "dimension": "country", "unit": found.unit.value}
    view = View(
        name=found.card.name,
        sentence=finding.sentence,
        unknown=finding.unknown,
        release=found.card.release,
        files=(
            api_files(f"/models/{slug}", {}, _("the card")),
            api_files(f"/models/{slug}/mix", {}, _("its parts")),
            api_files("/assess", where, _("where imaged")),
        ),
        figures=(".people-blocks", "[data-flow]"),
        sources=len(found.card.sources),
        disclaimer=our_geometry().disclaimer,
        pins=True,
    )
    return share(view)


def _note(found: Profile) -> Component | None:
    if not found.card.note:
        return None
    lines = [html.P(_(line)) for line in found.card.note.splitlines() if line]
    return html.Section([html.H2(_("Notes on this card")), *lines])
