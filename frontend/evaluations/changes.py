"""Tables of what changed from one run to another."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from app.language import _
from app.services.results.comparison_words import signed, why_no_change
from app.services.results.run_question import group_words
from app.services.results.run_values import IN_TABLES, value_text
from app.services.runs.compared import GapChanged, GroupChange, RunsCompared
from app.services.wording import percent
from frontend.components.table import Cell, table
from frontend.evaluations.told_columns import NOTHING, told_columns


def changes_table(
    found: RunsCompared, shown: Sequence[GroupChange], named: tuple[str, str]
) -> Component:
    """Write changes, one row each; `named` are the id of the table and its label."""
    name, label = named
    columns = [
        (_("Group"), "name"),
        (_("Measure"), "words"),
        *figures(found),
        (_("Note"), "words"),
    ]
    rows = [(f"{name}-{at}", _cells(found, each)) for at, each in enumerate(shown)]
    told, listed, left = told_columns(columns, rows)
    caption = _(
        "Every measure in both runs; the change is the second less the first, and each of the "
        "three is rounded by itself."
    )
    return table(name, label, f"{caption} {left}".strip(), told, listed)


def figures(found: RunsCompared) -> list[tuple[str, str]]:
    """Name the columns of both values, their change, and the interval of the change."""
    level = percent(found.interval_level)
    return [
        (_("First run"), "number"),
        (_("Second run"), "number"),
        (_("Change"), "number"),
        (_("{level} interval of the change: from", level=level), "number"),
        (_("{level} interval of the change: to", level=level), "number"),
    ]


def in_figures(each: GroupChange | GapChanged) -> list[str]:
    """Write both values, their change, and the ends of its interval."""
    values = (number(end, each.decimals) for end in (each.first, each.second))
    moves = (
        NOTHING if end is None else signed(end, each.decimals, IN_TABLES)
        for end in (each.change, each.low, each.high)
    )
    return [*values, *moves]


def _cells(found: RunsCompared, each: GroupChange) -> list[Cell]:
    note = why_no_change(each) or NOTHING
    return [group_words(each.group), found.titles[each.metric], *in_figures(each), note]


def number(value: float | None, decimals: int | None) -> str:
    """Write a number of a table; a dash where there is none."""
    return NOTHING if value is None else value_text(value, decimals, IN_TABLES)
