"""What a search says of what it found, and the names of the kinds."""

from __future__ import annotations

from collections import Counter

from app.services.search import SearchPage
from app.services.search_entries import KINDS
from app.services.wording import exact, several

_KINDS = {
    "country": ("country or area", "countries and areas"),
    "region": ("region or group of countries", "regions and groups of countries"),
    "dataset": ("dataset", "datasets"),
    "cohort": ("cohort without released images", "cohorts without released images"),
    "model": ("foundation model", "foundation models"),
    "evaluation": ("published evaluation", "published evaluations"),
    "measure": ("measure", "measures"),
}


def kind_words(kind: str) -> str:
    """Name a kind as a heading."""
    words = _KINDS[kind][1]
    return words[0].upper() + words[1:]


def found_sentence(found: SearchPage) -> str:
    """Say in one sentence what was found."""
    if not found.query:
        return "Which country, dataset, model, evaluation or measure are you looking for?"
    if found.items:
        return f"“{found.query}” is in {_listed(found)}."
    if found.near:
        return f"We found nothing that holds “{found.query}”. These names are similar."
    return f"We found nothing that holds “{found.query}”. Fewer or other words may help."


def _listed(found: SearchPage) -> str:
    shown = Counter(hit.kind for hit in found.items)
    parts = [several(shown[kind], *_KINDS[kind]) for kind in KINDS if shown[kind]]
    if len(found.items) < found.total:
        return f"{exact(found.total)} entries, of which {exact(len(found.items))} are listed here"
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
