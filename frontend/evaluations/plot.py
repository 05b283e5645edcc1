"""One panel of published values: dots on one axis, written by assets/forest.js."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.results.forest import Dot, Mark, Panel, at
from app.services.results.words import number, tick_text, value_words
from app.services.wording import exact, several

_FITS = 38  # letters; of more ticks every second one is named, zero among them
_MARKS: tuple[Mark, ...] = ("interval", "unstated", "spread", "range")


def forest(panel: Panel, scale: str) -> Component:
    """Write one panel of published values: what it measures, in the source's words, then them."""
    unit = _("per cent, as printed") if scale == "percent" else _("as printed")
    defined = [
        _("In short, as its source defines it: "),
        html.Span(panel.definition, className="definition"),
    ]
    return drawn(panel, scale, (f"{panel.title}, {unit}", defined, _alternative(panel, scale)))


def drawn(panel: Panel, scale: str, said: tuple[str, list[Any], str]) -> Component:
    """Write one panel below its title and its definition; the third is its alternative text."""
    title, defined, alternative = said
    return html.Section(
        className="panel-of-values",
        children=[
            html.H3(title, id=f"metric-{panel.metric}"),
            html.P(defined, className="quiet"),
            _legend(panel),
            html.Div(
                className="forest",
                role="img",
                **{
                    "aria-label": alternative,
                    "data-forest": json.dumps(_drawing(panel, scale)),
                },
            ),
        ],
    )


def _legend(panel: Panel) -> Component:
    """Name every mark of the panel by what it is over, in the words of the table."""
    items = [
        html.Li([html.Span(className=f"mark-sample forest-{mark}"), over])
        for mark in _MARKS
        for over in dict.fromkeys(dot.over for dot in panel.dots if dot.mark == mark)
    ]
    if any(dot.few for dot in panel.dots):
        items.append(html.Li([html.Span(className="mark-sample few-sample"), _("too few to say")]))
    return html.Ul(items, className="forest-legend")


def _alternative(panel: Panel, scale: str) -> str:
    """Say how many values the panel shows and how far they reach; the table has each."""
    values = [dot.value for dot in panel.dots if dot.value is not None]
    reach = ""
    if values:
        reach = _(
            ", from {number} to {number2}",
            number=number(min(values), scale),
            number2=number(max(values), scale),
        )
    return _(
        "{metric_words}: {dots}{reach}. The table below has every one.",
        metric_words=panel.title,
        dots=several(len(panel.dots), "published value"),
        reach=reach,
    )


def _drawing(panel: Panel, scale: str) -> dict[str, object]:
    ticks = panel.ticks
    texts = [tick_text(tick, ticks, scale) for tick in ticks]
    if sum(len(each) + 1 for each in texts) > _FITS:
        first = min(range(len(ticks)), key=lambda index: abs(ticks[index])) % 2
        texts = [each if index % 2 == first else "" for index, each in enumerate(texts)]
    return {
        "ticks": [
            {"at": at(tick, ticks), "text": text} for tick, text in zip(ticks, texts, strict=True)
        ],
        "zero": at(0, ticks) if ticks[0] < 0 < ticks[-1] else None,
        "sections": list(_sections(panel, scale)),
    }


def _sections(panel: Panel, scale: str) -> Iterator[dict[str, object]]:
    """Put values of one finding or run together, and in it those told apart by the same."""
    by_section: dict[str, list[Dot]] = {}
    for dot in panel.dots:
        by_section.setdefault(dot.section, []).append(dot)
    for title, dots in by_section.items():
        groups = [
            {
                "title": _("by {by}", by=by) if by else "",
                "rows": [_row(dot, panel, scale) for dot in rows],
            }
            for by, rows in groupby(dots, key=lambda dot: dot.by)
        ]
        yield {"title": title, "groups": groups}


def _row(dot: Dot, panel: Panel, scale: str) -> dict[str, object]:
    def placed(value: float | None) -> float | None:
        return None if value is None else at(value, panel.ticks)

    return {
        "name": dot.group,
        "at": placed(dot.value),
        "low": placed(dot.low),
        "high": placed(dot.high),
        "mark": dot.mark,
        "few": dot.few is not None,
        "value": value_words(dot, scale),
        "note": dot.few or dot.beside or _size(dot),
    }


def _size(dot: Dot) -> str:
    if dot.n is None:
        return ""
    cases = several(dot.n, "case")
    if dot.n_pos is None:
        return cases
    return _("{cases}, {n_pos} with the finding", cases=cases, n_pos=exact(dot.n_pos))
