"""Measures of performance and of inequality, each with an example that the same code works out."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.methods.performance import (
    GROUPS_NAME,
    GROUPS_SAID,
    MADE,
    PerformanceShown,
    gap_measures,
    group_measures,
    inequality_measures,
)
from frontend.components.table import table
from frontend.methods.folded import facts, measure
from frontend.methods.measures import number

_SIGNS = N_(
    "s is a score, y the truth, 0 or 1. P and N count those who have the finding and those who do "
    "not, TP, FP, TN and FN the cases at the threshold. A score equal to it counts as yes, and "
    "equal scores count half. A run that is uploaded is given the usual ones; the others are "
    "computed where they are asked for in Python. The examples are made up so that they can be "
    "worked out by hand:"
)
_UNEQUAL = N_(
    "These hold the values of all groups against each other, y being the value of a group and p "
    "its share of the people. No page shows them; they are computed in Python. The example:"
)


def performance() -> list[Component]:
    """Write the measures of a group's performance, and of the gaps between groups."""
    return [
        html.P(_(_SIGNS)),
        *(_example_words(each.name, each.said) for each in MADE.values()),
        html.H3(_("Performance of a group")),
        *_measures(group_measures()),
        html.H3(_("Gaps between groups")),
        *_measures(gap_measures()),
        html.H3(_("Inequality between groups of known size")),
        html.P(_(_UNEQUAL)),
        _example_words(GROUPS_NAME, GROUPS_SAID),
        *_measures(inequality_measures()),
    ]


def _example_words(name: str, said: str) -> Component:
    return html.P([html.B(f"{_(name)}. "), _(said)])


def _measures(found: Iterable[PerformanceShown]) -> Iterable[Component]:
    for each in found:
        said = facts(each.formula, each.unit, each.facts, each.source, (each.id, each.version))
        yield measure(each.id, each.name, each.question, said, _example(each))


def _example(shown: PerformanceShown) -> Component:
    columns = [(shown.made, "name"), (N_("Value"), "number")]
    rows = [
        (f"{shown.id}-{at}", [each.of, number(each.value)]) for at, each in enumerate(shown.example)
    ]
    caption = _("Worked out by the code that answers; {unit}.", unit=_(shown.unit))
    label = _("Example: {metric}", metric=_(shown.name))
    return table(f"{shown.id}-example", label, caption, columns, rows)
