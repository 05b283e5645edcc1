"""Sources of one card, as a list that every number on its page leads to."""

from __future__ import annotations

from collections.abc import Iterable

from dash.development.base_component import Component

from app.domain.assessment import CitedSource
from app.domain.source import Source
from frontend.components.sources import sources_list


def card_sources(name: str, sources: Iterable[Source], prefix: str = "source") -> Component:
    """List the sources of a card under its own ids."""
    cited = {
        each.id: CitedSource(name, each.citation, each.url, each.seen, each.where, each.recalled)
        for each in sources
    }
    return sources_list(cited, prefix)
