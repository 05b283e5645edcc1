"""Taking a view away: its data, its picture, its address and its citation, in one quiet row.

The row travels as data and is written by assets/share.js; assets/picture.js makes the picture in
the browser, from what is drawn there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.findings import PERMANENT

ENDINGS: Mapping[str, str] = {"JSON": "", "CSV": ".csv", "Parquet": ".parquet"}


@dataclass(frozen=True, slots=True)
class Files:
    """The same data at the programming interface; `words` tell it from others of one page."""

    links: tuple[tuple[str, str], ...]
    words: str = ""


def api_files(
    path: str, asked: Mapping[str, str], words: str = "", kinds: Iterable[str] = tuple(ENDINGS)
) -> Files:
    """Name the addresses of one question at the programming interface, one per kind of file."""
    query = f"?{urlencode(asked)}" if asked else ""
    return Files(tuple((kind, f"/api/v1{path}{ENDINGS[kind]}{query}") for kind in kinds), words)


@dataclass(frozen=True, slots=True)
class View:
    """What is taken away.

    `name` is the page's, `sentence` the finding, which titles picture and citation; `figures` are
    selectors of what is drawn, in the order of the picture; `sources` is their number, None where
    the page does not count them; `pins` tells that the page's address takes a `release`.
    """

    name: str
    sentence: str
    unknown: str
    release: int
    files: tuple[Files, ...]
    figures: tuple[str, ...] = ()
    sources: int | None = None
    disclaimer: str = ""
    pins: bool = False


def share(view: View, mark: str = "") -> Component:
    """Write the row; `mark` keeps the ids of two rows of one page apart."""
    told = {
        "name": view.name,
        "sentence": view.sentence,
        "unknown": view.unknown,
        "permanent": _(PERMANENT),
        "release": view.release,
        "releaseId": f"release{mark}",
        "files": [{"words": each.words, "links": each.links} for each in view.files],
        "figures": view.figures,
        "sources": view.sources,
        "disclaimer": view.disclaimer,
        "pins": view.pins,
    }
    return html.Div(
        className="share",
        role="group",
        **{"aria-label": _("Take this view away"), "data-share": json.dumps(told)},
    )


def copy_link() -> Component:
    """Offer the address alone, on a page that has no row of its own."""
    return html.Button(_("Copy link"), className="plain", **{"data-copy-link": "true"})
