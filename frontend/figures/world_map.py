"""The world map: Equal Earth, every status its own look, small states as points one can click.

The figure is drawn in the light colours of the tokens; style sheets lay patterns over the flat
colours of absence and exchange all colours in the dark theme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.services.measures import Look, Measure, Place
from frontend import tokens
from frontend.figures.geometry import Geometry, Point
from frontend.figures.group_lines import group_lines
from frontend.figures.scale import MIDDLE, RATIO, Scale, scale_of

Figure = dict[str, Any]
_INK = tokens.LIGHT["ink"]
_QUIET = tokens.LIGHT["quiet"]
_CLEAR = "rgba(0,0,0,0)"
_FLAT = tuple(tokens.PATTERNS_LIGHT)
# Symbol, size and width of line of a point; these also stand on large countries where marked.
_SYMBOLS = {
    Look.VALUE: ("circle", 9, 1.0),
    Look.FEW: ("circle", 5, 0.0),
    Look.ZERO: ("circle-open", 9, 2.0),
    Look.SUPPRESSED: ("circle-open-dot", 9, 1.2),
    Look.SITE: ("square-open", 7, 1.4),
    Look.NONE: ("x-thin-open", 5, 1.0),
}
_ALSO_ON_LAND = (Look.FEW, Look.ZERO)
# Traces that another callback changes by their place in the list.
CHOSEN_SHAPE, CHOSEN_POINT = 5, 6


def draw(
    places: Sequence[Place],
    measure: Measure,
    geometry: Geometry,
    words: Callable[[Place], str],
    chosen: str | None = None,
    group_of: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the places; `words` gives the text of a tooltip, `group_of` a line around groups."""
    scale = scale_of(measure)
    drawn = [place for place in places if place.iso3 in geometry.points]
    shapes = [place for place in drawn if geometry.points[place.iso3].has_polygon]
    texts = {place.iso3: words(place) for place in drawn}
    return {
        "data": [
            _shapes(shapes, scale, texts),
            _border(geometry, tokens.LIGHT["surface"], 1.6, "solid"),
            _border(geometry, _QUIET, 0.9, "dot"),
            _signs(drawn, scale, geometry),
            _points([p for p in drawn if _is_marked(p, geometry)], scale, texts, geometry),
            *chosen_traces(chosen, geometry),
            *_around(group_of or {}),
        ],
        "layout": _layout(),
    }


def flat_colour(place: Place, scale: Scale) -> int:
    """Return the place of the country's colour: the steps of the scale, then the flat looks."""
    if place.look is Look.VALUE and place.reading is not None:
        return scale.step(_drawn_value(place))
    return len(scale.colours) + _FLAT.index(place.look.value)


def _drawn_value(place: Place) -> float:
    """Colour by the value; where only a range is known, by what is certain."""
    reading = place.reading
    if reading is None:
        return 0
    return float(reading.value if reading.value is not None else reading.low or 0)


def _colours(scale: Scale) -> list[str]:
    return [*scale.colours, *tokens.PATTERNS_LIGHT.values()]


