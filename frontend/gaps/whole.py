"""Measures of the whole, the Lorenz curve, and the table with every number of the figures."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Assessment, Group, Overall, Value
from app.domain.vocabulary import Status, Unit
from app.language import N_, _
from app.services.catalogue.metrics import measure_named
from app.services.gaps.known import whole_reason
from app.services.gaps.lorenz import LorenzPoint, curve_words
from app.services.gaps.rows import UnknownRow, compared, count_words, ratio_words, unknown_rows, why
from app.services.gaps.words import Names, key_label
from app.services.terms import term
from app.services.wording import exact_percent, with_minus
from frontend.components.table import Cell, link, table

_NOT_KNOWN = "–"
_WHY = N_("Why something is not given")
# What splits the divergence belongs to Methods: nothing is ever put in the order of its parts.
_SPLIT = frozenset({"jensen_shannon_divergence", "divergence_missing", "divergence_composition"})


def whole_table(name: str, answer: Assessment) -> Component:
    """List the measures of the whole with their range, or the reason why there is none."""
    rows = [
        (f"{name}-{measure}", _measure(measure, found))
        for measure, found in answer.overall.items()
        if measure not in _SPLIT
    ]
    columns = [
        (_("Measure"), "name"), (_("Of the known"), "number"), (_("Lowest"), "number"),
        (_("Highest"), "number"), (_("Unit"), "words"), (_("What more and less mean"), "words"),
    ]  # fmt: skip
    if any(found.reason for found in answer.overall.values()):
        columns.append((_(_WHY), "words"))
    rows = [(name, cells[: len(columns)]) for name, cells in rows]
    caption = _("Lowest and highest hold for every way in which the unknown may be spread.")
    return table(name, _("Measures of the whole"), caption, columns, rows)


def _measure(measure: str, found: Overall) -> list[Cell]:
    known = measure_named(measure)
    numbers = [_number(each) for each in (found.value, found.low, found.high)]
    reason = whole_reason(found) if found.reason else ""
    return [
        link(_(known.name), f"/methods#{measure}"),
        *numbers,
        _(found.unit),
        _(known.direction),
        reason,
    ]


def _number(value: float | None) -> str:
    return _NOT_KNOWN if value is None else with_minus(f"{value:,.3g}")


def lorenz_figure(name: str, answer: Assessment, curve: Sequence[LorenzPoint]) -> Component:
    """Draw the curve, and say beside it what it shows."""
    said = curve_words(answer, curve)
    points = [[round(point.people, 5), round(point.counted, 5)] for point in curve]
    frame = html.Div(className="curve", **{"data-curve": json.dumps({"points": points})})
    return html.Div(
        className="lorenz",
        children=[
            html.Div(
                [
                    frame,
                    html.P(
                        _("People living there, fewest counted per person first"),
                        className="curve-x",
                    ),
                    html.P(
                        _("{unit} counted", unit=term(answer.unit).capitalize()),
                        className="curve-y",
                    ),
                ],
                id=name,
                className="curve-frame",
                role="img",
                **{"aria-label": _("Lorenz curve. {said}", said=said[0])},
            ),
            html.Div([html.P(sentence) for sentence in said]),
        ],
    )


# --- The table twin -------------------------------------------------------------------------------


def group_table(name: str, answer: Assessment, names: Names) -> Component:
    """Write every number of the figures, one row per group."""
    groups = answer.groups
    if answer.query["dimension"] == "country":
        groups = tuple(sorted(groups, key=lambda group: key_label(group.key, names)))
    columns = _columns(answer)
    rows = [(f"{name}-{index}", _cells(answer, group, names)) for index, group in enumerate(groups)]
    rows += [
        (f"{name}-{row.kind}", _cells_of_unknown(answer, row, len(columns)))
        for row in unknown_rows(answer)
    ]
    if not any(cells[-1] for _other, cells in rows):
        columns = columns[:-1]
        rows = [(row_id, cells[:-1]) for row_id, cells in rows]
    caption = _(
        "Counted in {unit}. At least and at most are what the printed numbers allow; shares hold "
        "for every way in which the unknown may be spread. {sign} means not known, never zero.",
        unit=term(answer.unit),
        sign=_NOT_KNOWN,
    )
    return table(name, _("Table of groups"), caption, columns, rows)


def asks_parity(answer: Assessment) -> bool:
    """Whether people could be added to the subject: to one set or mix, in patients."""
    one = str(answer.query["subject"]).startswith(("dataset:", "model:"))
    return one and answer.reference is not None and answer.unit == Unit.PATIENTS


def _columns(answer: Assessment) -> list[tuple[str, str]]:
    numbers = [_("At least"), _("At most"), _("Share of the known"), _("Share, from to")]
    if answer.reference is not None:
        numbers += [_("Share in the reference"), _("Ratio"), _("Ratio, from to")]
    if asks_parity(answer):
        numbers += [_("To parity"), _("To parity, from to")]
    numbers += [_("Without any one set"), _("Datasets"), _("Independent"), _("Sources")]
    named = [(head, "number") for head in numbers]
    return [(_("Group"), "name"), (_("What is known"), "words"), *named, (_(_WHY), "words")]


def _cells(answer: Assessment, group: Group, names: Names) -> list[str]:
    share = group.share
    # Where nobody counted, "at least 0" would read as a zero.
    counted = group.status in (Status.COUNTED, Status.ZERO)
    cells = [key_label(group.key, names), count_words(group, answer.unit)]
    cells += [_count(group.n.low) if counted else _NOT_KNOWN, _count(group.n.high)]
    cells += [_share(share.known), _range(share.low, share.high, _share)]
    if answer.reference is not None:
        ratio = group.ratio if compared(answer, group) else Value(None, None, None)
        cells += [_share(group.reference_share), _number(ratio.value)]
        cells += [_range(ratio.low, ratio.high, _number)]
    if asks_parity(answer):
        more = group.to_parity
        cells += [_people(more.value), _range(more.low, more.high, _people)]
    least, most = group.influence or (None, None)
    cells += [_range(least, most, _share)]
    cells += [str(group.datasets), str(group.independent_datasets), str(len(group.sources))]
    return [*cells, _reason(answer, group)]


def _cells_of_unknown(answer: Assessment, row: UnknownRow, columns: int) -> list[str]:
    """Write those in no group: nothing is compared of them."""
    found = answer.not_printed if row.kind == "site" else answer.unknown
    least, most = (found.low, found.high) if found else (None, None)
    cells = [row.label, row.words, _count(least), _count(most)]
    cells += [_NOT_KNOWN, _range(row.low, row.high, _share)]
    return [*cells, *[_NOT_KNOWN] * (columns - len(cells) - 1), ""]


def _reason(answer: Assessment, group: Group) -> str:
    if answer.reference is not None and group.n.low and not compared(answer, group):
        return ratio_words(group, shown=False)
    return why(group) if group.reason else ""


def _range(low: float | None, high: float | None, write: Callable[[float | None], str]) -> str:
    if low is None and high is None:
        return _NOT_KNOWN
    least, most = write(low), write(high)
    return least if least == most else _("{low} to {high}", low=least, high=most)


def _count(n: int | None) -> str:
    return _NOT_KNOWN if n is None else f"{n:,}"


def _share(share: float | None) -> str:
    return _NOT_KNOWN if share is None else exact_percent(share)


def _people(people: float | None) -> str:
    # Upwards: a part of a person does not bring parity.
    return _NOT_KNOWN if people is None else with_minus(f"{math.ceil(people - 1e-9):,}")
