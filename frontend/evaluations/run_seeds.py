"""Seeds of a job: which runs they are, and how far their values spread, as a table only."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.reason import Reason
from app.language import N_, _
from app.services.results.run_question import RunQuestion, group_words, title_of
from app.services.runs.answers import RunAnswer
from app.services.runs.seeds import RunSeeds, SeedRun, SeedSpread
from app.services.wording import exact
from frontend.components.table import Cell, table
from frontend.evaluations.changes import number
from frontend.evaluations.crossing import crossed_words
from frontend.evaluations.told_columns import told_columns

_COLUMNS = (
    (N_("Group"), "name"),
    (N_("Measure"), "words"),
    (N_("Mean"), "number"),
    (N_("Lowest value"), "number"),
    (N_("Highest value"), "number"),
    (N_("Note"), "words"),
)
_NOTE = N_(
    "The same job, trained again from other seeds. How far they spread tells how much another "
    "training may differ. It says nothing about other people and is no confidence interval."
)


def over_seeds(run: RunAnswer, question: RunQuestion, found: RunSeeds) -> Component | None:
    """Write the spread of everybody and of the groups that are shown; nothing of one seed."""
    if not found.items:
        return None
    own = [
        each
        for each in found.items
        if each.label == question.label and {*each.group, *each.attributes} <= {question.by}
    ]
    rows = [(f"seed-{at}", _cells(run, each)) for at, each in enumerate(own)]
    caption = _("Every measure over the {n} seeds of this job.", n=exact(len(found.runs)))
    columns, listed, left = told_columns(_COLUMNS, rows)
    label = _("Table of the spread over seeds")
    return html.Section(
        [
            html.H2(_("Other seeds of this job"), id="seeds"),
            html.P(_(_NOTE), className="quiet"),
            html.Ul(list(map(_run, _others(found)))),
            table("seeds-table", label, f"{caption} {left}".strip(), columns, listed),
        ]
    )


def _others(found: RunSeeds) -> Sequence[SeedRun]:
    return [each for each in found.runs if each.slug != found.slug]


def _run(each: SeedRun) -> Component:
    words = _("{run}, seed {seed}", run=each.slug, seed=each.seed)
    return html.Li(dcc.Link(words, href=f"/evaluations/{each.slug}"))


def _cells(run: RunAnswer, each: SeedSpread) -> list[Cell]:
    values = (number(value, each.decimals) for value in (each.mean, each.low, each.high))
    note = Reason(each.reason).sentence if each.reason else "–"
    of = group_words(each.group)
    if each.attributes:
        of = _("between groups by {by}", by=crossed_words(each.attributes))
    return [of, title_of(run, each.metric), *values, note]
