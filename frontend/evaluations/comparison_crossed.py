"""What changed in two runs where two attributes are crossed: shaded cells, and the same in full."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.results.comparison_crossed import (
    CrossedChange,
    Look,
    crossed_changes,
    look_words,
)
from app.services.results.comparison_words import ComparisonQuestion, changes_of
from app.services.runs.compared import RunsCompared
from frontend.evaluations.changes import changes_table
from frontend.evaluations.crossing import crossed_words, grid, without


def crossed(found: RunsCompared, question: ComparisonQuestion) -> Component | None:
    """Write the crossing: whom it serves better or worse beyond chance, then every measure."""
    cells = crossed_changes(found, question)
    if cells is None:
        return None
    by = crossed_words(question.cross)
    title = _("{measure}: change by {by}", measure=found.titles[question.measure], by=by)
    caption = _(
        "The change of every crossed group, its interval, and whether it is beyond chance. "
        "Hatched: no change is known, and why."
    )
    shown = [
        each
        for metric in found.titles
        for each in changes_of(found, question, metric, question.cross)
    ]
    label = _("Table of changes of crossed groups")
    return html.Section(
        [
            html.H2(title, id="crossed"),
            html.P(cells.sentence),
            _legend(cells.looks),
            grid(cells.grid, question.cross, ("crossed-grid", title, caption), _cell),
            html.Details(
                [
                    html.Summary(_("The same as a table, for every measure")),
                    changes_table(found, shown, ("crossed-changes", label)),
                ],
                className="how",
            ),
        ]
    )


def _cell(cell: CrossedChange) -> Component:
    if cell.look == "none":
        return without(cell.change, cell.said)
    lines = [html.Span(each) for each in (cell.interval, cell.said) if each]
    return html.Td([html.B(cell.change), *lines], className=_class(cell.look))


def _legend(looks: Sequence[Look]) -> Component:
    """Name the looks; each cell says its own in words, too."""
    items = [
        html.Li([html.Span(className=f"heat-sample {_class(look)}"), look_words(look)])
        for look in looks
    ]
    return html.Ul(items, className="run-legend")


def _class(look: Look) -> str:
    return "heat-none" if look == "none" else f"change-{look}"
