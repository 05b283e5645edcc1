"""Bars of what datasets say of the people in them: one table, each row drawn and printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.catalogue.overview import Held
from app.services.catalogue.overview_words import HELD_WORDS
from app.services.described import Described
from app.services.wording import exact

_PARTS = (
    ("tabled", HELD_WORDS[Held.TABLE]),
    ("reported", HELD_WORDS[Held.SAID]),
    ("denied", HELD_WORDS[Held.SAID_NOT]),
    ("withheld", HELD_WORDS[Held.WITHHELD]),
    ("silent", HELD_WORDS[Held.NOT_FOUND]),
)


def described_bars(respects: Iterable[Described], caption: str) -> Component:
    """Draw each respect as a bar of its parts, with the numbers beside it.

    What is withheld has a column only where anything is.
    """
    rows = list(respects)
    kept = any(each.withheld for each in rows)
    parts = [(part, words) for part, words in _PARTS if kept or part != "withheld"]
    heads = [
        html.Th(
            [_("Of the people: "), html.Span(_("what we know"), className="aloud")], scope="col"
        )
    ]
    heads += [html.Th("", className="bar-cell", **{"aria-hidden": "true"})]
    heads += [_head(part, _(words)) for part, words in parts]
    return html.Table(
        className="described",
        children=[
            html.Caption(_(caption)),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(each, [part for part, _ in parts]) for each in rows]),
        ],
    )


def _swatch(part: str) -> Component:
    return html.Span(className=f"swatch part-{part}", **{"aria-hidden": "true"})


def _head(part: str, words: str) -> Component:
    return html.Th([_swatch(part), " ", words], scope="col", className="number")


def _row(each: Described, parts: Sequence[str]) -> Component:
    numbers = [
        html.Td([_swatch(part), exact(getattr(each, part))], className="number") for part in parts
    ]
    name = html.Th(each.words.capitalize(), scope="row")
    return html.Tr([name, html.Td(_bar(each, parts), className="bar-cell"), *numbers])


def _bar(each: Described, parts: Sequence[str]) -> Component:
    shares = [(part, getattr(each, part) / max(1, each.datasets)) for part in parts]
    return html.Div(
        [
            html.Span(className=f"part-{part}", style={"width": f"{share:.4%}"})
            for part, share in shares
            if share
        ],
        className="bar",
        **{"aria-hidden": "true"},
    )
