"""Datasets: every card in a table that one can search, filter, sort and page through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.overview import Overview, overview
from app.services.catalogue.overview_words import listed
from app.services.catalogue.paging import USUAL_ROWS
from app.services.described import Described, of_tally
from app.services.first_look import catalogue_apart
from app.services.snapshot import snapshot
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import of_address
from frontend.components.described_bars import described_bars
from frontend.components.share import ENDINGS, Files, View, share
from frontend.components.states import empty, know_one, skeleton, trouble
from frontend.datasets.choices import address, api_address, asked_of_the_list, read_choices
from frontend.datasets.controls import STORE, chosen_words, controls
from frontend.datasets.listing import listing
from frontend.hall import hall
from frontend.offload import offload

dash.register_page(
    __name__, path="/datasets", name=N_("Datasets"), order=3, title=N_("Datasets – FairAtlas")
)

_HOW_TO_READ = (
    N_(
        "A dataset counts people of its own. An aggregate merges other sets: its people are "
        "counted in its parts. A cohort is known from papers, without released images. Each has "
        "its own list."
    ),
    N_(
        "Numbers held means that we hold printed counts or shares of patients, studies or "
        "images. Said to be recorded means that the documentation says so, and that we hold no "
        "numbers. Said not to be recorded or released means that the documentation says that. Not "
        "found means that we found nothing, or have not read the full source: it does not mean "
        "that there is nothing."
    ),
    N_(
        "Where imaged is where the pictures were taken. It is not where people are from, nor who "
        "keeps the data. A recalled figure was written from memory and is in no total."
    ),
    N_(
        "Patients and images are as each set counts them. Sets reuse each other’s people, so the "
        "numbers of this table must not be added up."
    ),
)
_SEE = ("counting", "statuses", "provenance")
Params = Mapping[str, Any]


@offload
def layout(**params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    choices = read_choices(params)
    return html.Div(
        className="page",
        children=[
            dcc.Store(id=STORE, data=dict(choices)),
            html.H1(_("Datasets"), className="kicker"),
            html.Div(skeleton(), id="datasets-finding", **{"aria-live": "polite"}),
            controls(choices, snapshot(hall().store).countries),
            html.Div(skeleton(6), id="datasets-list"),
            how_to_read(_HOW_TO_READ, _SEE),
        ],
    )


@dash.callback(
    Output("datasets-finding", "children"),
    Output("datasets-list", "children"),
    Input(STORE, "data"),
)
@offload
def show(params: Params) -> tuple[Component, list[Component]]:
    """Answer the address: sentence, bars, table, the way to the next part."""
    choices = read_choices(params or {})
    store = hall().store
    try:
        found = overview(store, asked_of_the_list(choices))
        countries = snapshot(store, found.page.release).countries
    except AppError as error:
        return trouble(error, of_address), []
    if not found.page.total:
        ways = (know_one(), None) if found.filtered else (know_one(),)
        said = chosen_words(choices, countries)
        sentence = listed(found).sentence
        return empty(f"{sentence} {said}." if said else sentence, *ways), []
    names = {each.iso3: each.name for each in countries}
    asked = html.P(chosen_words(choices, countries), className="paper-only")
    return _finding(found), [
        asked,
        listing(found, choices, names),
        _paging(found, choices),
        _share(found, choices),
    ]


_IN_SETS = N_("What we hold of the people in these sets, in numbers of sets")


def _described(found: Overview) -> tuple[Described, ...]:
    return of_tally(found.tally, found.page.total)


def _finding(found: Overview) -> Component:
    finding, page = listed(found), found.page
    apart = catalogue_apart(hall().store, page.release, page.total)
    return html.Div(
        [
            finding_block(finding, apart),
            html.Div(described_bars(_described(found), _IN_SETS), className="wide-table"),
        ]
    )


def _paging(found: Overview, choices: Mapping[str, str]) -> Component | None:
    """Lead to the other parts; a list of one part needs no way."""
    size = int(choices.get("limit") or USUAL_ROWS)
    first, total = int(choices.get("offset") or 0), found.page.total
    if total <= size and not first:
        return None
    before = address(choices, offset=str(max(0, first - size)))
    after = address(choices, offset=str(first + size))
    part, parts = first // size + 1, -(-total // size)
    return html.Nav(
        className="paging",
        **{"aria-label": _("Parts of the list")},
        children=[
            _way(_("Previous"), before, first > 0),
            html.Span(_("Page {part} of {parts}", part=part, parts=parts)),
            _way(_("Next"), after, first + size < total),
        ],
    )


def _way(words: str, href: str, there: bool) -> Component:
    if not there:
        return html.Span(words, className="quiet")
    return html.A(words, href=href, **{"data-stores": STORE, "data-top": "datasets-table"})


def _share(found: Overview, choices: Mapping[str, str]) -> Component:
    finding = listed(found)
    links = tuple((kind, api_address(choices, ending)) for kind, ending in ENDINGS.items())
    view = View(
        name="Datasets",
        sentence=finding.sentence,
        unknown=finding.unknown,
        release=found.page.release,
        files=(Files(links),),
        figures=(".described",),
        pins=True,
    )
    return share(view)
