"""Search: what holds the words that were asked for, by kind."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

import dash
from dash import dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.search import SearchPage, search
from app.services.search_entries import Hit
from app.services.search_words import found_sentence, kind_words
from frontend.components.states import trouble
from frontend.hall import hall
from frontend.offload import offload

dash.register_page(
    __name__, path="/search", name=N_("Search"), menu=False, title=N_("Search – FairAtlas")
)
_ALL = 500  # as many of each kind as can be asked for


@offload
def layout(q: str = "", limit: str = "", **_other: str) -> Component:
    """Look for the words of the address; `limit` is how many of each kind are listed."""
    title = html.H1(_("Search"), className="kicker")
    try:
        found = search(hall().store, [("q", q), *([("limit", limit)] if limit else [])])
    except AppError as error:
        return html.Div([title, trouble(error)], className="page")
    return html.Div(
        [
            title,
            html.P(found_sentence(found), id="finding", className="finding", role="status"),
            _all(found, limit),
            *_hits(found),
            _near(found) if found.near else None,
            None if found.items else _tell_us(),
            _how(found),
        ],
        className="page",
    )


def _all(found: SearchPage, limit: str) -> Component | None:
    """Lead to the list of everything, where the first of each kind are listed."""
    if limit or len(found.items) == found.total:
        return None
    query = urlencode({"q": found.query, "limit": _ALL})
    return html.P(html.A(_("List all of them"), href=f"?{query}"), className="take-back")


def _hits(found: SearchPage) -> list[Component]:
    by_kind = groupby(found.items, key=lambda hit: hit.kind)
    whole = len(found.items) == found.total
    return [_section(kind, list(hits), whole=whole) for kind, hits in by_kind]


def _section(kind: str, hits: list[Hit], *, whole: bool) -> Component:
    number = len(hits) if whole else _("{n} listed", n=len(hits))
    heading = f"{kind_words(kind)} ({number})"
    return html.Section(
        [html.H2(heading), html.Ul([_hit(each) for each in hits], className="hits")],
        id=f"found-{kind}",
    )


def _near(found: SearchPage) -> Component:
    listed = html.Ul([_hit(each) for each in found.near], className="hits")
    return html.Section([html.H2(_("Similar names")), listed], id="found-near")


def _tell_us() -> Component:
    return html.P(html.A(_("Tell us of a dataset that is not here"), href="/contribute"))


def _hit(hit: Hit) -> Component:
    return html.Li([html.A(hit.name, href=hit.path), html.Span(hit.about, className="about")])


def _how(found: SearchPage) -> Component:
    query = urlencode({"q": found.query})
    return html.P(
        [
            _(
                "All words have to be there; case and accents do not matter. The slash key ( / ) "
                "leads to the search from every page. To choose by what is held of people, "
                "filter the "
            ),
            dcc.Link(_("datasets"), href="/datasets"),
            ". ",
            *(
                [html.A(_("The same as CSV"), href=f"/api/v1/search.csv?{query}"), "."]
                if found.items
                else []
            ),
        ],
        className="quiet how-to-search",
    )
