"""One subject: its finding, its figures, its table, the way to take it away, its sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.assessment import Assessment
from app.domain.question import Question
from app.language import N_, _
from app.services.gaps.finding import gap_finding
from app.services.gaps.lorenz import lorenz_curve
from app.services.gaps.rows import GapRow, gap_rows, unknown_rows
from app.services.gaps.words import Names, dimension_noun
from app.services.set_apart import not_counted_apart
from app.services.snapshot import snapshot
from app.services.wording import exact
from frontend.components.answer import finding_block
from frontend.components.share import ENDINGS, Files, View, share
from frontend.components.sources import sources_list
from frontend.gaps.address import api_address
from frontend.gaps.joint import joint_grid
from frontend.gaps.tracks import (
    ratio_key,
    ratio_row,
    ratio_ticks,
    share_key,
    share_row,
    share_scale,
    share_ticks,
    tracks,
    unknown_row,
)
from frontend.gaps.whole import group_table, lorenz_figure, whole_table
from frontend.hall import hall

_FEW = 24
_RATIO_ENDS = (N_("16 times less"), N_("16 times more"))


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of the page is made from; `mark` keeps the ids of two sides apart."""

    question: Question
    answer: Assessment
    subject: str
    names: Names
    mark: str = ""

    @property
    def rows(self) -> tuple[GapRow, ...]:
        """Every group of the answer."""
        return gap_rows(self.answer, self.names)

    def id(self, name: str) -> str:
        """Write an id of this side."""
        return f"{name}{self.mark}"


def finding_of(side: Side) -> Component:
    """Say what is found and what is not known."""
    found = gap_finding(side.answer, side.subject, side.names)
    return finding_block(found, not_counted_apart(side.answer), side.mark)


def figures_of(side: Side, scale: float | None = None) -> list[Component]:
    """Draw everything that the answer holds; sections without content are left away."""
    shown, hidden = split_rows(side.rows)
    made = [
        _joint(side),
        _shares(side, shown, hidden, scale),
        _ratios(side, shown),
        _lorenz(side),
        _whole(side),
        _table(side),
        _below(side),
    ]
    return [each for each in made if each is not None]


def split_rows(rows: Sequence[GapRow]) -> tuple[list[GapRow], list[GapRow]]:
    """Part long lists: those with a count are drawn, the others named."""
    if len(rows) <= _FEW:
        return list(rows), []
    return [row for row in rows if row.counted], [row for row in rows if not row.counted]


def scale_of(side: Side) -> float:
    """Return the axis that this side needs for its shares."""
    shown, _other = split_rows(side.rows)
    return share_scale(shown, unknown_rows(side.answer))


def _section(title: str, children: Sequence[Component | None]) -> Component:
    return html.Section([html.H2(title), *(each for each in children if each is not None)])


def _shares(
    side: Side, shown: Sequence[GapRow], hidden: Sequence[GapRow], scale: float | None
) -> Component | None:
    total = side.answer.total
    if not (total.datasets or total.datasets_without_total):
        return None  # of no dataset there is no share, not even an unknown one
    length = scale or scale_of(side)
    groups = [share_row(row, length) for row in shown]
    unknown = [unknown_row(row, length) for row in unknown_rows(side.answer)]
    noun = dimension_noun(str(side.answer.query["dimension"]))
    label = _(
        "Shares by {noun}; the words in each row and the table below say the same.", noun=noun
    )
    key = share_key(groups, unknown)
    figure = tracks(side.id("shares"), label, share_ticks(length), groups + unknown, key=key)
    return _section(_("Shares by {noun}", noun=noun), [figure, _hidden(side.answer, hidden)])


def _hidden(answer: Assessment, rows: Sequence[GapRow]) -> Component | None:
    if not rows:
        return None
    listed = "; ".join(
        row.label if row.count_words == _("no count found") else f"{row.label} ({row.count_words})"
        for row in rows
    )
    words = _("Groups without a count ({rows})", rows=exact(len(rows)))
    if answer.unknown is None or answer.unknown.high:
        words = _("{words}; each may hold a part of the unknown", words=words)
    return html.Details([html.Summary(words), html.P(f"{listed}.")])


