"""Bars of shares: people of the world who live there, beside patients who were imaged there."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.profile.answers import Profile
from app.services.profile.words import comparable, whose_place_is_known
from app.services.wording import percent


def share_bars(profile: Profile) -> Component | None:
    """Draw both shares on one scale; the second is solid as far as is certain, and hatched on."""
    group = profile.group
    if not comparable(profile) or group is None or group.reference_share is None:
        return None
    low, high = group.share.low or 0, group.share.high or group.share.known or 0
    most = max(group.reference_share, high)
    rows = [
        (
            _("Of the world’s people"),
            [("tabled", group.reference_share)],
            _(
                "{share}; both bars end at {most}",
                share=percent(group.reference_share),
                most=percent(most),
            ),
        ),
        (
            _("Of all patients"),
            [("tabled", low), ("silent", high - low)],
            _(
                "{of_all}; {share} of {patients}",
                of_all=_of_all(low, high),
                share=percent(group.share.known or 0),
                patients=whose_place_is_known(profile),
            ),
        ),
    ]
    return html.Dl(
        [_row(name, parts, words, most) for name, parts, words in rows], className="shares"
    )


def _of_all(low: float, high: float) -> str:
    least, most = percent(low), percent(high)
    if least == most:
        return least
    return _("between {low} and {high}, wherever the rest were imaged", low=least, high=most)


def _row(name: str, parts: list[tuple[str, float]], words: str, most: float) -> Component:
    drawn = [
        html.Span(className=f"part-{look}", style={"width": f"{share / most:.4%}"})
        for look, share in parts
        if share > 0
    ]
    bar = html.Div(drawn, className="bar", **{"aria-hidden": "true"})
    return html.Div([html.Dt(name), html.Dd([bar, html.Span(words)])])
