"""Choices in words: native selects whose values live in the address (assets/choices.js)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from app.language import _

Options = Iterable[tuple[str, str]]
_LONGEST = 40


def with_chosen(options: Options, chosen: str) -> list[tuple[str, str]]:
    """Put in front what the address asks for and nothing here is: a select shows what was asked."""
    listed = list(options)
    if not chosen or chosen in dict(listed):
        return listed
    given = chosen if len(chosen) <= _LONGEST else f"{chosen[:_LONGEST]}…"
    return [(chosen, _("{given} (no such choice)", given=given)), *listed]


def choice(
    param: str, label: str, options: Options, chosen: str, *, default: str = "", stores: str
) -> Component:
    """Offer one parameter of the address; `stores` are told the new address when it changes.

    The `default` is what the address means when it does not name the parameter.
    """
    listed = with_chosen([(value, _(words)) for value, words in options], chosen)
    return html.Div(
        className="choice",
        children=[
            html.Label(label, htmlFor=f"choose-{param}"),
            html.Select(
                id=f"choose-{param}",
                **{
                    "data-options": json.dumps(listed),
                    "data-param": param,
                    "data-chosen": chosen,
                    "data-default": default,
                    "data-stores": stores,
                },
            ),
        ],
    )


def drawer(summary: str, children: list[Component], *, open_when_wide: bool = True) -> Component:
    """Fold controls away on a phone; on a wide screen they stand open."""
    marks = {"data-open-wide": "true"} if open_when_wide else {}
    return html.Details(className="drawer", children=[html.Summary(summary), *children], **marks)
