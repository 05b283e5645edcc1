"""A small map of one card: drawn in the browser on outlines of ours, without any library.

The server says how each place looks; assets/mini_map.js puts it on outlines that are fetched once.
What stands beside it in the page (bars, lists of places) is its table.
"""

from __future__ import annotations

import json

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.measures import Look, Place
from app.services.place_words import in_short
from app.services.where_named import Whereabouts
from frontend.components.legend import legend
from frontend.figures.geometry import Geometry
from frontend.figures.scale import Scale, scale_of

_FILLS = {
    Look.ZERO: "var(--surface)",
    Look.SUPPRESSED: "url(#dots)",
    Look.SITE: "url(#bars)",
}
NOT_NAMED = N_("not named here")


def mini_map(
    found: Whereabouts, geometry: Geometry, none: str | None = NOT_NAMED
) -> Component | None:
    """Draw where people were imaged, if any place is known.

    `none` is said of all other places in the place of what the large map says.
    """
    if not found.places:
        return None
    drawn = {
        "label": found.words,
        "places": [_drawn(place, found, geometry) for place in found.places],
    }
    return html.Div(
        [
            html.Div(className="mini-map-frame", **{"data-mini-map": json.dumps(drawn)}),
            legend(found.measure, {Look.NONE: _(none)} if none else None),
            html.P(geometry.disclaimer_short, className="quiet disclaimer"),
        ],
        className="mini-map",
    )


def _drawn(place: Place, found: Whereabouts, geometry: Geometry) -> dict[str, object]:
    """Say how one place is drawn: its area, a mark where it is small, and its words."""
    point = geometry.points.get(place.iso3)
    marked = place.look is Look.ZERO or (point is not None and (point.small or point.faint))
    return {
        "iso3": place.iso3,
        "fill": _fill(place, scale_of(found.measure)),
        "mark": place.look.value if marked else "",
        "title": f"{place.name}: {in_short(place, found.measure)}",
    }


def _fill(place: Place, scale: Scale) -> str:
    if place.look is Look.VALUE and place.reading is not None:
        return f"var(--{scale.name}-{scale.step(float(place.reading.low or 0))})"
    return _FILLS[place.look]
