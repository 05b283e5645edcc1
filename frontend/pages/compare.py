"""Compare: two cards side by side, by the same bars, and whether they may share people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from app.domain.vocabulary import Unit
from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.card_view import CardView
from app.services.catalogue.card_words import kind_sentence
from app.services.catalogue.compared import Compared, compared
from app.services.findings import PERMANENT
from app.services.snapshot import snapshot
from frontend.atlas.choices import first_text
from frontend.components.answer import how_to_read
from frontend.components.asked import Pick, of_choices
from frontend.components.card_sources import card_sources
from frontend.components.controls import choice
from frontend.components.share import View, api_files, share
from frontend.components.states import skeleton, trouble
from frontend.components.table import table
from frontend.datasets.card_facts import badges, facts
from frontend.datasets.card_people import people_by_dimension, places
from frontend.hall import hall
from frontend.offload import offload

STORE = "compare-question"
_EXAMPLES = (("chexpert", "mimic-cxr"), ("ham10000", "fitzpatrick17k"))
_UNITS = [
    ("", N_("the unit that both count most in")),
    *((unit.value, unit.value) for unit in Unit),
]
_HOW_TO_READ = (
    N_(
        "Both sides count the same: patients, studies or images. A bar is solid as far as the "
        "printed numbers reach, and hatched up to the most that can be."
    ),
    N_(
        "Two sets differ in whom they were made to include. A difference between them is no "
        "verdict on either."
    ),
    N_(
        "Where no shared source is known, two sets are taken to hold different people. That is an "
        "assumption."
    ),
)
_SEE = ("share", "counting", "statuses")

dash.register_page(
    __name__, path="/compare", name=N_("Compare"), order=32, menu=False,
    title=N_("Compare two datasets – FairAtlas"),
)  # fmt: skip


@offload
def layout(**params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    asked = {name: first_text(value) for name, value in params.items()}
    return html.Div(
        className="page",
        children=[
            dcc.Store(id=STORE, data=asked),
            html.H1(_("Compare two datasets"), className="kicker"),
            _controls(asked),
            html.Div(skeleton(), id="compare-finding", **{"aria-live": "polite"}),
            html.Div(id="compare-cards"),
            how_to_read(_HOW_TO_READ, _SEE),
        ],
    )


def _controls(asked: Mapping[str, str]) -> Component:
    return html.Div(
        className="choices compare-choices",
        children=[
            choice(name, label, options, asked.get(name, ""), stores=STORE)
            for name, label, options in _picks()
        ],
    )


def _picks() -> list[Pick]:
    records = snapshot(hall().store).records.values()
    named = sorted(((record.name, record.slug) for record in records), key=_folded)
    options = [("", _("choose a set")), *((slug, name) for name, slug in named)]
    return [
        ("a", _("One set"), options),
        ("b", _("Another set"), options),
        ("unit", _("Counted in"), _UNITS),
    ]


def _folded(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[0].casefold(), pair[1]


@dash.callback(
    Output("compare-finding", "children"),
    Output("compare-cards", "children"),
    Input(STORE, "data"),
)
@offload
def show(params: Mapping[str, Any]) -> tuple[Component, list[Component]]:
    """Answer the address: how the two stand to each other, then both."""
    a, b, unit = (str(params.get(name) or "") for name in ("a", "b", "unit"))
    if not (a and b):
        return _nothing_chosen(), []
    try:
        found = compared(hall().store, a, b, unit)
    except AppError as error:
        return trouble(error, of_choices(_picks())), []
    return _finding(found), _cards(found)


def _nothing_chosen() -> Component:
    """Say what the page does, and begin with a pair of sets that it holds."""
    records = snapshot(hall().store).records
    pairs = [(records[a], records[b]) for a, b in _EXAMPLES if a in records and b in records]
    links = [
        html.Li(
            dcc.Link(
                _("{name} and {name2}", name=one.name, name2=other.name),
                href=f"/compare?a={one.slug}&b={other.slug}",
                refresh=True,
            )
        )
        for one, other in pairs
    ]
    asked = _("Choose two sets to see who is in each, side by side, in the same unit.")
    begin = [html.P(_("Or begin with:")), html.Ul(links)] if links else []
    return html.Div([html.P(asked, className="finding hint"), *begin])


def _finding(found: Compared) -> Component:
    return html.Div(
        [
            html.P(found.finding, id="finding", className="finding"),
            html.P(found.relation, id="relation", className="not-known"),
            html.P(_(PERMANENT), className="permanent"),
        ]
    )


def _cards(found: Compared) -> list[Component]:
    both = (found.one, found.other)
    return [
        html.Div([_side(view) for view in both], className="two-cards"),
        html.H2(_("What each documents")),
        _documented(found),
        html.H2(_("Sources")),
        *[_sources(view) for view in both],
        _share(found),
    ]


def _side(view: CardView) -> Component:
    card, kind = view.card, kind_sentence(view)
    title = f"side-{card.slug}"
    return html.Section(
        [
            html.Div(
                [
                    html.H2(dcc.Link(card.name, href=f"/datasets/{card.slug}"), id=title),
                    html.P(card.description),
                    badges(card),
                    html.P(kind, className="card-kind") if kind else None,
                ]
            ),
            facts(view),
            *people_by_dimension(view),
            html.Div([html.H3(_("Where imaged")), *places(view)]),
        ],
        className="card-section",
        **{"aria-labelledby": title},
    )


def _documented(found: Compared) -> Component:
    names = (found.one.card.name, found.other.card.name)
    columns = [(_("Item"), "name"), *((name, "words") for name in names)]
    rows = [(f"item-{at}", list(each)) for at, each in enumerate(found.documented)]
    caption = _(
        "Given means that the documentation speaks of it. Not found means that we found nothing, "
        "or have not read the full source."
    )
    return table("documented-table", _("What each documents"), caption, columns, rows)


def _sources(view: CardView) -> Component:
    prefix = f"source-{view.card.slug}"
    return html.Div(
        [html.H3(view.card.name), card_sources(view.card.name, view.card.sources, prefix)]
    )


def _share(found: Compared) -> Component:
    both = [view.card for view in (found.one, found.other)]
    told = View(
        name=_("{name} and {name2}", name=both[0].name, name2=both[1].name),
        sentence=found.finding,
        unknown=found.relation,
        release=both[0].release,
        files=tuple(api_files(f"/datasets/{card.slug}", {}, card.name) for card in both),
        figures=(".two-cards > section",),
        sources=sum(len(card.sources) for card in both),
    )
    return share(told)
