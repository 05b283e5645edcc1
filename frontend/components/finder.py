"""Choices that one select cannot hold: one of many by its words, or several that make one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from frontend.components.controls import with_chosen

Option = tuple[str, str]


def finder(
    param: str,
    label: str,
    options: Sequence[Option],
    chosen: str,
    *,
    default: str = "",
    hint: str = "",
    stores: str,
) -> Component:
    """Offer one of many: a field that finds what is typed (assets/finder.js)."""
    given = {
        "id": f"choose-{param}",
        "label": label,
        "param": param,
        "options": list(options),
        "chosen": chosen,
        "default": default,
        "hint": hint,
        "stores": stores,
    }
    return html.Div(className="choice finder", **{"data-finder": json.dumps(given)})


def part(param: str, name: str, label: str, options: Sequence[Option], chosen: str) -> Component:
    """Offer one part of a parameter that several selects make together."""
    marks = {
        "data-options": json.dumps(with_chosen(options, chosen)),
        "data-part": name,
        "data-chosen": chosen,
    }
    field = f"choose-{param}-{name}"
    return html.Div(
        [html.Label(label, htmlFor=field), html.Select(id=field, **marks)], className="choice"
    )


def joined(
    param: str,
    kind: str,
    parts: Sequence[Component],
    chosen: str,
    *,
    default: str = "",
    stores: str,
) -> Component:
    """Put selects together that make one parameter: "list" (a,b) or "pairs" (name:value;...)."""
    given = {
        "param": param,
        "kind": kind,
        "chosen": chosen,
        "default": default,
        "stores": stores,
    }
    return html.Div([*parts, html.Span(**{"data-join": json.dumps(given)})], className="joined")
