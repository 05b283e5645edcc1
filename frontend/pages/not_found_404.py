"""No page: what to do at an address that leads nowhere."""

from __future__ import annotations

import json

import dash
from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _
from frontend.heads import NO_PAGE
from frontend.offload import offload

dash.register_page(
    __name__, path="/not-found-404", name=N_("No page here"), title=NO_PAGE,
    menu=False,
)  # fmt: skip


@offload
def layout(**_other: str) -> Component:
    """Lead on: a search over everything, and the ways that begin every visit."""
    ways = (
        (_("Atlas"), "/atlas"), (_("Datasets"), "/datasets"), (_("Models"), "/models"),
        (_("Home"), "/"),
    )  # fmt: skip
    return html.Div(
        className="page",
        children=[
            html.H1(_("There is no page at this address"), className="title"),
            html.P(
                _(
                    "The address may be mistyped, or what it named may have another name. Search "
                    "for it by name, kind of image, part of the body or country:"
                )
            ),
            html.Div(
                **{"data-find": json.dumps({"id": "find-lost", "button": _("Find")})},
                className="lost-search",
            ),
            html.P(
                [
                    _("Or begin at: "),
                    *[part for name, href in ways for part in (dcc.Link(name, href=href), "  ")],
                ],
                className="lost-ways",
            ),
        ],
    )
