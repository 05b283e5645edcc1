"""A span of years as two sliders of one track, whose values live in the address."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component


def year_range(
    params: Mapping[str, str], names: tuple[str, str], span: tuple[int, int], *, stores: str
) -> Component:
    """Offer the years of `span`; `names` are the parameters of the first and of the last year.

    At an end of the track nothing is left out, and the address does not name it. A year of the
    address that lies outside the span widens it: the sliders show what was asked.
    """
    asked = [_year(params.get(name, "")) for name in names]
    reach = [*span, *(year for year in asked if year is not None)]
    first, last = min(reach), max(reach)
    told = {
        "names": names,
        "first": first,
        "last": last,
        "chosen": [asked[0] or first, asked[1] or last],
        "stores": stores,
    }
    return html.Div(className="years", **{"data-years": json.dumps(told)})


def _year(text: str) -> int | None:
    """Read a year of the address; one that is none is refused by the question, not here."""
    return int(text) if text.isascii() and text.isdigit() and 1900 <= int(text) <= 2100 else None
