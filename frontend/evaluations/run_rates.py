"""Rates of a run at every threshold, and whether its scores hold true; drawn, and as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.results.forest import attribute_words
from app.services.results.run_curves import (
    At,
    Part,
    Step,
    calibration,
    curves_shown,
    no_calibration,
    roc,
    step_shown,
    steps,
    threshold_text,
    without_curve,
)
from app.services.results.run_question import RunQuestion, group_words, scores_of
from app.services.results.run_words import calibration_words
from app.services.results.words import PER_CENT
from app.services.runs.answers import Curve, RunAnswer
from app.services.wording import exact, joined, percent
from frontend.components.table import Cell, table

_TICKS = [{"at": at / 100, "text": f"{at}{PER_CENT}"} for at in (0, 25, 50, 75, 100)]
_TENTH = 10
_HUES = 6  # more groups are grey; the table has them all
_STEPS = (
    (N_("Threshold"), "name"),
    (N_("Group"), "words"),
    (N_("Found of those with the finding"), "number"),
    (N_("Flagged of those without it"), "number"),
)
_PARTS = (
    (N_("Group"), "name"),
    (N_("Scores from"), "number"),
    (N_("To"), "number"),
    (N_("Mean score"), "number"),
    (N_("With the finding"), "number"),
    (N_("Cases"), "number"),
)
_EXACT = N_(
    "At its marks a line is exact (rounded in a group whose counts are hidden); between them it is "
    "drawn straight. In small groups neighbouring marks were merged, so that none holds few "
    "people. At a threshold between two marks the rate lies between theirs."
)
_LOOK = N_(
    "Cases are put in order of their scores and into at most ten parts of about equally many. A "
    "mark stands at their mean score, a level line spans their scores. On the diagonal, of those "
    "with a score of 0.3 three in ten have the finding."
)


def rates(run: RunAnswer, question: RunQuestion, asked: str | None) -> Iterator[Component]:
    """Draw ROC and the rates at a threshold that one chooses."""
    curves = curves_shown(run, question)
    if not curves:
        return
    found = steps(run, curves)
    made: list[Component] = [html.H2(_head(question), id="thresholds"), *_missing(run, question)]
    if found:
        at = step_shown(run, found, asked)
        told = _slider(run, question, curves, found, at)
        slider = html.Div(className="run-steps", **{"data-steps": told})
        made.append(html.Div([_roc(curves, found[at]), slider], className="run-two"))
        made.append(_folded(_("All thresholds as a table"), _steps_table(curves, found, at)))
    yield html.Section(made)


def _head(question: RunQuestion) -> str:
    if not question.by:
        return _("At every threshold")
    return _("At every threshold, by {by}", by=attribute_words(question.by))


def _missing(run: RunAnswer, question: RunQuestion) -> Iterator[Component]:
    missing = without_curve(run, question)
    if missing:
        listed = "; ".join(f"{joined(groups)} ({why})" for why, groups in missing.items())
        yield html.P(_("Not drawn: {listed}.", listed=listed), className="quiet")


def _hue(index: int, curve: Curve) -> str:
    if not curve.group:
        return "all"
    return str(index) if index < _HUES else "other"


def _hues(curves: Sequence[Curve]) -> list[str]:
    first = sum(not curve.group for curve in curves)
    return [_hue(index - first, curve) for index, curve in enumerate(curves)]


def _roc(curves: Sequence[Curve], step: Step) -> Component:
    lines = [
        {"name": group_words(curve.group), "hue": hue, "points": roc(curve), "spans": []}
        for curve, hue in zip(curves, _hues(curves), strict=True)
    ]
    label = _(
        "Found against flagged at every threshold, one line per group. {said} The table below has "
        "every threshold.",
        said=step.sentence,
    )
    told = {
        "label": label,
        "xTitle": _("Flagged of those without the finding"),
        "yTitle": _("Found of those with the finding"),
        "ticks": _TICKS,
        "lines": lines,
    }
    frame = html.Div(
        className="run-square", **{"data-square": json.dumps(told), "data-marked": "true"}
    )
    return html.Div([frame, html.P(_(_EXACT), className="quiet")])


def _slider(
    run: RunAnswer, question: RunQuestion, curves: Sequence[Curve], found: Sequence[Step], at: int
) -> str:
    groups = [
        {"name": group_words(curve.group), "hue": hue, "size": _size(run, question, curve)}
        for curve, hue in zip(curves, _hues(curves), strict=True)
    ]
    own = {
        "validation": N_("chosen on other patients"),
        "stated": N_("fixed before"),
        "test_set": N_("chosen on these very cases, which makes its rates look too good"),
        "unstated": N_("nobody says how it was chosen"),
    }[run.threshold_source]
    caption = _("The rates at the threshold above. No threshold is stated for this run.")
    if run.threshold is not None:
        caption = _(
            "The rates at the threshold above. The run’s own is {own} ({how}).",
            own=threshold_text(run.threshold),
            how=_(own),
        )
    told = {
        "name": _("A score means yes from"),
        "caption": caption,
        "heads": [_("Group"), _("Found of those with the finding"),
                  _("Flagged of those without it")],
        "groups": groups,
        "chosen": at,
        "steps": [
            {
                "at": f"{step.threshold:.6g}",
                "text": threshold_text(step.threshold),
                "said": step.sentence,
                "groups": [_at(each) for each in step.groups],
            }
            for step in found
        ],
    }  # fmt: skip
    return json.dumps(told)


def _size(run: RunAnswer, question: RunQuestion, curve: Curve) -> str:
    found = scores_of(run, question, "auroc", *curve.group)
    own = next((each for each in found if each.group == curve.group), None)
    if own is None or own.n is None or own.n_pos is None:
        return _("counts hidden")
    return _("{n} cases with, {m} without", n=exact(own.n_pos), m=exact(own.n - own.n_pos))


def _at(each: At) -> dict[str, object]:
    return {
        "found": [each.found.low, each.found.high],
        "flagged": [each.flagged.low, each.flagged.high],
        "foundText": each.found.text,
        "flaggedText": each.flagged.text,
    }


def _steps_table(curves: Sequence[Curve], found: Sequence[Step], own: int) -> Component:
    """Write every threshold; paper has every tenth and the one that is chosen."""
    rows = [
        (f"step-{at}-{index}", _step_cells(step, curve, each))
        for at, step in enumerate(found)
        for index, (curve, each) in enumerate(zip(curves, step.groups, strict=True))
    ]
    caption = _(
        "Every threshold that can be chosen. Two numbers are the ends between which a rate "
        "lies, rounded away from each other."
    )
    kept = {at for at, step in enumerate(found) if not at % _TENTH or at == own}
    printed = {name for name, _cells in rows if int(name.split("-")[1]) in kept}
    return table("steps-table", _("Table of thresholds"), caption, _STEPS, rows, printed)


def _step_cells(step: Step, curve: Curve, each: At) -> list[Cell]:
    return [
        threshold_text(step.threshold), group_words(curve.group),
        each.found.text, each.flagged.text,
    ]  # fmt: skip


# --- Calibration ----------------------------------------------------------------------------------


def calibrated(run: RunAnswer, question: RunQuestion) -> Iterator[Component]:
    """Draw whether of those with a score of p a share p has the finding."""
    curves = curves_shown(run, question)
    if not curves:
        return
    title = html.H2(_("Do the scores hold true?"), id="calibration")
    if refused := no_calibration(run, question):
        said = _("Nothing is said of calibration: {why}.", why=refused)
        yield html.Section([title, html.P(said, className="nothing-known")])
        return
    drawn = [(curve, hue) for curve, hue in zip(curves, _hues(curves), strict=True)
             if calibration(curve)]  # fmt: skip
    hidden = [group_words(curve.group) for curve in curves if not calibration(curve)]
    made: list[Component] = [title, html.P(calibration_words(run, question))]
    if hidden:
        said = _(
            "Not drawn, because their counts would give back those of a small group: {groups}.",
            groups=", ".join(hidden),
        )
        made.append(html.P(said, className="quiet"))
    if drawn:
        made.append(_calibration(drawn))
        made.append(
            _folded(_("Calibration as a table"), _parts_table([each for each, _h in drawn]))
        )
    yield html.Section(made)


def _calibration(drawn: Sequence[tuple[Curve, str]]) -> Component:
    lines = [_calibration_line(curve, hue, calibration(curve)) for curve, hue in drawn]
    told = {
        "label": _("Mean score against the share that has the finding, one line per group. The "
                   "table below has every part."),
        "xTitle": _("Mean score of the part"),
        "yTitle": _("Share that has the finding"),
        "ticks": _TICKS,
        "lines": lines,
    }  # fmt: skip
    frame = html.Div(className="run-square", **{"data-square": json.dumps(told)})
    keys = [
        html.Li([html.Span(className=f"run-key run-hue-{hue}"), group_words(curve.group)])
        for curve, hue in drawn
    ]
    beside = [html.Ul(keys, className="run-legend"), html.P(_(_LOOK), className="quiet")]
    return html.Div([frame, html.Div(beside)], className="run-two")


def _calibration_line(curve: Curve, hue: str, parts: Sequence[Part]) -> dict[str, object]:
    return {
        "name": group_words(curve.group),
        "hue": hue,
        "points": [[each.mean, each.observed] for each in parts if each.mean is not None],
        "spans": [[each.low, each.high, each.observed] for each in parts],
    }


def _parts_table(curves: Sequence[Curve]) -> Component:
    rows = [
        (f"part-{at}-{index}", _part_cells(curve, each))
        for at, curve in enumerate(curves)
        for index, each in enumerate(calibration(curve))
    ]
    caption = _("At most ten parts of each group, in the order of their scores.")
    return table("calibration-table", _("Table of calibration"), caption, _PARTS, rows)


def _part_cells(curve: Curve, each: Part) -> list[Cell]:
    mean = "–" if each.mean is None else threshold_text(each.mean)
    return [
        group_words(curve.group), threshold_text(each.low), threshold_text(each.high), mean,
        percent(each.observed), exact(round(each.n)),
    ]  # fmt: skip


def _folded(summary: str, inside: Component) -> Component:
    return html.Details([html.Summary(summary), inside], className="how")
