"""What stands around every answer: its finding, how to read it, and the same as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from app.services.findings import Finding

_FORMATS = (("JSON", ""), ("CSV", ".csv"), ("Parquet", ".parquet"))


def finding_block(finding: Finding) -> Component:
    """Write the finding, what is not known, and what is always true."""
    return html.Div(
        [
            html.P(finding.sentence, id="finding", className="finding"),
            html.P(finding.unknown, id="not-known", className="not-known")
            if finding.unknown
            else None,
            html.P(finding.permanent, className="permanent"),
        ]
    )


def how_to_read(lines: Iterable[str]) -> Component:
    """Explain the figures of a page, folded away."""
    said = [html.P(line) for line in lines]
    return html.Details([html.Summary("How to read this"), *said], className="how")


def files(words: str, path: str, asked: Mapping[str, str]) -> Component:
    """Lead to the same data at the programming interface, in each of its formats."""
    query = f"?{urlencode(asked)}" if asked else ""
    links = [html.A(name, href=f"/api/v1{path}{ending}{query}") for name, ending in _FORMATS]
    return html.Span([f"{words} as ", links[0], ", ", links[1], ", ", links[2]])


def downloads(files_offered: Iterable[Component], release: int) -> Component:
    """Offer files, the address of this view, and the release that it is of."""
    return html.Div(
        className="downloads",
        children=[
            *files_offered,
            html.Button("Copy link", className="plain", **{"data-copy-link": "true"}),
            html.Span(f"Release {release}", id="release"),
        ],
    )
