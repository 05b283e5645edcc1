"""Two attributes crossed, as a table whose cells have looks: picture and table in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.results.crossing import Crossing
from app.services.results.forest import attribute_words

Cell = TypeVar("Cell")


def grid(
    found: Crossing[Cell],
    pair: Sequence[str],
    named: tuple[str, str, str],
    cell: Callable[[Cell], Component],
) -> Component:
    """Write the table; `named` are its id, its label and its caption."""
    name, label, caption = named
    heads = [html.Th(each, scope="col") for each in found.columns]
    body = [
        html.Tr([html.Th(row, scope="row"), *(_nobody() if c is None else cell(c) for c in cells)])
        for row, cells in zip(found.rows, found.cells, strict=True)
    ]
    corner = html.Td(_("{row}, by {column}", row=attribute_words(pair[0]),
                       column=attribute_words(pair[1])))  # fmt: skip
    shown = html.Table(
        [html.Caption(caption), html.Thead(html.Tr([corner, *heads])), html.Tbody(body)],
        className="heatmap",
    )
    return html.Div(
        shown, id=name, className="table-frame", tabIndex=0, role="region",
        **{"aria-label": label},
    )  # fmt: skip


def _nobody() -> Component:
    return html.Td(_("nobody"), className="heat-none")


def without(text: str, reason: str) -> Component:
    """Write a cell that has no value, and why."""
    return html.Td([html.B(text), html.Span(reason)], className="heat-none")


def crossed_words(pair: Sequence[str]) -> str:
    """Name attributes that are crossed."""
    return " × ".join(map(attribute_words, pair))
