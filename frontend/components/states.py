"""What a page shows when there is no answer: still loading, nothing found, or trouble."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from dash import html, set_props
from dash.development.base_component import Component

from app.errors import AppError, Invalid, NotFound, Problem
from app.language import _

log = logging.getLogger("fairatlas")
CRASHED = "trouble"


def skeleton(lines: int = 2) -> Component:
    """Hold the place of sentences that are being made, and say so; on paper only the words stay."""
    bars = [html.Span(className="skeleton-line") for _line in range(lines)]
    words = html.P(_("Loading … this part is not here yet."))
    return html.Div([words, *bars], className="skeleton", role="status")


def trouble(
    error: AppError,
    words: Callable[[Problem], str] = str,
    instead: tuple[str, str] | None = None,
) -> Component:
    """Say what happened and what to do; the address keeps what was asked.

    `words` say what is wrong with an address; `instead` is where others of its kind are listed.
    """
    named = [html.Li(words(problem)) for problem in error.problems]
    if named and words is not str and type(error) is Invalid:
        head = [html.H2(_("This address cannot be answered"))]
    else:
        head = [html.H2(error.title), html.P(error.message)]
    return html.Div(
        className="trouble",
        role="alert",
        children=[
            *head,
            html.Ul(named) if named else None,
            html.P(_what_to_do(error, instead)),
        ],
    )


def nothing_loaded() -> Component:
    """Say that the catalogue is empty; nothing on the page can be chosen then."""
    said = _(
        "This site holds no dataset yet: there is nothing to show. Come back later; whoever runs "
        "the site finds in its manual how the catalogue is loaded."
    )
    return html.Div(html.P(said), className="empty nothing-loaded", role="status")


def not_there(kicker: str, asked: str) -> Component:
    """Say that a place has no page, and where the pages of places are found."""
    ways = [
        _("The address may be mistyped. Look for it "),
        html.A(_("by its name"), href=f"/search?{urlencode({'q': asked})}"),
        _(", or choose a place "),
        html.A(_("on the map"), href="/atlas"),
        ".",
    ]
    sentence = _("We have no profile under “{asked}”.", asked=asked)
    said = [html.H2(_("Not found")), html.P(sentence), html.P(ways)]
    return html.Div(
        [html.H1(kicker, className="kicker"), html.Div(said, className="trouble", role="alert")],
        className="page",
    )


def _what_to_do(error: AppError, instead: tuple[str, str] | None) -> Component:
    if error.status == 503:
        return html.Span(_("Wait a moment, then load this page again. Your choices are kept."))
    if instead and isinstance(error, NotFound):
        return html.Span([_("Look for it here: "), html.A(instead[0], href=instead[1]), "."])
    return html.Span(
        [_("Change the choice that is named above, or "), html.A(_("start afresh"), href="?"), "."]
    )


def crashed(error: Exception) -> None:
    """Say on the page that something unexpected happened, under a number that the log holds too."""
    reference = uuid.uuid4().hex[:12]
    log.error("unexpected error %s on a page", reference, exc_info=error)
    set_props(CRASHED, {"children": _our_fault(reference)})


def _our_fault(reference: str) -> Component:
    return html.Div(
        className="trouble",
        children=[
            html.H2(_("Something went wrong")),
            html.P(
                [
                    _(
                        "This is our fault: a part of this page could not be made. Whoever runs "
                        "the service finds it in the log under this number: "
                    ),
                    html.Code(reference),
                    ".",
                ]
            ),
            html.P(_("Load the page again, or go on to another. Your choices are in the address.")),
        ],
    )


def know_one() -> tuple[str, str]:
    """Lead to where anybody tells of what we do not hold."""
    return _("Know one? Tell us."), "/contribute"


def empty(sentence: str, *outs: tuple[str, str] | None) -> Component:
    """Say that nothing answers the question, and what would: words and where they lead.

    None stands for taking all choices back, which is offered where no way out is named.
    """
    back = (_("Take all choices back"), "?")
    ways = [each or back for each in outs or (None,)]
    links = [html.P(html.A(words, href=href), className="take-back") for words, href in ways]
    return html.Div([html.P(sentence), *links], className="empty", role="status")
