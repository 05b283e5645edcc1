"""Tables of any length: the rows travel as data and are written by assets/light.js."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.wording import exact

Cell = str | Mapping[str, Any]
# What is longer than this is cut on paper, to as many rows as fit on half a page.
_LONG, _PRINTED = 30, 20


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
    on_paper: Container[str] | None = None,
) -> Component:
    """Write a table whose first column names its rows.

    Columns are (head, kind) with a kind of name, words, short or number; rows are (id, cells).
    Paper has the rows of `on_paper`, by default a short table or the first of a long one, and says
    so.
    """
    listed: list[dict[str, Any]] = [{"id": row_id, "cells": list(cells)} for row_id, cells in rows]
    left = [row for at, row in enumerate(listed) if not _printed(row, at, len(listed), on_paper)]
    for row in left:
        row["offPaper"] = True
    content = {
        "caption": caption,
        "columns": [{"head": _(head), "kind": kind} for head, kind in columns],
        "rows": listed,
        "paper": _left_off(len(listed) - len(left), len(listed)) if left else "",
    }
    return html.Div(
        id=name,
        className="table-frame",
        tabIndex=0,
        role="region",
        **{"aria-label": label, "data-table": json.dumps(content)},
    )


def _printed(row: Mapping[str, Any], at: int, rows: int, on_paper: Container[str] | None) -> bool:
    if on_paper is not None:
        return row["id"] in on_paper
    return rows <= _LONG or at < _PRINTED


def _left_off(printed: int, rows: int) -> str:
    """Say on paper how much of a table it has; the address of the page follows."""
    return _(
        "On paper: {printed} of {rows} rows. The whole table, and its data: ",
        printed=exact(printed),
        rows=exact(rows),
    )
