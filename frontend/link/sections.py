"""Sections of the page: axes with their clusters, the table twin, what would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _, plural
from app.services.link.answers import Link, LinkAxis, LinkCluster, LinkGroup, LinkRun, Settles
from app.services.link.settling import COUNTS, INTERVAL, NUMBERS
from app.services.link.words import (
    STATE_WORDS,
    difference,
    pooled_words,
    ratio_words,
    share_words,
    state_words,
    tested_words,
)
from app.services.results.forest import metric_words
from app.services.results.words import SHARED_WORDS, number
from app.services.terms import term
from app.services.wording import exact, several
from frontend.components.table import Cell, link, table
from frontend.link.scatter import scatter

_CLUSTERS = (
    (N_("Tested on"), "name"),
    (N_("Models"), "words"),
    (N_("Runs"), "number"),
    (N_("Pairs compared"), "number"),
    (N_("Rarer minus commoner"), "number"),
    (N_("Standard error"), "words"),
    (N_("Why not more"), "words"),
)
_GROUPS = (
    (N_("Group"), "name"),
    (N_("Model"), "words"),
    (N_("Tested on"), "words"),
    (N_("Finding or run"), "words"),
    (N_("Share in training"), "words"),
    (N_("Value"), "number"),
    (N_("From the mean"), "number"),
    (N_("95 % interval"), "words"),
    (N_("Tested"), "words"),
    (N_("State"), "words"),
    (N_("Why not more"), "words"),
    (N_("Test and training"), "words"),
    (N_("Sources"), "words"),
)
_STATE = 4  # the place of the state, from the last column
_RATIO = (N_("Over the reference"), "words")


def axis_sections(answer: Link) -> Iterator[Component]:
    """Show every definition on its own: picture, clusters, and the pooled statement or refusal."""
    heads = [_head(axis) for axis in answer.axes]
    for at, axis in enumerate(answer.axes):
        pooled = html.P(
            pooled_words(axis),
            className="refused" if axis.pooled.value is None else "pooled",
            role="status",
        )
        yield html.Section(
            className="link-axis",
            children=[
                html.H2(_among(heads, at), id=f"axis-{axis.id}"),
                html.P(
                    [_("As its sources define it: "), html.Q(axis.definition)], className="quiet"
                ),
                scatter(answer, axis) or html.P(_("No run here has values of two groups.")),
                pooled,
                _clusters(axis),
            ],
        )


def _among(heads: Sequence[str], at: int) -> str:
    """Number the definitions that go by one name, so that each head is found again."""
    same = [other for other, head in enumerate(heads) if head == heads[at]]
    if len(same) == 1:
        return heads[at]
    return _("{head}: definition {n} of {all}", head=heads[at], n=same.index(at) + 1, all=len(same))


def _head(axis: LinkAxis) -> str:
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
    return _(words[how, axis.better], metric=metric_words(axis.metric))


def _clusters(axis: LinkAxis) -> Component:
    rows = [(f"{axis.id}-{each.id}", _cluster(each, axis)) for each in axis.clusters]
    caption = _(
        "{clusters}: runs that share test patients or a training mix count as one. Rarer minus "
        "commoner is the mean over pairs of groups whose shares are surely apart and of whom "
        "enough were tested.",
        clusters=several(len(rows), "cluster"),
    )
    return table(f"clusters-{axis.id}", _("Table of clusters"), caption, _CLUSTERS, rows)


def _cluster(each: LinkCluster, axis: LinkAxis) -> list[Cell]:
    contrast = "–" if each.contrast is None else difference(each.contrast, axis.scale)
    error = f"{each.se:.3g}" if each.se is not None else _("none")
    why = each.reason or each.se_reason or ""
    return [
        each.name,
        ", ".join(each.models),
        exact(each.runs),
        exact(each.pairs),
        contrast,
        error,
        why,
    ]


def group_table(answer: Link) -> Component:
    """Write the table twin: every tested group, then every untested one."""
    columns = [*_GROUPS[:5], _RATIO, *_GROUPS[5:]] if answer.reference else [*_GROUPS]
    rows = [
        (f"group-{at}", _group(answer, axis, run, group))
        for at, (axis, run, group) in enumerate(
            (axis, run, group) for axis in answer.axes for run in axis.runs for group in run.groups
        )
    ]
    rows += [(f"untested-{at}", cells) for at, cells in enumerate(_untested(answer, len(columns)))]
    caption = _(
        "Every group, with its share among the {unit} that the model learned from, and its value "
        "as printed. A share is given with its bounds; not known is not zero.",
        unit=_(answer.unit),
    )
    return table("link-table", _("Table of groups"), caption, columns, rows)


def _group(answer: Link, axis: LinkAxis, run: LinkRun, group: LinkGroup) -> list[Cell]:
    value = (
        _("not printed") if group.value is None else number(_digits(run, group.value), axis.scale)
    )
    interval = _("none")
    if group.difference_low is not None and group.difference_high is not None:
        ends = (difference(e, axis.scale) for e in (group.difference_low, group.difference_high))
        interval = _("{low} to {high}", low=next(ends), high=next(ends))
    return [
        term(group.group),
        link(run.model.name, f"/models/{run.model.slug}") if run.model.slug else run.model.name,
        link(", ".join(each.name for each in run.tested_on), f"/evaluations/{run.evaluation}"),
        run.label or "–",
        share_words(group.share),
        *([ratio_words(group.ratio)] if answer.reference else []),
        value,
        "–" if group.difference is None else difference(group.difference, axis.scale),
        interval,
        tested_words(group),
        state_words(group.state, group.reason),
        group.reason or "",
        _(SHARED_WORDS[run.shared_source.state]),
        _numbered(group.sources),
    ]


def _numbered(sources: Sequence[str]) -> Cell:
    """Name sources by their numbers in the list, and lead to the first."""
    numbers = ", ".join(each.removeprefix("s") for each in sources)
    return link(numbers, f"#source-{sources[0]}") if sources else "–"


def _digits(run: LinkRun, value: float) -> float:
    """Return a value as it is printed; one that was computed here, without its last digits."""
    return round(value, 4) if run.publication_status == "run" else value


def _untested(answer: Link, width: int) -> Iterator[list[Cell]]:
    for row in answer.untested:
        cells: list[Cell] = ["–"] * width
        cells[0] = term(row.group) if row.group else _("every group")
        cells[1] = link(row.model.name, f"/models/{row.model.slug}")
        cells[2], cells[4] = "–", share_words(row.share)
        cells[width - _STATE] = _(STATE_WORDS[row.state])
        cells[-1] = _numbered(row.sources)
        yield cells


def settling(found: Sequence[Settles], names: Mapping[str, str]) -> Component | None:
    """Say what would settle this; `names` are those of evaluations."""
    if not found:
        return None
    kinds = dict.fromkeys(each.what for each in found)
    parts = [_need(what, [e for e in found if e.what == what], names) for what in kinds]
    return html.Section(
        [
            html.H2(_("What would settle this"), id="settles"),
            html.P(
                _(
                    "Each of these is a fact that somebody has and that we did not find in print. "
                    "The number tells how many runs would then lack one thing less."
                ),
                className="quiet",
            ),
            *parts,
            html.P(_("Who they are is on the page, under each line."), className="paper-only"),
        ],
        className="settles",
    )


def _need(what: str, found: Sequence[Settles], names: Mapping[str, str]) -> Component:
    said = _(what)
    head = f"{said[0].upper()}{said[1:]} ({exact(len(found))})"
    return html.Details([html.Summary(head), html.Ul([_of(each, names) for each in found])])


def _of(each: Settles, names: Mapping[str, str]) -> Component:
    words: list[Component | str] = [_linked(each, names)]
    if each.runs:
        words.append(f" ({several(each.runs, 'run')})")
    if each.groups:
        words.append(f": {', '.join(map(term, each.groups))}")
    return html.Li(words)


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
        html.Li([dcc.Link(words, href=f"/evaluations/{slug}"), f": {why}"])
        for words, slug, why in sorted(
            (names.get(each.what, each.what), each.what, each.why) for each in answer.left_out
        )
    ]
    head = plural(
        "{n} evaluation not in this answer, and why",
        "{n} evaluations not in this answer, and why",
        len(items),
    )
    return html.Details([html.Summary(head), html.Ul(items)], className="how")
