"""The way of the images as a picture of four columns: boxes, and a band per named set.

Everything is laid out here; assets/flow.js only writes it. A band is as thick as one set, never
as many people: how many there are is known for few of them.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.training.flow import NOT_KNOWN, Flow, Strand
from app.services.wording import several

TITLES = (
    N_("Where imaged"),
    N_("Who keeps the images"),
    N_("Who made the model"),
    N_("Where it was tested"),
)
_BOX, _GAP, _TOP = 200, 66, 28
_SPACE, _LEAST = 8, 26
_LETTERS = 29
_TALLEST = 520
_LINE = 16
NO_TEST = N_("no test that we hold")


@dataclass(slots=True)
class _Box:
    """One box of a column; `used_left` and `used_right` are how much of it bands have taken."""

    label: str
    sets: float
    y: float = 0
    height: float = 0
    used_left: float = 0
    used_right: float = 0


@dataclass(frozen=True, slots=True)
class _Way:
    """Bands from one box to the next, as many sets as `sets`."""

    source: _Box
    target: _Box
    column: int
    sets: float


def flow_picture(flow: Flow, name: str) -> Component:
    """Write the picture; its words are also in the tables of the page."""
    drawn = json.dumps(_drawing(flow, alternative(flow, name)))
    return html.Div(
        className="flow-frame",
        tabIndex=0,
        role="region",
        **{"aria-label": _("The way of the images"), "data-flow": drawn},
    )


def alternative(flow: Flow, name: str) -> str:
    """Say in words what the picture shows."""
    places = {place for strand in flow.strands for place in strand.where}
    unplaced = sum(not strand.where for strand in flow.strands)
    tested = {place for test in flow.tested for place in test.where}
    said = [
        _(
            "{strands} of {name}, imaged in {listed}.",
            strands=several(len(flow.strands), "named set"),
            name=name,
            listed=_listed(places),
        )
    ]
    if unplaced:
        said.append(_("For {unplaced} of them no place of imaging is known.", unplaced=unplaced))
    said.append(_("It was made by {listed}.", listed=_listed(flow.makers)))
    said.append(_("Tests on people imaged in {listed}.", listed=_listed(tested)))
    return " ".join(said)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) or _("places that are not known")


def _drawing(flow: Flow, words: str) -> dict[str, object]:
    columns, ways = _boxes(flow)
    thickness = _thickness(columns)
    height = max(_placed(column, thickness) for column in columns)
    _centred(columns, height)
    return {
        "label": words,
        "width": 4 * _BOX + 3 * _GAP,
        "height": round(height + 4, 1),
        "titles": [{"x": _x(i), "text": _(title)} for i, title in enumerate(TITLES)],
        "boxes": [_written(box, _x(i)) for i, column in enumerate(columns) for box in column],
        "bands": [_band(way, thickness) for way in ways],
    }


def _boxes(flow: Flow) -> tuple[list[list[_Box]], list[_Way]]:
    places, keepers = _column(_places(flow)), _column(_keepers(flow))
    tests = _column((place, share) for test in flow.tested for place, share in _each(test.where))
    maker = _Box("; ".join(flow.makers) or _(NOT_KNOWN), max(1, len(flow.strands)))
    ways = [
        _Way(places[place], keepers[strand.custodian or _(NOT_KNOWN)], 0, share)
        for strand in flow.strands
        for place, share in _each(strand.where)
    ]
    ways += [_Way(box, maker, 1, box.sets) for box in keepers.values()]
    ways += [_Way(maker, box, 2, box.sets) for box in tests.values()]
    columns = [list(places.values()), list(keepers.values()), [maker]]
    columns.append(list(tests.values()) or [_Box(_(NO_TEST), 0)])
    return columns, list(_merged(ways, columns))


def _places(flow: Flow) -> Iterator[tuple[str, float]]:
    for strand in flow.strands:
        yield from _each(strand.where)


def _keepers(flow: Flow) -> Iterator[tuple[str, float]]:
    yield from ((_keeper(strand), 1.0) for strand in flow.strands)


def _keeper(strand: Strand) -> str:
    return strand.custodian or _(NOT_KNOWN)


def _each(where: Sequence[str]) -> list[tuple[str, float]]:
    """Share one set among its places; one without a place goes to those not known."""
    return [(place, 1 / len(where)) for place in where] if where else [(_(NOT_KNOWN), 1.0)]


def _column(shares: Iterable[tuple[str, float]]) -> dict[str, _Box]:
    """Make the boxes of a column, by name; what is not known comes last."""
    found: dict[str, _Box] = {}
    for label, share in shares:
        found.setdefault(label, _Box(label, 0)).sets += share
    return dict(sorted(found.items(), key=lambda item: (item[0] == _(NOT_KNOWN), item[0])))


def _merged(ways: Iterable[_Way], columns: list[list[_Box]]) -> Iterator[_Way]:
    """Put the bands between the same two boxes together, in the order of the boxes."""
    sets: dict[tuple[int, int, int], float] = {}
    ends: dict[tuple[int, int, int], _Way] = {}
    for way in ways:
        at = columns[way.column].index(way.source), columns[way.column + 1].index(way.target)
        key = (way.column, *at)
        sets[key] = sets.get(key, 0) + way.sets
        ends[key] = way
    for key in sorted(sets):
        yield _Way(ends[key].source, ends[key].target, key[0], sets[key])


def _thickness(columns: Iterable[Sequence[_Box]]) -> float:
    most = max(sum(box.sets for box in column) for column in columns)
    return min(22.0, max(5.0, _TALLEST / max(1.0, most)))


def _placed(column: Sequence[_Box], thickness: float) -> float:
    y = float(_TOP)
    for box in column:
        box.y, box.height = y, max(_least(box), box.sets * thickness)
        y += box.height + _SPACE
    return y


def _least(box: _Box) -> float:
    """A box has room for two lines of its label, however few sets it stands for."""
    lines = min(2, len(textwrap.wrap(box.label, _LETTERS)))
    return max(_LEAST, _LINE * lines + 8)


def _centred(columns: Iterable[Sequence[_Box]], height: float) -> None:
    for column in columns:
        if column:
            rest = height - (column[-1].y + column[-1].height + _SPACE)
            for box in column:
                box.y += rest / 2


def _x(column: int) -> int:
    return column * (_BOX + _GAP)


def _written(box: _Box, x: int) -> dict[str, object]:
    return {
        "x": x,
        "y": round(box.y, 1),
        "width": _BOX,
        "height": round(box.height, 1),
        "lines": _lines(box),
        "title": box.label,
        "known": box.label not in (_(NOT_KNOWN), _(NO_TEST)),
    }


def _lines(box: _Box) -> list[str]:
    """Break the label into the lines that its box has room for; the rest is in its title."""
    lines = textwrap.wrap(box.label, _LETTERS)
    room = max(1, int((box.height - 8) // _LINE))
    if len(lines) <= room:
        return lines
    kept = lines[:room]
    return [*kept[:-1], f"{kept[-1][: _LETTERS - 1]}…"]


def _band(way: _Way, thickness: float) -> dict[str, object]:
    """Draw one band as a closed curve; it takes its part of both boxes."""
    size = way.sets * thickness
    left, right = _x(way.column) + _BOX, _x(way.column + 1)
    top = way.source.y + way.source.used_right + _slack(way.source, thickness)
    end = way.target.y + way.target.used_left + _slack(way.target, thickness)
    way.source.used_right += size
    way.target.used_left += size
    bend = (left + right) / 2
    path = (
        f"M{left} {top:.1f}C{bend} {top:.1f} {bend} {end:.1f} {right} {end:.1f}"
        f"V{end + size:.1f}"
        f"C{bend} {end + size:.1f} {bend} {top + size:.1f} {left} {top + size:.1f}Z"
    )
    known = _(NOT_KNOWN) not in (way.source.label, way.target.label)
    sets = f"{way.sets:.2g}".rstrip("0").rstrip(".") if way.sets % 1 else f"{way.sets:.0f}"
    return {
        "path": path,
        "known": known,
        "title": _(
            "{here} to {there}: {sets}",
            here=way.source.label,
            there=way.target.label,
            sets=sets,
        ),
    }


def _slack(box: _Box, thickness: float) -> float:
    """Bands stand in the middle of a box that is taller than they are."""
    return (box.height - min(box.height, box.sets * thickness)) / 2
