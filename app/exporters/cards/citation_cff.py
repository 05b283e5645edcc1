"""CITATION.cff (Citation File Format 1.2.0) of a dataset."""

from __future__ import annotations

from typing import Any

from app.domain.published import PublishedCard
from app.exporters.cards._yaml import written

NAME = "cff"
SUFFIX = ".cff"
MEDIA_TYPE = "application/yaml"
TITLE = "Citation (CFF)"


def write(published: PublishedCard) -> bytes:
    """Write the citation; authors that the card does not name are not made up."""
    card = published.card
    told = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "Cite the sources below, and the card with its revision and release.",
        "title": card.name,
        "abstract": card.description,
        "authors": [{"name": card.custodian or f"The makers of {card.name}"}],
        "version": card.version,
        "doi": card.doi,
        "url": card.homepage,
        "identifiers": _identifiers(published),
        "references": _references(published),
    }
    return written({name: value for name, value in told.items() if value}).encode()


def _identifiers(published: PublishedCard) -> list[dict[str, Any]]:
    """Name the card by revision and release, and by its address where that is known."""
    release = f"fairatlas:{published.card.slug}:{published.revision}:{published.release}"
    told = {
        "type": "other",
        "value": release,
        "description": "FairAtlas card, revision and release",
    }
    page = {"type": "url", "value": published.page, "description": "FairAtlas card"}
    return [told, page] if published.site else [told]


def _references(published: PublishedCard) -> list[dict[str, Any]]:
    """Name each source as the card cites it: its authors stand in the citation itself."""
    return [
        {
            "type": "generic",
            "title": source.citation,
            "authors": [{"name": "As named in the title"}],
            **({"url": source.url} if source.url else {}),
        }
        for source in published.card.sources
        if not source.recalled
    ]
