"""Sections of the page: axes with their clusters, the table twin, what would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _, plural
from app.services.link.answers import Link, LinkAxis, Settles
from app.services.link.naming import group_words
from app.services.link.settling import COUNTS, INTERVAL, LEARNED, NUMBERS, TEST, WHOLE_LIST
from app.services.link.words import pooled_words
from app.services.results.forest import metric_words
from app.services.wording import nouns, several
from frontend.link.scatter import scatter
from frontend.link.tables import clusters

# What each missing fact is a fact about.
_SETTLED_BY = {
    LEARNED: nouns("model", "models"),
    WHOLE_LIST: nouns("model", "models"),
    COUNTS: nouns("dataset", "datasets"),
    NUMBERS: nouns("evaluation", "evaluations"),
    INTERVAL: nouns("evaluation", "evaluations"),
    TEST: nouns("model", "models"),
}


def axis_sections(answer: Link) -> Iterator[Component]:
    """Show every definition on its own: picture, clusters, and the pooled statement or refusal."""
    for at, axis in enumerate(answer.axes, start=1):
        pooled = html.P(
            pooled_words(axis),
            className="refused" if axis.pooled.value is None else "pooled",
            role="status",
        )
        yield html.Section(
            className="link-axis",
            children=[
                html.H2(_head(axis, at, len(answer.axes)), id=f"axis-{axis.id}"),
                html.P(
                    [_("In short, as its sources define it: "), html.Span(axis.definition)],
                    className="quiet",
                ),
                scatter(answer, axis) or html.P(_("No result here has values of two groups.")),
                pooled,
                clusters(axis),
            ],
        )


def _head(axis: LinkAxis, at: int, of: int) -> str:
    """Name the metric; several definitions are numbered, so that each is found again."""
    words = {
        ("percent", "higher"): N_("{metric}, per cent (higher is better)"),
        ("percent", "lower"): N_("{metric}, per cent (lower is better)"),
        ("fraction", "higher"): N_("{metric}, as printed (higher is better)"),
        ("fraction", "lower"): N_("{metric}, as printed (lower is better)"),
        ("computed", "higher"): N_("{metric}, as computed here (higher is better)"),
        ("computed", "lower"): N_("{metric}, as computed here (lower is better)"),
    }
    computed = all(run.publication_status == "run" for run in axis.runs)
    how = "computed" if computed else axis.scale
    head = _(words[how, axis.better], metric=metric_words(axis.metric))
    return _("{head}: definition {n} of {all}", head=head, n=at, all=of) if of > 1 else head


def settling(answer: Link, names: Mapping[str, str]) -> Component | None:
    """Say what would settle this; `names` are those of evaluations."""
    if not answer.settles:
        return None
    kinds = dict.fromkeys(each.what for each in answer.settles)
    return html.Section(
        [
            html.H2(_("What would settle this"), id="settles"),
            html.P(
                _(
                    "Each of these is a fact that somebody has and that we did not find in print. "
                    "Beside each name stands for how many of the results here it is missing."
                ),
                className="quiet",
            ),
            *(_need(answer, what, names) for what in kinds),
            html.P(_("Which they are is on the page, under each line."), className="paper-only"),
        ],
        className="settles",
    )


def _need(answer: Link, what: str, names: Mapping[str, str]) -> Component:
    found = [each for each in answer.settles if each.what == what]
    said = _(what)
    counted = several(len(found), *_SETTLED_BY[what])
    items = [html.Li(list(_of(each, answer.attribute, names))) for each in found]
    head = f"{said[0].upper()}{said[1:]} ({counted})"
    return html.Details([html.Summary(head), html.Ul(items)])


def _of(each: Settles, attribute: str, names: Mapping[str, str]) -> Iterator[Component | str]:
    yield _linked(each, names)
    if each.runs:
        yield f" ({several(each.runs, 'result')})"
    if each.groups:
        yield f": {', '.join(group_words(attribute, group) for group in each.groups)}"


def _linked(each: Settles, names: Mapping[str, str]) -> Component | str:
    slug = each.of.slug
    if slug is None:
        return each.of.name
    if each.what in (NUMBERS, INTERVAL):
        return dcc.Link(names.get(slug, slug), href=f"/evaluations/{slug}")
    folder = "datasets" if each.what == COUNTS else "models"
    return dcc.Link(each.of.name, href=f"/{folder}/{slug}")


def left_out(answer: Link, names: Mapping[str, str]) -> Component | None:
    """Name the evaluations by this attribute that are not in the answer, and why."""
    if not answer.left_out:
        return None
    items = [
        html.Li([dcc.Link(name, href=f"/evaluations/{slug}"), f": {why}"])
        for name, slug, why in sorted(
            (names.get(each.what, each.what), each.what, each.why) for each in answer.left_out
        )
    ]
    head = plural(
        "{n} evaluation not in this answer, and why",
        "{n} evaluations not in this answer, and why",
        len(items),
    )
    return html.Details([html.Summary(head), html.Ul(items)], className="how left-out")
