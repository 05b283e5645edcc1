"""Lines around groups of countries: the outlines of the map without the borders inside a group."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORLD = Path(__file__).parents[1] / "assets" / "topo" / "world_110m.json"
# In degrees: what is smaller is a dot at the size of a screen.
_SMALLEST = 2.0

Line = tuple[tuple[float, float], ...]
Lines = tuple[list[float | None], list[float | None]]


@dataclass(frozen=True, slots=True)
class _Arc:
    """One piece of an outline, and the one or two countries whose outline it is."""

    line: Line
    countries: tuple[str, ...]


def group_lines(group_of: Mapping[str, str]) -> dict[str, Lines]:
    """Return longitudes and latitudes of the lines of each group, broken by None."""
    found: dict[str, Lines] = defaultdict(lambda: ([], []))
    for arc in _arcs():
        groups = [group_of.get(country) for country in arc.countries]
        inside = len(groups) > 1 and groups[0] == groups[1]
        for name in [] if inside else groups:
            if name is not None:
                lons, lats = found[name]
                lons += [*(lon for lon, _lat in arc.line), None]
                lats += [*(lat for _lon, lat in arc.line), None]
    return dict(found)


@cache
def _arcs() -> tuple[_Arc, ...]:
    world = json.loads(_WORLD.read_text(encoding="utf-8"))
    used: dict[int, list[str]] = defaultdict(list)
    for shape in world["objects"]["countries"]["geometries"]:
        for number in _numbers(shape.get("arcs", [])):
            used[number if number >= 0 else ~number].append(shape["id"])
    lines = {number: _line(world["arcs"][number], world["transform"]) for number in used}
    return tuple(
        _Arc(lines[number], tuple(countries))
        for number, countries in used.items()
        if len(countries) > 1 or _extent(lines[number]) > _SMALLEST
    )


def _numbers(arcs: object) -> Iterator[int]:
    """Walk through rings of polygons of countries, however deep they are nested."""
    if isinstance(arcs, int):
        yield arcs
    elif isinstance(arcs, list):
        for each in arcs:
            yield from _numbers(each)


def _line(steps: list[list[int]], transform: Mapping[str, list[float]]) -> Line:
    """Add up the steps of a quantised arc; a tenth of a degree is under a pixel."""
    (wide, tall), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    points: dict[tuple[float, float], None] = {}
    for dx, dy in steps:
        x, y = x + dx, y + dy
        points[round(x * wide + west, 1), round(y * tall + south, 1)] = None
    line = tuple(points)
    closed = sum(dx for dx, _dy in steps[1:]) == 0 == sum(dy for _dx, dy in steps[1:])
    return (*line, line[0]) if closed else line


def _extent(line: Line) -> float:
    lons, lats = zip(*line, strict=True)
    return float(max(lons) - min(lons) + max(lats) - min(lats))
