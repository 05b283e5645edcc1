"""Home: what is found, what is not known, and three ways in."""

from __future__ import annotations

import json

import dash
from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.findings import PERMANENT
from app.services.first_look import FirstLook, first_look
from app.services.places_by_name import named_places
from app.services.wording import exact
from frontend.components.answer import on_methods
from frontend.components.described_bars import described_bars
from frontend.components.mini_map import mini_map
from frontend.components.share import View, api_files, share
from frontend.components.states import nothing_loaded
from frontend.figures.geometry import our_geometry
from frontend.hall import hall
from frontend.heads import ABOUT
from frontend.offload import offload

dash.register_page(__name__, path="/", name=N_("Home"), order=0, title=N_("FairAtlas"), menu=False)

_HOW = (
    N_(
        "Every number was printed somewhere, in a paper, on a dataset’s page or in a released "
        "table, or was counted or worked out from these, and says which. Its source is one click "
        "away, with the page or table where it stands."
    ),
    N_(
        "People are counted once, as far as can be known. Sets that reuse others are not added to "
        "them; where the overlap is not known, a number is a range."
    ),
    N_(
        "A country is where people were imaged. It is not where they are from, nor who holds the "
        "data or made a model."
    ),
    N_("Images are never turned into people. Synthetic images show nobody and are in no total."),
    N_(
        "Nothing found, nothing printed, hidden for privacy, withheld and zero are five things. "
        "Only what a source prints as zero is ever shown as zero."
    ),
)


@offload
def layout(**_other: str) -> Component:
    """Show the findings of the present release."""
    store = hall().store
    look = first_look(store, store.release())
    loaded = bool(look.described[0].datasets)
    last = [_not_known(look), _how_made(look)] if loaded else [_how_made(look)]
    return html.Div(
        className="page home",
        children=[
            html.H1(_(ABOUT)),
            _findings(look) if loaded else nothing_loaded(),
            _ways(look),
            html.Div(last, className="last-words"),
        ],
    )


def _findings(look: FirstLook) -> Component:
    return html.Div(
        className="two-findings",
        children=[
            html.Section(
                [
                    html.H2(_("Where they were imaged"), className="kicker"),
                    html.P(look.where.sentence, id="finding-where", className="finding"),
                    html.P(look.nowhere, id="finding-nowhere"),
                    html.P(_(PERMANENT), className="permanent"),
                    mini_map(look.whereabouts, our_geometry(), none=None),
                    html.P(look.people, className="quiet") if look.people else None,
                ]
            ),
            html.Section(
                [
                    html.H2(_("Who they are"), className="kicker"),
                    html.P(look.who, id="finding-who", className="finding"),
                    html.P([look.holdings, " ", look.apart], id="holdings"),
                    html.Div(
                        described_bars(look.described, _each_bar(look)), className="wide-table"
                    ),
                    _share(look),
                ]
            ),
        ],
    )


def _each_bar(look: FirstLook) -> str:
    return _(
        "Each bar is all {n} datasets. Hatched: we found nothing, or have not read the full "
        "source.",
        n=exact(look.described[0].datasets),
    )


def _ways(look: FirstLook) -> Component:
    return html.Section(
        className="ways",
        **{"aria-label": _("Three ways in")},
        children=[
            html.Div([html.H2(dcc.Link(_("Explore the map"), href="/atlas")), _about_map()]),
            html.Div(
                [
                    html.H2(_("Find a dataset or a model")),
                    html.Div(**{"data-find": json.dumps({"id": "find-home", "button": _("Find")})}),
                    html.P(
                        _("By name, kind of image, part of the body or country."), className="quiet"
                    ),
                ]
            ),
            html.Div([html.H2(_("Read my country’s brief")), _country_select(look)]),
        ],
    )


def _about_map() -> Component:
    return html.P(
        _(
            "Where the people in the datasets were imaged, country by country, and where we found "
            "no dataset."
        )
    )


def _country_select(look: FirstLook) -> Component:
    options = [("", _("Choose …")), *named_places(look.countries)]
    return html.Div(
        [
            html.Div(
                **{
                    "data-brief": json.dumps(
                        {"id": "brief", "options": options, "button": _("Read")}
                    )
                }
            ),
            html.P(_("Two pages, with sources, to read or to print."), className="quiet"),
        ]
    )


def _not_known(look: FirstLook) -> Component:
    return html.Section(
        [
            html.H2(_("What is not known")),
            html.P(look.where.unknown, id="not-known", className="not-known"),
        ]
    )


def _share(look: FirstLook) -> Component:
    view = View(
        name=_("What is known of the people in the datasets"),
        sentence=look.who,
        unknown="",
        release=look.release,
        files=(api_files("/stats", {}),),
        figures=(".described",),
    )
    return share(view)


def _how_made(look: FirstLook) -> Component:
    return html.Section(
        [
            html.H2(_("How the numbers are made")),
            html.Ul([html.Li(_(line)) for line in _HOW], className="plain-list"),
            html.P(
                [
                    _("The same numbers for programs: "),
                    html.A(_("headline figures"), href="/api/v1/stats"),
                    ", ",
                    html.A(_("countries"), href="/api/v1/countries.csv"),
                    _(" and "),
                    html.A(_("everything else"), href="/api/docs"),
                    _(". Release {n}.", n=look.release),
                ]
            ),
            on_methods(("counting", "statuses", "provenance", "sources")),
        ]
    )
