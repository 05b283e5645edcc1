"""Bars of groups: a table whose rows are drawn, from the least to the most that can be.

Where only shares are printed, they are drawn as the shares they are, and nobody is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Assessment, Group, Range
from app.domain.vocabulary import Status
from app.language import N_, _
from app.services.printed_shares import HOW_MANY, as_printed, only_shares, rest_of
from app.services.terms import term
from app.services.wording import exact, percent, span

NOT_KNOWN = N_("not known")
_HIDDEN_TOO = N_("hidden or not known")
_NUMBERS = (N_("Counted"), N_("Share of all"), N_("Share of the known"))
_STATUS_WORDS: Mapping[Status, str] = {
    Status.ZERO: N_("0, printed as zero"),
    Status.SUPPRESSED: N_("hidden for privacy"),
    Status.NOT_PRINTED: N_("not printed"),
    Status.SITE_NOT_COUNTED: N_("named, not counted"),
    Status.SAID_NOT_TO_EXIST: N_("said not to exist"),
    Status.NOT_RECORDED: N_("not recorded"),
    Status.WITHHELD: N_("withheld"),
    Status.NOT_FOUND: N_("not found"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: solid up to `low`, hatched up to `high`, both shares of all in [0, 1].

    `printed` is the share in the digits of its source, where it prints shares alone.
    """

    label: str
    count: str
    low: float | None
    high: float | None
    known: float | None
    unknown: bool = False
    printed: str = ""


def bars(answer: Assessment, labels: Mapping[str, str]) -> list[Bar]:
    """Make a row of every group, then of whom we do not know; `labels` name the groups."""
    found = [_bar(group, labels) for group in answer.groups]
    return [*found, *(_rest_of_shares(answer) if only_shares(answer) else _rest(answer))]


def _bar(group: Group, labels: Mapping[str, str]) -> Bar:
    (category,) = group.key.values()
    share = group.share
    printed = as_printed(share) if group.n.low is None else ""
    low, high = share.low, share.high
    if low is None and share.rounding is not None:
        low, high = share.rounding
    label = labels.get(category) or term(category)
    return Bar(label, count_words(group), low, high, share.known, printed=printed)


def count_words(group: Group) -> str:
    """Write a count exactly, or which kind of nothing it is."""
    if group.status is not Status.COUNTED:
        return _(_STATUS_WORDS[group.status])
    if group.n.low is None and group.n.high is None:
        return _(HOW_MANY)
    return span(group.n.low, group.n.high, exact)


def _rest_of_shares(answer: Assessment) -> Iterator[Bar]:
    """Draw what the printed shares leave over, as a share too."""
    low, high = rest_of(answer)
    if high and all(group.share.low is not None for group in answer.groups):
        yield Bar(_(NOT_KNOWN), _(HOW_MANY), low, high, None, unknown=True)


def _rest(answer: Assessment) -> Iterator[Bar]:
    if answer.total.high is None:
        yield Bar(_(NOT_KNOWN), _("no total is known to us"), None, None, None, unknown=True)
        return
    hides = any(each.status in (Status.SUPPRESSED, Status.WITHHELD) for each in answer.groups)
    unknown = _(_HIDDEN_TOO if hides else NOT_KNOWN)
    for words, amount in ((unknown, answer.unknown), (_("not printed"), answer.not_printed)):
        if amount is not None and amount.high:
            yield _unknown(words, amount, answer.total.high)


def _unknown(words: str, amount: Range, total: int) -> Bar:
    share = (amount.high or 0) / total if total else None
    return Bar(words, span(amount.low, amount.high, exact), share, share, None, unknown=True)


def bar_table(caption: list[Component | str], heading: str, rows: list[Bar]) -> Component:
    """Draw the rows; each has its numbers beside it, so the chart is its own table."""
    heads = [
        html.Th(heading, scope="col", role="columnheader"),
        html.Td("", className="bar-cell", **{"aria-hidden": "true"}),
        *(
            html.Th(_(head), scope="col", className="number", role="columnheader")
            for head in _NUMBERS
        ),
    ]
    table = html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr(heads, role="row"), role="rowgroup"),
            html.Tbody([_row(row) for row in rows], role="rowgroup"),
        ],
        className="group-bars",
        role="table",
    )
    label = {"aria-label": _("Table: {heading}", heading=heading)}
    return html.Div(table, className="table-frame", tabIndex=0, role="region", **label)


def _row(row: Bar) -> Component:
    cells = (row.count, _of_all(row), "" if row.unknown else _percent(row.known))
    return html.Tr(
        [
            html.Th(row.label, scope="row", role="rowheader"),
            html.Td(_drawn(row), className="bar-cell", **{"aria-hidden": "true"}),
            *(
                html.Td(cell or "–", className="number", role="cell", **{"data-label": _(head)})
                for cell, head in zip(cells, _NUMBERS, strict=True)
            ),
        ],
        className="unknown-row" if row.unknown else "",
        role="row",
    )


def _of_all(row: Bar) -> str:
    if row.printed:
        return row.printed
    if row.low is None or row.high is None:
        return ""
    low, high = percent(row.low), percent(row.high)
    return low if low == high else _("{low} to {high}", low=low, high=high)


def _percent(share: float | None) -> str:
    return "" if share is None else percent(share)


def _drawn(row: Bar) -> Component:
    if row.unknown:
        width = 1.0 if row.high is None else row.high
        return html.Div(_piece("open", width), className="bar-track")
    low, high = row.low or 0, row.high or 0
    return html.Div([_piece("sure", low), _piece("open", high - low)], className="bar-track")


def _piece(look: str, share: float) -> Component:
    return html.Span(className=f"bar-{look}", style={"width": f"{min(1, max(0, share)):.4%}"})
