"""Gaps of a run: each beside what equal groups would show, with its definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from app.domain.reason import Reason
from app.language import N_, _
from app.services.results.forest import attribute_words
from app.services.results.run_question import RunQuestion, group_words, title_of
from app.services.results.run_values import IN_TABLES, at_least_text, value_text
from app.services.runs.answers import GroupGap, RunAnswer
from app.services.wording import formula_words, joined
from frontend.components.table import Cell, table
from frontend.evaluations.crossing import crossed_words

_COLUMNS = (
    (N_("Measure"), "name"),
    (N_("Groups by"), "words"),
    (N_("Value"), "number"),
    (N_("Equal groups: median"), "number"),
    (N_("Equal groups: 95 of 100"), "number"),
    (N_("p, adjusted"), "number"),
    (N_("At least"), "number"),
    (N_("Between"), "words"),
    (N_("Note"), "words"),
    (N_("Definition"), "words"),
)
_NOTE = N_(
    "Of many small groups some always differ. The hatched band is what 95 of 100 tests would show "
    "if all groups of these sizes were served equally well, the bar in it the middle one; a dot "
    "beyond the band is a wider gap than that."
)
_WITHOUT = N_("Counts alone do not tell how far equal groups would be apart.")
_NOT_DRAWN = N_("In the table only, because more of it is better: {measures}.")


def gaps(run: RunAnswer, question: RunQuestion) -> Component | None:
    """Draw the gaps of the groups that are shown; the table has those of all groups."""
    own = [each for each in run.gaps if each.label == question.label]
    if not own:
        return None
    here = [each for each in own if list(each.attributes) == [question.by]]
    apart = _apart(run)
    drawn = [each for each in here if each.value is not None and each.metric in apart]
    others = [title_of(run, each.metric) for each in here if each.metric not in apart]
    nulls = any(each.null_p95 is not None for each in drawn)
    by = attribute_words(question.by)
    own = [*here, *(each for each in own if each not in here)]
    caption = _(
        "Every measure of how far the groups of an attribute, or of two crossed, differ. p is "
        "adjusted for all of them together; at least: the lower bound of the gap from all pairs of "
        "groups at once."
    )
    rows = [(f"gap-{at}", _cells(run, each)) for at, each in enumerate(own)]
    return html.Section(
        [
            html.H2(_("Gaps between groups by {by}", by=by), id="gaps"),
            html.P(_(_NOTE) if nulls else _(_WITHOUT), className="quiet"),
            _picture(run, drawn) if drawn else None,
            html.P(_(_NOT_DRAWN, measures=joined(others)), className="quiet") if others else None,
            table("gaps-table", _("Table of gaps"), caption, _COLUMNS, rows),
        ]
    )


def _apart(run: RunAnswer) -> set[str]:
    """Return the measures that are 0 where groups are served equally well."""
    return {each.id for each in run.measures if each.direction == "lower"}


def _picture(run: RunAnswer, drawn: Sequence[GroupGap]) -> Component:
    """Draw one track per gap, all on one scale: they are differences of shares or scores."""
    ends = [end for each in drawn for end in (each.value, each.null_p95) if end is not None]
    most = max([*ends, 0.01]) * 1.05
    ends_named = [html.Span("0"), html.Span(value_text(most))]
    scale = [html.Span(), html.Span(ends_named, className="gap-scale")]
    rows = [html.Div(scale, className="gap-row"), *(_track(run, each, most) for each in drawn)]
    return html.Div(rows, className="gap-tracks", role="img", **{"aria-label": _said(run, drawn)})


def _track(run: RunAnswer, gap: GroupGap, most: float) -> Component:
    parts = [
        html.Span(className=look, style=style)
        for look, style in (
            ("gap-null", {"width": _at(gap.null_p95, most)}),
            ("gap-median", {"insetInlineStart": _at(gap.null_median, most)}),
            ("gap-dot", {"insetInlineStart": _at(gap.value, most)}),
        )
        if None not in style.values()
    ]
    value = value_text(gap.value or 0.0, gap.decimals)
    return html.Div(
        [
            html.Span(title_of(run, gap.metric), className="gap-name"),
            html.Span(parts, className="gap-track"),
            html.Span(value, className="gap-value"),
            html.Span(_against(gap), className="gap-note"),
        ],
        className="gap-row",
    )


def _at(value: float | None, most: float) -> str | None:
    return None if value is None else f"{value / most:.3%}"


def _against(gap: GroupGap) -> str:
    if gap.null_p95 is None:
        return ""
    return _("equal groups: under {most}", most=value_text(gap.null_p95))


def _said(run: RunAnswer, drawn: Sequence[GroupGap]) -> str:
    said = [
        _("{gap} {value} ({against})", gap=title_of(run, each.metric),
          value=value_text(each.value or 0.0, each.decimals), against=_against(each))
        for each in drawn
    ]  # fmt: skip
    return "; ".join(said)


def _cells(run: RunAnswer, each: GroupGap) -> list[Cell]:
    formulas: Mapping[str, str] = {measure.id: measure.formula for measure in run.measures}
    value, least = _number(each.value, each.decimals), at_least_text(each)
    between = [group_words(end) for end in (each.worst, each.best) if end]
    return [
        title_of(run, each.metric),
        crossed_words(each.attributes),
        value,
        _number(each.null_median),
        _most_of_equal(run, each),
        _number(each.p_adjusted),
        least,
        _("{worst} and {best}", worst=between[0], best=between[1]) if len(between) > 1 else "–",
        Reason(each.reason).sentence if each.reason else _left_out(each),
        formula_words(formulas.get(each.metric, "–")),
    ]


def _most_of_equal(run: RunAnswer, each: GroupGap) -> str:
    """Say on which side of what 95 of 100 tests of equal groups are: where less is worse, above."""
    if each.null_p95 is None:
        return "–"
    end = _number(each.null_p95)
    if each.metric in _apart(run):
        return _("under {end}", end=end)
    return _("over {end}", end=end)


def _number(value: float | None, decimals: int | None = None) -> str:
    return "–" if value is None else value_text(value, decimals, IN_TABLES)


def _left_out(each: GroupGap) -> str:
    names = "; ".join(group_words(group) for group in each.left_out)
    return _("not compared: {names}", names=names) if names else "–"
