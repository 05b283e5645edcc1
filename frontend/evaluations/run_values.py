"""Values of a run: a panel per measure with its table, and two attributes crossed."""

from __future__ import annotations

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from app.domain.rows import Outcome
from app.language import N_, _
from app.services.results.forest import Panel, attribute_words, over_words
from app.services.results.run_question import (
    RunQuestion,
    scores_of,
    title_of,
)
from app.services.results.run_values import (
    IN_TABLES,
    LEVELS,
    Cell,
    Heatmap,
    heatmap,
    run_panels,
    score_name,
    score_text,
    value_text,
    why,
    with_site,
)
from app.services.results.run_words import note_words
from app.services.runs.answers import GroupScore, RunAnswer
from app.services.wording import exact, joined, percent
from frontend.components.table import Cell as TableCell
from frontend.components.table import table
from frontend.evaluations.crossing import crossed_words, grid, without
from frontend.evaluations.plot import drawn
from frontend.evaluations.told_columns import told_columns

_FIRST = (
    (N_("Group"), "name"),
    (N_("Measure"), "words"),
    (N_("Value"), "number"),
)
_ENDS = (
    N_("{level} interval: from"),
    N_("{level} interval: to"),
    N_("{level} for all groups at once: from"),
    N_("{level} for all groups at once: to"),
)
_LAST = (
    (N_("What that is over"), "words"),
    (N_("Cases"), "number"),
    (N_("With the finding"), "number"),
    (N_("Patients"), "number"),
    (N_("No prediction"), "number"),
    (N_("Note"), "words"),
)


def values(run: RunAnswer, question: RunQuestion) -> Iterator[Component]:
    """Draw every measure for everybody and the groups, then write the same as a table."""
    panels = run_panels(run, question)
    if not panels:
        yield html.P(
            _("No value could be computed; the table says why."), className="nothing-known"
        )
    else:
        drawings = [_panel(run, question, panel) for panel in panels]
        by = attribute_words(question.by)
        head = _("Values by {by}", by=by) if question.by else _("Values")
        yield html.Section(
            [html.H2(head, id="values"), html.Div(drawings, className="run-forests")]
        )
    yield html.H2(_("The same as a table"), id="table")
    yield _table(run, question)


def _panel(run: RunAnswer, question: RunQuestion, panel: Panel) -> Component:
    formula = _("Formula: {formula}", formula=panel.definition)
    defined = [note_words(run, question, panel.metric), html.Br(), formula]
    return drawn(panel, "fraction", (panel.title, defined, _alternative(panel)))


def _alternative(panel: Panel) -> str:
    """Say what the picture shows: everybody, then the ends of the groups."""
    known = [dot for dot in panel.dots if dot.value is not None]
    whole = [dot for dot in known if dot.is_whole]
    groups = sorted((dot for dot in known if not dot.is_whole), key=lambda dot: dot.value or 0.0)
    said = [_("{group} {value}", group=dot.group, value=dot.text) for dot in whole]
    said += [_("{group} {value}", group=dot.group, value=dot.text) for dot in groups]
    missing = [dot.group for dot in panel.dots if dot.value is None]
    none = _(" No value: {groups}.", groups=joined(missing)) if missing else ""
    return _("{measure}: {listed}.", measure=panel.title, listed=", ".join(said)) + none


def _table(run: RunAnswer, question: RunQuestion) -> Component:
    rows = [
        (f"value-{at}", _cells(run, each))
        for at, each in enumerate(
            score
            for measure in run.measures
            for by in ((), (question.by,))
            for score in with_site(run, scores_of(run, question, measure.id, *by))
        )
    ]
    caption = _(
        "Every measure of everybody and of the groups that are shown. – means that there is no "
        "value; never zero. Fewer decimals stand where more would tell how many are in a small "
        "group."
    )
    level = percent(run.interval_level)
    ends = [(_(each, level=level), "number") for each in _ENDS]
    told, listed, left = told_columns([*_FIRST, *ends, *_LAST], rows)
    words = f"{caption} {left}".strip()
    return table("values-table", _("Table of values"), words, told, listed)


def _cells(run: RunAnswer, score: GroupScore) -> list[TableCell]:
    ends = (score.low, score.high, score.together_low, score.together_high)
    positives = _count(score.n_pos) if run.outcome == Outcome.BINARY else "–"
    return [
        score_name(score),
        title_of(run, score.metric),
        score_text(score, IN_TABLES),
        *("–" if end is None else value_text(end, score.decimals, IN_TABLES) for end in ends),
        _over(run, score),
        _count(score.n),
        positives,
        _count(score.n_patients) if run.interval_kind == "patients" else _("not known"),
        _count(score.n_no_prediction),
        why(score) or "–",
    ]


def _count(n: int | None) -> str:
    return _("hidden") if n is None else exact(n)


def _over(run: RunAnswer, score: GroupScore) -> str:
    if score.low is None:
        return _("no interval")
    return f"{over_words(score.kind, run.interval_level)}; {score.method}"


# --- Two attributes crossed -----------------------------------------------------------------------


def crossed(run: RunAnswer, question: RunQuestion) -> Component | None:
    """Write the crossing as a table whose cells are shaded: picture and table in one."""
    found = heatmap(run, question)
    if found is None:
        return None
    title, by = title_of(run, question.measure), crossed_words(question.cross)
    caption = _(
        "{measure} of every crossed group, its {level} interval and its cases. Hatched: no value, "
        "and why.",
        measure=title,
        level=percent(run.interval_level),
    )
    named = ("crossed-table", _("{measure} by {by}", measure=title, by=by), caption)
    frame = grid(found.grid, question.cross, named, _cell)
    head = html.H2(_("{measure}: {by}", measure=title, by=by), id="crossed")
    return html.Section([head, html.P(_finding(found)), _scale(found), frame])


def _cell(cell: Cell) -> Component:
    if cell.level is None:
        return without(cell.text, cell.reason)
    lines = [html.Span(each) for each in (cell.interval, cell.size) if each]
    return html.Td([html.B(cell.text), *lines], className=f"heat-{cell.level}")


def _finding(found: Heatmap) -> str:
    cells = [each for row in found.grid.cells for each in row if each is not None]
    known = [each for each in cells if each.level is not None]
    if not known:
        return _("No crossed group has a value.")
    said = _("{known} of {all} crossed groups have a value", known=len(known), all=len(cells))
    return _("{said}, from {low} to {high}.", said=said, low=found.low, high=found.high)


def _scale(found: Heatmap) -> Component | None:
    """Name the ends of the shades; they have an order and no better or worse."""
    if found.low is None or found.high is None:
        return None
    shades = [html.Span(className=f"heat-sample heat-{level}") for level in range(LEVELS)]
    none = [html.Span(className="heat-sample heat-none"), _("no value")]
    return html.P([found.low, html.Span(shades), found.high, *none], className="heat-scale")
