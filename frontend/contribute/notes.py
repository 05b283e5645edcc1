"""What was said about a draft, and which countries are heard; all of it is text."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.snapshot import snapshot
from app.services.writing.focal import Consulted
from app.services.writing.review import ReviewDetail
from frontend.hall import hall

_KINDS = {
    "comment": N_("{by}, {at}:"),
    "returned": N_("Returned by {by}, {at}:"),
    "focal": N_("{by}, focal point of {country}, {at}:"),
}


def notes(review: ReviewDetail) -> Component:
    """List the comments on a draft, oldest first, and the countries that are asked."""
    said = [html.Li(_note(n.kind, n.by, n.at, n.iso3, n.text)) for n in review.comments]
    none = html.P(_("Nobody has commented on it yet."))
    return html.Section(
        [
            html.H2(_("Comments")),
            html.Ol(said, className="notes") if said else none,
            *[html.P(country_line(each)) for each in review.countries],
        ],
        id="comments",
    )


def _note(kind: str, by: str, at: str, iso3: str | None, text: str) -> list[Component | str]:
    country = country_name(iso3 or "")
    head = _(_KINDS.get(kind, _KINDS["comment"]), by=by, at=at[:10], country=country)
    return [html.B(head), " ", text]


def country_line(each: Consulted) -> str:
    """Say whether a country was heard, until when it may comment, or that it is yet to be asked."""
    told = {"country": country_name(each.iso3), "asked": ", ".join(each.focal_points)}
    if len(each.commented) == len(each.focal_points):
        return _("{country} was heard (focal points: {asked}).", **told)
    if each.until is None:
        return _("{country} is asked once it is submitted (focal points: {asked}).", **told)
    until = each.until[:10]
    return _("{country} may comment until {until} (focal points: {asked}).", until=until, **told)


def country_name(iso3: str) -> str:
    """Return what a country is called here; of one that is not in the list, its code."""
    return country_names().get(iso3, iso3)


def country_names() -> dict[str, str]:
    """Return what each country is called here, by its code."""
    return {each.iso3: each.name for each in snapshot(hall().store).countries}
