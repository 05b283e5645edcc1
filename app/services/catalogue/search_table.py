"""Table of what a search found."""

from __future__ import annotations

from app.domain.table import Table
from app.services.catalogue.tabulate import shown, table
from app.services.search import SearchPage

_HITS = (
    shown("kind", "country, region, dataset, cohort, model, evaluation or measure"),
    shown("id", "Name in addresses and questions"),
    shown("name", "Name"),
    shown("about", "What it is"),
    shown("path", "Address of its page, relative to the site"),
)


def search_table(page: SearchPage) -> Table:
    """One row per hit, or per similar name where there is no hit."""
    definition = (
        f"What holds all words of: {page.query}"
        if page.items or not page.near
        else f"Nothing holds all words of: {page.query}. These names are similar."
    )
    return table("search", definition, _HITS, page.items or page.near, page.release)
