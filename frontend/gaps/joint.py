"""Two dimensions at once: a grid whose cells say their range wherever only a range is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Assessment
from app.language import _
from app.services.gaps.rows import GapRow, part
from app.services.gaps.words import DIMENSION_NOUNS, Names, group_label
from app.services.wording import percent
from frontend.figures.scale import RATIO

_MOST_ROWS = 60


def joint_grid(name: str, answer: Assessment, rows: Sequence[GapRow], names: Names) -> Component:
    """Draw the grid: coloured by ratio where one is known, hatched where only bounds are."""
    first, second = str(answer.query["dimension"]).split(",")
    by_key = {row.key: row for row in rows}
    down, across = _heads(rows, 0), _heads(rows, 1)
    if len(across) > len(down):
        first, second, down, across = second, first, across, down
        by_key = {(b, a): row for (a, b), row in by_key.items()}
    shown = [head for head in down if any(_counted(by_key.get((head, c))) for c in across)]
    kept = (shown if len(down) > _MOST_ROWS else down)[:_MOST_ROWS]
    content = {
        "caption": _caption(answer, rows, len(down) - len(kept)),
        "corner": _(DIMENSION_NOUNS[first]).capitalize(),
        "columns": [group_label(second, each, names) for each in across],
        "rows": [
            {
                "head": group_label(first, head, names),
                "cells": [joint_cell(by_key.get((head, column))) for column in across],
            }
            for head in kept
        ],
    }
    label = _(
        "{first} by {second}",
        first=_(DIMENSION_NOUNS[first]).capitalize(),
        second=_(DIMENSION_NOUNS[second]),
    )
    marks = {"data-grid": json.dumps(content), "aria-label": label}
    return html.Div(id=name, className="wide-table", tabIndex=0, role="region", **marks)


def _heads(rows: Sequence[GapRow], place: int) -> list[str]:
    return list(dict.fromkeys(row.key[place] for row in rows))


def _counted(row: GapRow | None) -> bool:
    return row is not None and row.counted


def _caption(answer: Assessment, rows: Sequence[GapRow], left_out: int) -> str:
    said = ""
    if any(row.known is not None for row in rows):
        said += _("Share of those known; below it what it may be with the unknown. ")
    if any(row.known is None for row in rows):
        said += _(
            "A bar is 0 to 100 %; hatched from the least to the most that the share may be, where "
            "we found no table of both together. "
        )
    said += _("Colour: the share against that of the reference. ") if answer.reference else ""
    if left_out:
        said += _("{left_out} more rows without a count are in the table below.", left_out=left_out)
    return said


def joint_cell(row: GapRow | None) -> dict[str, Any]:
    """Write one cell: its share, else its bounds, else which kind of nothing it is."""
    if row is None:
        return {"text": "–", "more": _("not asked"), "look": ""}
    between = (
        ""
        if row.low is None or row.high is None
        else _("{low} to {high}", low=part(row.low), high=part(row.high))
    )
    if row.known is not None:
        return {"text": percent(row.known), "more": between, "look": _look(row)}
    if row.counted and between:
        return {"text": between, "more": _("bounds only"), **_hatched(row.low, row.high)}
    return {"text": "–", "more": row.count_words, **_hatched(row.low, row.high)}


def _hatched(low: float | None, high: float | None) -> dict[str, Any]:
    """Hatch from the least to the most that the share may be, in per cent of the bar."""
    from_, to = 100 * (low or 0), 100 * (1 if high is None else high)
    return {"look": "bounds-only", "from": round(from_, 3), "to": round(to, 3)}


def _look(row: GapRow) -> str:
    ratio = row.ratio.value
    return "counted" if ratio is None else f"step-{RATIO.step(ratio)}"
