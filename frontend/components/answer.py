"""What stands around every answer: its finding, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.findings import Finding


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
    return html.Details([html.Summary(_("How to read this")), *said], className="how")
