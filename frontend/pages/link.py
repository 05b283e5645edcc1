"""Link: is a group that is rare in training also served worse? What is known, and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from app.domain.assessment import CitedSource
from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.evaluations import evaluations
from app.services.catalogue.models import models
from app.services.catalogue.references import ReferenceHead, references
from app.services.link.answers import Link
from app.services.link.link import link
from app.services.link.question import LinkQuestion
from app.services.link.words import finding
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import of_choices
from frontend.components.share import View, api_files, share
from frontend.components.sources import sources_list
from frontend.components.states import skeleton, trouble
from frontend.evaluations.listing import name_of
from frontend.hall import hall
from frontend.link.controls import STORE, asked_of_link, controls, picks
from frontend.link.sections import axis_sections, left_out, settling
from frontend.link.tables import group_table
from frontend.link.untested import untested_section
from frontend.offload import offload

dash.register_page(__name__, path="/link", name=N_("Link"), order=6, title=N_("Link – FairAtlas"))

HOW_TO_READ = (
    N_(
        "Across: the group’s share among those the model learned from, on a log scale; a line "
        "spans its bounds, over all that is not known. Groups whose share is not known stand in "
        "a hatched strip of their own, spread by name. Up: the group’s value minus the plain mean "
        "of the groups of the same result (one model on one test set, for one finding); what is "
        "higher is better served. A line up is an interval over patients."
    ),
    N_(
        "Rare means: rarer than the average group of the result, wherever the unknown belong (or, "
        "compared with a reference, rarer than there). Worse means: the whole interval of its "
        "difference lies on the worse side. Where the interval has zero in it, where fewer than "
        "10 with and 10 without the finding were tested, or either is not published, too little "
        "is known to say."
    ),
    N_(
        "Results that share test patients or a training mix are one cluster, and clusters are what "
        "is counted. A mean over clusters is given from six on, with the share of all "
        "changes of sign whose mean is at least as far from zero (an exact p)."
    ),
    N_(
        "Two things that go together need have nothing to do with each other: groups also differ "
        "in age, in illness, in hospital, and in how their labels were made."
    ),
)
SEE = ("link", "reasons", "words")
Params = Mapping[str, Any]


@offload
def layout(**params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    asked = asked_of_link(params)
    return html.Div(
        className="page told",
        children=[
            dcc.Store(id=STORE, data=asked),
            html.H1(_("Link: rare in training, worse in use?"), className="kicker"),
            html.Div(skeleton(), id="link-finding", **{"aria-live": "polite"}),
            controls(asked, *_named_here()),
            html.Div(skeleton(8), id="link-body"),
            how_to_read(HOW_TO_READ, SEE),
        ],
    )


def _named_here() -> tuple[list[tuple[str, str]], tuple[ReferenceHead, ...]]:
    """Return the models and the references that can be chosen."""
    store = hall().store
    listed = models(store, [], every=True).items
    return [(each.slug, each.name) for each in listed], references(store).items


@dash.callback(
    Output("link-finding", "children"), Output("link-body", "children"), Input(STORE, "data")
)
@offload
def show(params: Params) -> tuple[Component, list[Component]]:
    """Answer the address: finding, pictures, clusters, what would settle it, table, sources."""
    asked = asked_of_link(params or {})
    try:
        answer = link(hall().store, LinkQuestion.parse(asked.items()))
    except AppError as error:
        return trouble(error, of_choices(picks(asked, *_named_here()))), []
    names = _names_of_evaluations()
    body = [
        *axis_sections(answer),
        untested_section(answer),
        settling(answer, names),
        *_table(answer),
        left_out(answer, names),
        sources_list(_named(answer.sources, names)),
        _share(answer, asked),
    ]
    return finding_block(finding(answer)), [each for each in body if each is not None]


def _names_of_evaluations() -> dict[str, str]:
    """Name every evaluation; those of one name are told apart by what their addresses call them."""
    listed = evaluations(hall().store, [("publication_status", "all")], every=True).items
    named = Counter(name_of(row) for row in listed)
    return {
        row.slug: f"{name_of(row)} ({row.slug})" if named[name_of(row)] > 1 else name_of(row)
        for row in listed
    }


def _table(answer: Link) -> list[Component]:
    if not answer.axes:
        return []
    return [html.H2(_("The same as a table"), id="table"), group_table(answer)]


def _named(sources: Mapping[str, CitedSource], names: Mapping[str, str]) -> dict[str, CitedSource]:
    """Call evaluations by their names where they are cited."""
    return {key: replace(each, of=names.get(each.of, each.of)) for key, each in sources.items()}


def _share(answer: Link, asked: Mapping[str, str]) -> Component:
    said = finding(answer)
    view = View(
        name=_("Link"),
        sentence=said.sentence,
        unknown=said.unknown,
        release=answer.release,
        files=(api_files("/link", asked),),
        figures=(".link-picture",) if answer.axes else (),
        sources=len(answer.sources),
        pins=True,
    )
    return share(view)
