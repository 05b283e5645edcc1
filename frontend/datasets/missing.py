"""A card that is not there: what was asked for, near names, and the way to the list."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from app.language import _
from frontend.components.states import know_one


def no_such_card(asked: str, near: Iterable[tuple[str, str]]) -> Component:
    """Say that no card has this name, and which ones are near."""
    links = [html.Li(dcc.Link(name, href=f"/datasets/{slug}")) for slug, name in near]
    return html.Div(
        className="page",
        children=[
            html.P(_("Dataset"), className="kicker"),
            html.H1(_("We hold no card of this name"), className="card-name"),
            html.P(
                [
                    _("Nothing here is called "),
                    html.Code(asked[:120]),
                    _(
                        ". The address may be mistyped; that says nothing of whether there is "
                        "such a set."
                    ),
                ]
            ),
            html.Div([html.H2(_("Near names")), html.Ul(links)]) if links else None,
            html.P(
                dcc.Link(
                    _("Search for it"),
                    href=f"/search?{urlencode({'q': asked.replace('-', ' ')[:120]})}",
                )
            ),
            html.P(dcc.Link(_("All datasets"), href="/datasets")),
            html.P(dcc.Link(*know_one())),
        ],
    )
