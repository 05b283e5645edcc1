"""What stands around every answer: its finding, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from app.language import _
from app.services.findings import Finding
from frontend.methods.anchors import anchor


def finding_block(finding: Finding, apart: str = "", mark: str = "") -> Component:
    """Write the finding, what is not known, which sets stand apart, and what is always true.

    `mark` keeps the ids of two findings of one page apart.
    """
    return html.Div(
        [
            html.P(finding.sentence, id=f"finding{mark}", className="finding"),
            html.P(finding.unknown, id=f"not-known{mark}", className="not-known")
            if finding.unknown
            else None,
            html.P(apart, id=f"set-apart{mark}", className="set-apart") if apart else None,
            html.P(_(finding.permanent), className="permanent"),
        ]
    )


def how_to_read(lines: Iterable[str], see: Iterable[str]) -> Component:
    """Explain the figures of a page, folded away; `see` names the parts of Methods they rest on."""
    said = [html.P(_(line)) for line in lines]
    return html.Details(
        [html.Summary(_("How to read this")), *said, on_methods(see)], className="how"
    )


def on_methods(see: Iterable[str]) -> Component:
    """Lead to where Methods defines what a page shows."""
    parts: list[Component | str] = []
    for name in see:
        words, address = anchor(name)
        parts += [", " if parts else _("Defined on Methods: "), dcc.Link(words, href=address)]
    return html.P([*parts, "."], className="on-methods")