def _ratios(side: Side, shown: Sequence[GapRow]) -> Component | None:
    if side.answer.reference is None:
        return None
    counted = [row for row in shown if row.counted]
    rows = [ratio_row(row) for row in counted if has_ratio(row)]
    if not counted:
        return None
    label = _("Shares against the reference, by doublings; the words in each row say the same.")
    ends = (_(_RATIO_ENDS[0]), _(_RATIO_ENDS[1]))
    name = side.id("ratios")
    figure = tracks(name, label, ratio_ticks(), rows, key=ratio_key(rows), ends=ends)
    without = [row for row in counted if not has_ratio(row)]
    children = [_single_only(side), figure if rows else None, _without_ratio(without)]
    return _section(_("Against the reference"), children)


def has_ratio(row: GapRow) -> bool:
    """Whether there is a ratio, or bounds of one, to draw."""
    return row.ratio.value is not None or row.ratio.low is not None


def _without_ratio(rows: Sequence[GapRow]) -> Component | None:
    """Name the groups without a ratio under the reason that they share."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        by_reason.setdefault(row.ratio_words, []).append(row.label)
    if not by_reason:
        return None
    said = " ".join(
        f"{why[0].upper()}{why[1:]}: {'; '.join(names)}." for why, names in by_reason.items()
    )
    summary = html.Summary(_("Groups without a ratio ({rows})", rows=exact(len(rows))))
    return html.Details([summary, html.P(said)], open=len(rows) < _FEW)


def _single_only(side: Side) -> Component | None:
    if side.question.subject.startswith(("dataset:", "model:")):
        return None
    said = _("How many people are missing to parity is asked of one dataset or one training mix.")
    return html.P(said, className="quiet")


def _joint(side: Side) -> Component | None:
    if len(side.question.dimension) < 2 or not side.rows:
        return None
    grid = joint_grid(side.id("joint"), side.answer, side.rows, side.names)
    return _section(_("Both at once"), [grid])


def _lorenz(side: Side) -> Component | None:
    curve = lorenz_curve(side.answer, side.names)
    if not curve:
        return None
    figure = lorenz_figure(side.id("lorenz"), side.answer, curve)
    return _section(_("How evenly over the world’s people"), [figure])


def _whole(side: Side) -> Component | None:
    if not side.answer.overall:
        return None
    split = [
        _("How a divergence splits exactly into what is missing and what is composed otherwise: "),
        dcc.Link(_("Methods"), href="/methods#split"),
        ".",
    ]
    return _section(
        _("Measures of the whole"),
        [whole_table(side.id("whole"), side.answer), html.P(split, className="quiet")],
    )


def _table(side: Side) -> Component | None:
    if not side.answer.groups:
        return None
    return _section(
        _("The same as a table"), [group_table(side.id("groups"), side.answer, side.names)]
    )


def _below(side: Side) -> Component:
    children = [
        _share(side),
        _notes(side.answer, snapshot(hall().store, side.answer.release).name_of),
        sources_list(side.answer.sources, side.id("source")),
    ]
    return html.Section([each for each in children if each is not None])


def _share(side: Side) -> Component:
    found = gap_finding(side.answer, side.subject, side.names)
    links = tuple((kind, api_address(side.question, ending)) for kind, ending in ENDINGS.items())
    frames = ("joint", "shares", "ratios", "lorenz")
    view = View(
        name="Gaps",
        sentence=found.sentence,
        unknown=found.unknown,
        release=side.answer.release,
        files=(Files(links),),
        figures=tuple(f"#{side.id(name)}" for name in frames),
        sources=len(side.answer.sources),
        pins=True,
    )
    return share(view, side.mark)


def _notes(answer: Assessment, name_of: Callable[[str], str]) -> Component | None:
    """Say on a line each what was assumed, and which sets are left out or counted in others."""
    said = [
        *answer.notes,
        *(
            _("{dataset} is left out: {why}.", dataset=name_of(each.dataset), why=each.why)
            for each in answer.excluded
        ),
    ]
    said += [
        f"{name_of(each.dataset)}: {each.why} ({', '.join(map(name_of, each.into))})."
        for each in answer.collapsed
    ]
    if not said:
        return None
    summary = html.Summary(_("Notes on what is counted ({said})", said=len(said)))
    # One text, since each part of a page costs time.
    return html.Details([summary, html.P("\n".join(said), className="notes")])
