"""Where marks lie on a track: shares, and ratios by doublings, both in per cent of its length."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Value
from app.language import N_, _
from app.services.gaps.rows import GapRow, UnknownRow
from app.services.wording import percent

Mark = dict[str, Any]
_NICE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
_STEPS = 4
_DOUBLINGS = 4
_RATIO_TICKS = ((1 / 16, "1/16"), (1 / 4, "1/4"), (1, "1"), (4, "4"), (16, "16"))
KEY = (
    ({"look": "reference", "at": 50}, N_("share in the reference")),
    ({"look": "known", "at": 50}, N_("share of those whose group is known")),
    ({"look": "bounds", "from": 10, "to": 90}, N_("all that it may be, with the unknown")),
    ({"look": "unknown", "from": 0, "to": 100}, N_("not known")),
    ({"look": "site", "from": 0, "to": 100}, N_("in categories that are not printed")),
)
_MAYBE: Mark = {"look": "maybe", "from": 0, "to": 100}
RATIO_KEY = (
    ({"look": "known", "at": 50}, N_("ratio of those whose group is known")),
    ({"look": "bounds", "from": 10, "to": 90}, N_("all that it may be, with the unknown")),
)
Rows = Sequence[Mapping[str, Any]]


def share_key(groups: Rows, unknown: Rows) -> list[tuple[Mark, str]]:
    """Explain the looks that are drawn, and no others."""
    of_groups, of_unknown = _looks(groups), _looks(unknown)
    key = _drawn(KEY, of_groups | of_unknown)
    if "maybe" in of_groups:
        key.append((_MAYBE, N_("nobody counted: what it may be")))
    if "maybe" in of_unknown:
        key.append((_MAYBE, N_("not known: as much more as it may be")))
    return key


def ratio_key(rows: Rows) -> list[tuple[Mark, str]]:
    """Explain the looks that are drawn of ratios."""
    return _drawn(RATIO_KEY, _looks(rows))


def _drawn(key: Iterable[tuple[Mark, str]], looks: set[str]) -> list[tuple[Mark, str]]:
    return [each for each in key if each[0]["look"] in looks]


def _looks(rows: Rows) -> set[str]:
    return {mark["look"] for row in rows for mark in row["marks"]}


def tracks(
    name: str,
    label: str,
    ticks: Sequence[Mapping[str, Any]],
    rows: Iterable[Mapping[str, Any]],
    *,
    key: Sequence[tuple[Mark, str]] = (),
    ends: tuple[str, str] | None = None,
) -> Component:
    """Put a figure of rows into one attribute, which assets/gaps.js writes out."""
    content = {
        "ticks": list(ticks),
        "rows": list(rows),
        "ends": ends,
        "key": [{"mark": mark, "text": _(text)} for mark, text in key],
    }
    marks = {"data-tracks": json.dumps(content), "aria-label": label}
    return html.Div(id=name, className="figure tracks-frame", role="group", **marks)


# --- Shares ---------------------------------------------------------------------------------------


def share_scale(rows: Iterable[GapRow], unknown: Iterable[UnknownRow] = ()) -> float:
    """Return the greatest share of the axis: the next round one above all that is drawn."""
    drawn = [v for r in rows for v in (r.known, r.high, r.reference) if v is not None]
    drawn += [row.high for row in unknown if row.high is not None]
    largest = max(drawn, default=1.0)
    return next((nice for nice in _NICE if nice >= largest), 1.0)


def share_ticks(scale: float) -> list[dict[str, Any]]:
    """Return the ticks of an axis of shares."""
    at = [step / _STEPS for step in range(_STEPS + 1)]
    return [{"at": 100 * x, "text": _plain_percent(x * scale)} for x in at]


def _plain_percent(share: float) -> str:
    return f"{100 * share:.3g}\u00a0%"


def share_row(row: GapRow, scale: float) -> dict[str, Any]:
    """Place one group: reference, known share, and all that it may be."""
    return {"label": row.label, "words": _share_words(row), "marks": _share_marks(row, scale)}


def _share_marks(row: GapRow, scale: float) -> list[Mark]:
    marks = _range_of(row, scale)
    if row.known is not None and row.reference is not None:
        first, last = sorted((row.known, row.reference))
        marks.append({"look": "link", "from": _at(first, scale), "to": _at(last, scale)})
    if row.reference is not None:
        marks.append({"look": "reference", "at": _at(row.reference, scale)})
    if row.known is not None:
        marks.append({"look": "known", "at": _at(row.known, scale)})
    return marks


def _range_of(row: GapRow, scale: float) -> list[Mark]:
    if row.low is None or row.high is None or row.low == row.high:
        return []
    look = "bounds" if row.counted else "maybe"
    return [{"look": look, "from": _at(row.low, scale), "to": _at(row.high, scale)}]


def _at(share: float, scale: float) -> float:
    return round(100 * min(share / scale, 1.0), 3)


def _share_words(row: GapRow) -> list[str]:
    reference = (
        []
        if row.reference is None
        else [_("reference: {reference}", reference=percent(row.reference))]
    )
    rest = [row.count_words, *reference, row.influence_words]
    return [row.share_words, "; ".join(each for each in rest if each)]


def unknown_row(row: UnknownRow, scale: float) -> dict[str, Any]:
    """Place those in no group; what may or may not be unknown is lighter."""
    marks: list[Mark] = []
    if row.low is None or row.high is None:
        marks.append({"look": "maybe", "from": 0, "to": _at(1, scale)})
    elif row.high > 0:
        marks.append({"look": row.kind, "from": 0, "to": _at(row.low, scale)})
        if row.high > row.low:
            from_, to = _at(row.low, scale), _at(row.high, scale)
            marks.append({"look": "maybe", "from": from_, "to": to})
    return {"label": row.label, "words": [row.words], "marks": marks}


# --- Ratios ---------------------------------------------------------------------------------------


def ratio_ticks() -> list[dict[str, Any]]:
    """Return the ticks of an axis of ratios; that of the same share is stronger."""
    return [
        {"at": _at_ratio(ratio), "text": text, "strong": ratio == 1} for ratio, text in _RATIO_TICKS
    ]


def ratio_row(row: GapRow) -> dict[str, Any]:
    """Place one group by its ratio, and say how many more would bring it to its share."""
    parity = (
        _("to its share, adding only this group: {parity_words}", parity_words=row.parity_words)
        if row.parity_words
        else ""
    )
    words = [each for each in (row.ratio_words, parity) if each]
    return {"label": row.label, "words": words, "marks": _ratio_marks(row.ratio)}


def _ratio_marks(ratio: Value) -> list[Mark]:
    marks: list[Mark] = []
    if ratio.low is not None and ratio.high is not None and ratio.low < ratio.high:
        marks.append(_ratio_bounds(ratio.low, ratio.high))
    if ratio.value is not None:
        first, last = sorted((_at_ratio(ratio.value), 50.0))
        marks.append({"look": "link", "from": first, "to": last})
        marks.append({"look": "known", "at": _at_ratio(ratio.value)})
    return marks


def _ratio_bounds(low: float, high: float) -> Mark:
    start, end = low < 2**-_DOUBLINGS, high > 2**_DOUBLINGS
    mark: Mark = {"look": "bounds", "from": _at_ratio(low), "to": _at_ratio(high)}
    if start or end:
        mark["open"] = "both" if start and end else "start" if start else "end"
    return mark


def _at_ratio(ratio: float) -> float:
    """Place a ratio by its doublings, from a sixteenth to sixteen times; beyond at the edge."""
    if ratio <= 0:
        return 0.0
    doublings = max(-_DOUBLINGS, min(_DOUBLINGS, math.log2(ratio)))
    return round(50 + 50 * doublings / _DOUBLINGS, 3)
