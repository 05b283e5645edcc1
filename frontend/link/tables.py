"""Tables of the link: the clusters of a definition, and every tested group.

What is the same in every row is said once above the table, which leaves room for what differs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.link.answers import Link, LinkAxis, LinkCluster, LinkGroup, LinkRun
from app.services.link.naming import group_words
from app.services.link.words import (
    difference,
    ratio_words,
    share_words,
    state_words,
    tested_words,
)
from app.services.results.words import SHARED_WORDS, number
from app.services.wording import exact, several
from frontend.components.table import Cell, link, table

Columns = Sequence[tuple[str, str]]
Rows = Sequence[tuple[str, Sequence[Cell]]]
ABSENT = "–"
# Up to so many rows paper has all of them, else about so many.
_WHOLE, _SOME = 30, 20
_CLUSTERS = (
    (N_("Tested on"), "name"),
    (N_("Models"), "words"),
    (N_("Results"), "number"),
    (N_("Pairs compared"), "number"),
    (N_("Rarer minus commoner"), "number"),
    (N_("Standard error"), "number"),
    (N_("Why not more"), "words why"),
)
_GROUPS = (
    (N_("Group"), "name"),
    (N_("Model"), "words"),
    (N_("Tested on"), "words"),
    (N_("Finding or variant"), "words"),
    (N_("Share in training"), "words"),
    (N_("Value"), "number"),
    (N_("From the mean"), "number"),
    (N_("95 % interval"), "words"),
    (N_("Tested"), "words"),
    (N_("State"), "words"),
    (N_("Why not more"), "words why"),
    (N_("Test and training"), "words"),
    (N_("Sources"), "words"),
)
_RATIO = (N_("Over the reference"), "words")
# Who was tested, and what was found: these stand in every row, whatever the others say.
_ALWAYS = frozenset({"Tested on", "Models", "Group", "Model", "Value", "Sources", _RATIO[0]})


def narrowed(columns: Columns, rows: Rows, always: Collection[str]) -> tuple[Columns, Rows, str]:
    """Leave out the columns that say one thing in every row; return also the sentence for them.

    Of a single row only those go that say nothing.
    """
    gone: dict[int, str] = {}
    for at, (head, _kind) in enumerate(columns):
        said = {str(cells[at]) for _id, cells in rows}
        if head not in always and len(said) == 1 and (len(rows) > 1 or said == {ABSENT}):
            gone[at] = said.pop()
    kept = [at for at in range(len(columns)) if at not in gone]
    told = [
        f"{_(columns[at][0])}: {_('none') if said == ABSENT else said}" for at, said in gone.items()
    ]
    sentence = _("The same in every row – {facts}.", facts="; ".join(told)) if told else ""
    return (
        [columns[at] for at in kept],
        [(row_id, [cells[at] for at in kept]) for row_id, cells in rows],
        sentence,
    )


def clusters(axis: LinkAxis) -> Component:
    """Say what is counted as one; a single cluster that tells nothing more needs no table."""
    if len(axis.clusters) == 1 and not axis.clusters[0].pairs:
        return html.P(_only(axis.clusters[0]))
    rows: Rows = [(f"{axis.id}-{each.id}", _cluster(each, axis)) for each in axis.clusters]
    columns, rows, same = narrowed(_CLUSTERS, rows, _ALWAYS)
    counted = _(
        "{clusters}: results that share test patients or a training mix count as one. A result is "
        "one model on one test set, for one finding.",
        clusters=several(len(rows), "cluster"),
    )
    contrast = _(
        "Rarer minus commoner is the mean over pairs of groups whose shares are surely apart and "
        "of whom enough were tested."
    )
    parts = [counted, contrast if any(each.pairs for each in axis.clusters) else "", same]
    caption = " ".join(filter(None, parts))
    return table(f"clusters-{axis.id}", _("Table of clusters"), caption, columns, rows)


def _only(cluster: LinkCluster) -> str:
    return _(
        "The cluster is {results} on {tests}, of: {models}.",
        results=several(cluster.runs, "result"),
        tests=cluster.name,
        models="; ".join(cluster.models),
    )


def _cluster(each: LinkCluster, axis: LinkAxis) -> list[Cell]:
    return [
        each.name,
        "; ".join(each.models),
        exact(each.runs),
        exact(each.pairs) if each.pairs else ABSENT,
        ABSENT if each.contrast is None else difference(each.contrast, axis.scale),
        ABSENT if each.se is None else f"{each.se:.3g}",
        each.reason or each.se_reason or "",
    ]


def group_table(answer: Link) -> Component:
    """Write the table twin: every tested group."""
    rows: Rows = [
        (f"group-{at}", _group(answer, axis, run, group))
        for at, (axis, run, group) in enumerate(
            (axis, run, group) for axis in answer.axes for run in axis.runs for group in run.groups
        )
    ]
    given = [*_GROUPS[:5], _RATIO, *_GROUPS[5:]] if answer.reference else _GROUPS
    columns, rows, same = narrowed(given, rows, _ALWAYS)
    caption = _(
        "Every tested group, with its share among the {unit} that the model learned from, and its "
        "value as printed. A share is given with its bounds; not known is not zero.",
        unit=_(answer.unit),
    )
    said = " ".join(filter(None, (caption, same)))
    return table("link-table", _("Table of groups"), said, columns, rows, _on_paper(answer))


def _on_paper(answer: Link) -> frozenset[str] | None:
    """Choose the first groups of every definition, where all of them are too many for paper."""
    counts = [sum(len(run.groups) for run in axis.runs) for axis in answer.axes]
    if sum(counts) <= _WHOLE:
        return None
    starts = accumulate(counts, initial=0)
    each = max(2, _SOME // len(counts))
    return frozenset(
        f"group-{start + at}"
        for start, n in zip(starts, counts, strict=False)
        for at in range(min(n, each))
    )


def _group(answer: Link, axis: LinkAxis, run: LinkRun, group: LinkGroup) -> list[Cell]:
    value = (
        _("not printed") if group.value is None else number(_digits(run, group.value), axis.scale)
    )
    interval = ABSENT
    if group.difference_low is not None and group.difference_high is not None:
        ends = (difference(e, axis.scale) for e in (group.difference_low, group.difference_high))
        interval = _("{low} to {high}", low=next(ends), high=next(ends))
    return [
        group_words(answer.attribute, group.group),
        link(run.model.name, f"/models/{run.model.slug}") if run.model.slug else run.model.name,
        link("; ".join(each.name for each in run.tested_on), f"/evaluations/{run.evaluation}"),
        run.label or ABSENT,
        share_words(group.share),
        *([ratio_words(group.ratio)] if answer.reference else []),
        value,
        ABSENT if group.difference is None else difference(group.difference, axis.scale),
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
    return link(numbers, f"#source-{sources[0]}") if sources else ABSENT


def _digits(run: LinkRun, value: float) -> float:
    """Return a value as it is printed; one that was computed here, without its last digits."""
    return round(value, 4) if run.publication_status == "run" else value
