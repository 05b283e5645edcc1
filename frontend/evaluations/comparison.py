"""Two runs on the same patients: choices, changes as pictures and tables, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.model_answers import EvaluationRow
from app.services.results.comparison_words import (
    ComparisonQuestion,
    change_panels,
    choices_of,
    comparison_question,
    gap_words,
    run_names,
    unlike_words,
    with_everybody,
)
from app.services.results.forest import Panel, attribute_words
from app.services.results.run_curves import threshold_text
from app.services.results.run_question import in_order
from app.services.results.words import SHARED_WORDS
from app.services.runs.compared import (
    GapChanged,
    RunComparison,
    RunNamed,
    RunsCompared,
)
from frontend.components.controls import choice
from frontend.components.table import Cell, table
from frontend.evaluations.changes import changes_table, figures, in_figures
from frontend.evaluations.comparison_crossed import crossed
from frontend.evaluations.crossing import crossed_words
from frontend.evaluations.plot import drawn
from frontend.evaluations.run_controls import given

HOW_TO_READ = (
    N_(
        "Only like is compared with like: the same finding on the same cases of the same patients, "
        "with the same truth, at the same threshold. What is not alike is named and left out."
    ),
    N_(
        "An interval of a change comes from resampling the same patients in both runs, which "
        "mostly makes it narrower than the intervals of the two values."
    ),
    N_(
        "A gap may close because the group that was served worst is served better, or because the "
        "one that was served best is served worse. The second is called levelling down, and helps "
        "nobody."
    ),
    N_("Each interval is for one change. Of many changes some differ from zero by chance."),
)


def controls(others: Sequence[EvaluationRow], chosen: str, store: str) -> Component:
    """Offer every other run; whether it may be compared is said when it is chosen."""
    named = [(each.slug, run_name(each)) for each in others]
    options = [("", _("choose")), *named]
    return html.Div(
        [choice("with", _("Compare with"), options, chosen, stores=store)],
        className="choices run-choices",
    )


def sections(found: RunsCompared, question: ComparisonQuestion) -> Iterator[Component | None]:
    """Write what changed, below what the two runs are."""
    yield html.Dl([_run(*each) for each in _both(found)], className="facts")
    if found.warnings:
        lines = [html.P(each) for each in found.warnings]
        head = html.H2(_("To be kept in mind"), id="warnings")
        yield html.Section([head, html.Div(lines, className="shared-source")])
    panels = change_panels(found, question)
    by = attribute_words(question.by)
    yield html.H2(_("Changes by {by}", by=by) if by else _("Changes"), id="changes")
    yield html.Div([_panel(each) for each in panels], className="run-forests")
    shown = [each for metric in found.titles for each in with_everybody(found, question, metric)]
    yield changes_table(found, shown, ("changes-table", _("Table of changes")))
    yield crossed(found, question)
    yield _gaps(found, question)


def refusal(answer: RunComparison, runs: Sequence[EvaluationRow]) -> Component:
    """Say which two runs are not compared, why, and what to do."""
    names = {each.slug: run_name(each) for each in runs}
    first, second = (names.get(each, each) for each in (answer.slug, answer.other or "–"))
    head = _("These two runs cannot be compared, because only like is compared with like.")
    both = _("First run: {first}. Second run: {second}.", first=first, second=second)
    then = _("Choose another run, or let the second model predict the cases of the first.")
    said = html.Ul([html.Li(unlike_words(each)) for each in answer.refused])
    return html.Div(
        [
            html.P(head, id="finding", className="finding"),
            html.P(both, className="not-known"),
            said,
            html.P(then),
        ],
        className="refused",
        role="status",
    )


def run_name(row: EvaluationRow) -> str:
    """Name a run so that it is told apart from others of the same model."""
    return f"{row.model_name}, {row.dataset_name}: {row.slug}"


def choices(found: RunsCompared, question: ComparisonQuestion, store: str) -> Component:
    """Offer what the two runs have in common."""
    has, usual = choices_of(found), comparison_question(found, {})
    picks = [
        ("label", _("Finding"), [(each, each) for each in has.labels]),
        ("by", _("Groups by"), [(each, attribute_words(each)) for each in has.attributes]),
        ("measure", _("Measure"), [(each, found.titles[each]) for each in has.measures]),
        ("cross", _("Crossed"), [(",".join(pair), crossed_words(pair)) for pair in has.pairs]),
    ]
    fields = [
        choice(name, words, options, given(question, name), default=given(usual, name),
               stores=store)
        for name, words, options in picks
        if len(options) > 1
    ]  # fmt: skip
    return html.Div(fields, className="choices run-choices")


def _both(found: RunsCompared) -> list[tuple[str, str, RunNamed]]:
    names = run_names(found.first, found.second)
    return [(_("First run"), names[0], found.first), (_("Second run"), names[1], found.second)]


def _run(term: str, name: str, run: RunNamed) -> Component:
    said = [run.dataset, run.split]
    if run.threshold is not None:
        said.append(_("threshold {at}", at=threshold_text(run.threshold)))
    link = dcc.Link(name, href=f"/evaluations/{run.slug}")
    state = run.shared_source.state
    shared = _("Test and training: {state}", state=_(SHARED_WORDS[state]))
    flag = html.Span(shared, className=f"shared-state shared-{state}")
    return html.Div([html.Dt(term), html.Dd([link, html.Br(), ", ".join(said), html.Br(), flag])])


def _panel(panel: Panel) -> Component:
    said = [f"{dot.group} {dot.text}" for dot in panel.dots]
    words = _("{measure}: {listed}.", measure=panel.title, listed=", ".join(said))
    return drawn(panel, "fraction", (panel.title, [panel.definition], words))


def _gaps(found: RunsCompared, question: ComparisonQuestion) -> Component | None:
    own = [each for each in found.gaps if each.label == question.label]
    if not own:
        return None
    columns = [
        (_("Measure"), "name"),
        (_("Groups by"), "words"),
        (_("What became of it"), "words"),
        *figures(found),
    ]
    rows = [(f"gap-{at}", _gap(found, each)) for at, each in enumerate(own)]
    caption = _("Gaps over the groups that have a value in both runs.")
    head = html.H2(_("Gaps between groups"), id="gaps")
    return html.Section([head, table("gaps-table", _("Table of gaps"), caption, columns, rows)])


def _gap(found: RunsCompared, each: GapChanged) -> list[Cell]:
    return [
        found.titles[each.metric],
        crossed_words(in_order(each.attributes)),
        gap_words(each),
        *in_figures(each),
    ]
