"""Choices in words: native selects whose values live in the address (assets/choices.js)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from app.language import _

Options = Iterable[tuple[str, str]]


def choice(
    param: str, label: str, options: Options, chosen: str, *, default: str = "", stores: str
) -> Component:
    """Offer one parameter of the address; `stores` are told the new address when it changes.

    The `default` is what the address means when it does not name the parameter.
    """
    return html.Div(
        className="choice",
        children=[
            html.Label(label, htmlFor=f"choose-{param}"),
            html.Select(
                id=f"choose-{param}",
                **{
                    "data-options": json.dumps([(value, _(words)) for value, words in options]),
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
