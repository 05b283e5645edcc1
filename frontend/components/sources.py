"""Sources: where every number on a page was printed, and where it was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import CitedSource
from app.language import _
from app.services.wording import exact

_PRINTED = 20


def sources_list(sources: Mapping[str, CitedSource], prefix: str = "source") -> Component | None:
    """List the sources of an answer under "Sources (12)"; `prefix` keeps their ids apart."""
    if not sources:
        return None
    listed = [
        {
            **asdict(source),
            "id": f"{prefix}-{key}",
            "seen": where_read(source.seen),
            "where": place_in(source.citation, source.where),
        }
        for key, source in sources.items()
    ]
    return html.Details(
        className="sources",
        children=[
            html.Summary(_("Sources ({listed})", listed=len(listed))),
            html.Ol(**{"data-sources": json.dumps(listed)}),
            *([_on_paper(len(listed))] if len(listed) > _PRINTED else []),
        ],
    )


def place_in(citation: str, where: str | None) -> str | None:
    """Return the place in a source, unless its name ends with it already."""
    named = bool(where) and citation.rstrip(".").casefold().endswith(str(where).casefold())
    return None if named else where


def where_read(seen: str | None) -> str | None:
    """Say where it was read; the number of a file leads nobody to it without its repository."""
    if seen and seen.startswith("public GitHub file") and "repository" in seen:
        return _("a copy on GitHub; in which repository was not written down")
    return seen


def _on_paper(listed: int) -> Component:
    """Say on paper how many of the sources it has; the style sheet leaves out the others."""
    said = _("On paper: {n} of {listed} sources. All of them: ", n=_PRINTED, listed=exact(listed))
    return html.P([said, html.Span(**{"data-here": "true"})], className="paper-only")
