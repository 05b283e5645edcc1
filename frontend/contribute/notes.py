"""What was said about a draft, and which countries are heard; all of it is text."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.writing.focal import Consulted
from app.services.writing.review import ReviewDetail

_KINDS = {
    "comment": N_("{by}, {at}:"),
    "returned": N_("Returned by {by}, {at}:"),
    "focal": N_("{by}, focal point of {iso3}, {at}:"),
}


def notes(review: ReviewDetail) -> Component:
    """List the comments on a draft, oldest first, and the countries that are asked."""
    said = [html.Li(_note(n.kind, n.by, n.at, n.iso3, n.text)) for n in review.comments]
    none = html.P(_("Nothing was said about it yet."))
    return html.Section(
        [
            html.H2(_("Comments")),
            html.Ol(said, className="notes") if said else none,
            *[html.P(country_line(each)) for each in review.countries],
        ],
        id="comments",
    )


def _note(kind: str, by: str, at: str, iso3: str | None, text: str) -> list[Component | str]:
    head = _(_KINDS.get(kind, _KINDS["comment"]), by=by, at=at[:10], iso3=iso3)
    return [html.B(head), " ", text]


def country_line(each: Consulted) -> str:
    """Say whether a country was heard, or until when it may comment."""
    asked = ", ".join(each.focal_points)
    if len(each.commented) == len(each.focal_points):
        return _("{iso3}: its focal points ({asked}) were heard.", iso3=each.iso3, asked=asked)
    return _(
        "{iso3}: its focal points ({asked}) may comment until {until}.",
        iso3=each.iso3, asked=asked, until=(each.until or "")[:10],
    )  # fmt: skip