def _shapes(places: Sequence[Place], scale: Scale, texts: dict[str, str]) -> Figure:
    colours = _colours(scale)
    steps = [
        [edge / len(colours), colour]
        for index, colour in enumerate(colours)
        for edge in (index, index + 1)
    ]
    return {
        "type": "choropleth",
        "locations": [place.iso3 for place in places],
        "z": [flat_colour(place, scale) for place in places],
        "zmin": -0.5,
        "zmax": len(colours) - 0.5,
        "colorscale": steps,
        "showscale": False,
        "marker": {"line": {"color": tokens.LIGHT["border"], "width": 0.6}},
        "text": [texts[place.iso3] for place in places],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _around(group_of: Mapping[str, str]) -> Iterable[Figure]:
    """Draw a line around each group, in a hue and in dashes of its own."""
    lines = group_lines(group_of)
    names = sorted(set(group_of.values()))
    for name, hue, dash in zip(names, tokens.GROUPS_LIGHT, tokens.GROUP_DASHES, strict=False):
        lons, lats = lines.get(name, ([], []))
        yield {
            "type": "scattergeo",
            "mode": "lines",
            "lon": lons,
            "lat": lats,
            "line": {"color": hue, "width": 1.5, "dash": dash},
            "hoverinfo": "skip",
        }


def _border(geometry: Geometry, colour: str, width: float, dash: str) -> Figure:
    return {
        "type": "scattergeo",
        "mode": "lines",
        "lon": geometry.dashed_lons,
        "lat": geometry.dashed_lats,
        "line": {"color": colour, "width": width, "dash": dash},
        "hoverinfo": "skip",
    }


def _signs(places: Iterable[Place], scale: Scale, geometry: Geometry) -> Figure:
    """Print minus, equal or plus where a ratio is drawn: the arms look alike in grey."""
    signed = [
        (geometry.points[place.iso3], flat_colour(place, scale))
        for place in places
        if scale is RATIO and place.look is Look.VALUE and not geometry.points[place.iso3].small
    ]
    return {
        "type": "scattergeo",
        "mode": "text",
        **_at([point for point, _ in signed]),
        "text": [_sign(step) for _, step in signed],
        "textfont": {"size": 13, "color": [_sign_colour(step) for _, step in signed]},
        "hoverinfo": "skip",
    }


def _sign(step: int) -> str:
    return "=" if step == MIDDLE else "−" if step < MIDDLE else "+"


def _sign_colour(step: int) -> str:
    return tokens.LIGHT["on-accent"] if abs(step - MIDDLE) >= 3 else _INK


def _is_marked(place: Place, geometry: Geometry) -> bool:
    point = geometry.points[place.iso3]
    seen = place.look in _ALSO_ON_LAND or (point.faint and place.look is not Look.NONE)
    return point.small or seen


def _points(
    places: Sequence[Place], scale: Scale, texts: dict[str, str], geometry: Geometry
) -> Figure:
    symbols = [_SYMBOLS[place.look] for place in places]
    return {
        "type": "scattergeo",
        "mode": "markers",
        **_at([geometry.points[place.iso3] for place in places]),
        "customdata": [place.iso3 for place in places],
        "marker": {
            "symbol": [symbol for symbol, _, _ in symbols],
            "size": [size for _, size, _ in symbols],
            "color": [_point_colour(place, scale) for place in places],
            "line": {"color": _INK, "width": [width for _, _, width in symbols]},
            "opacity": 1,
        },
        "text": [texts[place.iso3] for place in places],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _point_colour(place: Place, scale: Scale) -> str:
    if place.look is Look.VALUE:
        return _colours(scale)[flat_colour(place, scale)]
    return _QUIET if place.look is Look.NONE else _INK


def _at(points: Iterable[Point]) -> Figure:
    listed = list(points)
    return {"lon": [point.lon for point in listed], "lat": [point.lat for point in listed]}


def chosen_traces(chosen: str | None, geometry: Geometry) -> tuple[Figure, Figure]:
    """Outline the chosen country, and ring it where it is too small for an outline."""
    point = geometry.points.get(chosen or "")
    outlined = [chosen] if point is not None and point.has_polygon else []
    ringed = [point] if point is not None and point.small else []
    return (
        {
            "type": "choropleth",
            "locations": outlined,
            "z": [0] * len(outlined),
            "colorscale": [[0, _CLEAR], [1, _CLEAR]],
            "showscale": False,
            "marker": {"line": {"color": _INK, "width": 1.8}},
            "hoverinfo": "skip",
        },
        {
            "type": "scattergeo",
            "mode": "markers",
            **_at(ringed),
            "marker": {
                "symbol": "circle-open", "size": 17, "color": _INK, "line": {"width": 1.8}
            },
            "hoverinfo": "skip",
        },
    )  # fmt: skip


def _layout() -> Figure:
    return {
        "geo": {
            "projection": {"type": "equal earth", "rotation": {"lon": 0, "lat": 0}},
            "lataxis": {"range": [-57, 84]},
            "lonaxis": {"range": [-180, 180]},
            "bgcolor": _CLEAR,
            "showframe": False,
            "showcoastlines": False,
            "showcountries": False,
            "showlakes": False,
            "showland": True,
            "landcolor": tokens.LIGHT["unclaimed"],
            "resolution": 110,
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": _CLEAR,
        "showlegend": False,
        # The default of 20 lets a point take the clicks of its larger neighbours.
        "hoverdistance": 4,
        "hoverlabel": {
            "bgcolor": tokens.LIGHT["surface"],
            "bordercolor": _INK,
            "font": {"color": _INK, "size": 13, "family": tokens.FONT},
            "align": "left",
        },
        "font": {"family": tokens.FONT, "color": _INK},
        "uirevision": "map",
    }
