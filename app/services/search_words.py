"""What a search says of what it found, and the names of the kinds."""

from __future__ import annotations

from collections import Counter

from app.language import N_, _
from app.services.search import SearchPage
from app.services.search_entries import KINDS
from app.services.wording import exact, joined, nouns, several

_KINDS = {
    "country": nouns("country or area", "countries and areas"),
    "region": nouns("region or group of countries", "regions and groups of countries"),
    "dataset": nouns("dataset", "datasets"),
    "cohort": nouns("cohort without released images", "cohorts without released images"),
    "model": nouns("foundation model", "foundation models"),
    "evaluation": nouns("published evaluation", "published evaluations"),
    "measure": nouns("measure", "measures"),
}


_HEADINGS = {
    "country": N_("Countries and areas"),
    "region": N_("Regions and groups of countries"),
    "dataset": N_("Datasets"),
    "cohort": N_("Cohorts without released images"),
    "model": N_("Foundation models"),
    "evaluation": N_("Published evaluations"),
    "measure": N_("Measures"),
}


def kind_words(kind: str) -> str:
    """Name a kind as a heading."""
    return _(_HEADINGS[kind])


def found_sentence(found: SearchPage) -> str:
    """Say in one sentence what was found."""
    if not found.query:
        return _("Which country, dataset, model, evaluation or measure are you looking for?")
    if found.items:
        return _("“{query}” is in {listed}.", query=found.query, listed=_listed(found))
    if found.near:
        return _(
            "We found nothing that holds “{query}”. These names are similar.", query=found.query
        )
    return _(
        "We found nothing that holds “{query}”. Another spelling or other words may help.",
        query=found.query,
    )


def _listed(found: SearchPage) -> str:
    shown = Counter(hit.kind for hit in found.items)
    parts = [several(shown[kind], *_KINDS[kind]) for kind in KINDS if shown[kind]]
    if len(found.items) < found.total:
        return _(
            "{total} entries, of which {items} are listed here; more words find fewer",
            total=exact(found.total),
            items=exact(len(found.items)),
        )
    return joined(parts)
