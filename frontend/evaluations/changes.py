"""Tables of what changed from one run to another."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from app.language import _
from app.services.results.comparison_words import run_names, signed, why_no_change
from app.services.results.run_question import group_words
from app.services.results.run_values import IN_TABLES, value_text
from app.services.runs.compared import GroupChange, RunsCompared
from frontend.components.table import Cell, table


def changes_table(
    found: RunsCompared, shown: Sequence[GroupChange], named: tuple[str, str]
) -> Component:
    """Write changes, one row each; `named` are the id of the table and its label."""
    name, label = named
    columns = [
        (_("Group"), "name"),
        (_("Measure"), "words"),
        *((run, "number") for run in run_names(found.first, found.second)),
        (_("Change"), "number"),
        (_("From"), "number"),
        (_("To"), "number"),
        (_("Note"), "words"),
    ]
    rows = [(f"{name}-{at}", _cells(found, each)) for at, each in enumerate(shown)]
    caption = _("Every measure in both runs; the change is the second less the first.")
    return table(name, label, caption, columns, rows)


def _cells(found: RunsCompared, each: GroupChange) -> list[Cell]:
    values = (number(end, each.decimals) for end in (each.first, each.second))
    ends = (number(end, each.decimals) for end in (each.low, each.high))
    change = "–" if each.change is None else signed(each.change, each.decimals)
    note = why_no_change(each) or "–"
    return [group_words(each.group), found.titles[each.metric], *values, change, *ends, note]


def number(value: float | None, decimals: int | None) -> str:
    """Write a number of a table; a dash where there is none."""
    return "–" if value is None else value_text(value, decimals, IN_TABLES)
