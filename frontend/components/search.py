"""A field to search in, whose words live in the address (assets/search.js)."""

from __future__ import annotations

import json

from dash import html
from dash.development.base_component import Component


def search_field(param: str, label: str, chosen: str, *, hint: str = "", stores: str) -> Component:
    """Offer one parameter of the address as free words; `stores` are told when it changes."""
    written = {
        "id": f"choose-{param}",
        "param": param,
        "value": chosen,
        "stores": stores,
        "hint": hint,
    }
    return html.Div(
        className="choice search",
        children=[
            html.Label(label, htmlFor=f"choose-{param}"),
            html.Div(**{"data-search": json.dumps(written)}),
        ],
    )
