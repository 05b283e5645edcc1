"""Sources: where every number on a page was printed, and where it was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import CitedSource
from app.language import _


def sources_list(sources: Mapping[str, CitedSource], prefix: str = "source") -> Component:
    """List the sources of an answer under "Sources (12)"; `prefix` keeps their ids apart."""
    listed = [{"id": f"{prefix}-{key}", **asdict(source)} for key, source in sources.items()]
    return html.Details(
        className="sources",
        children=[
            html.Summary(_("Sources ({listed})", listed=len(listed))),
            html.Ol(**{"data-sources": json.dumps(listed)}),
        ],
    )
