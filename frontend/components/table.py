"""Tables of any length: the rows travel as data and are written by assets/light.js."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.language import _

Cell = str | Mapping[str, Any]


def link(text: str, href: str, label: str = "") -> Cell:
    """Write a cell that leads somewhere; `label` says where to who does not see the row."""
    return {"text": text, "href": href, **({"label": label} if label else {})}


def marked(text: str, mark: str, href: str) -> Cell:
    """Write a cell with a mark beside what it says, which leads to why."""
    return {"text": text, "mark": link(mark, href)}


def table(
    name: str,
    label: str,
    caption: str,
    columns: Iterable[tuple[str, str]],
    rows: Iterable[tuple[str, Sequence[Cell]]],
) -> Component:
    """Write a table whose first column names its rows.

    Columns are (head, kind) with a kind of name, words or number; rows are (id, cells).
    """
    content = {
        "caption": caption,
        "columns": [{"head": _(head), "kind": kind} for head, kind in columns],
        "rows": [{"id": row_id, "cells": list(cells)} for row_id, cells in rows],
    }
    return html.Div(
        id=name,
        className="table-frame",
        tabIndex=0,
        role="region",
        **{"aria-label": label, "data-table": json.dumps(content)},
    )
