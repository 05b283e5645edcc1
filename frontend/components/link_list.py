"""Lists of links of any length: the items travel as data and are written by assets/lists.js."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dash import html
from dash.development.base_component import Component

Item = Mapping[str, str | None]


def item(text: str, href: str | None, about: str = "", mark: str | None = None) -> Item:
    """Write one item; `mark` is the look of a kind of nothing ("none", "site", "zero" ...)."""
    return {"text": text, "href": href, "about": about, "mark": mark}


def link_list(name: str, items: Iterable[Item], *, className: str = "") -> Component:
    """Write the list."""
    return html.Ul(id=name, className=className, **{"data-list": json.dumps(list(items))})
