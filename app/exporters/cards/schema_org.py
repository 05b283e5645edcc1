"""schema.org/Dataset in JSON-LD: what search engines for datasets read.

Addresses are absolute where the site knows its own, else relative to wherever the description
stands. What is not known is left out, never made up; so is what rests on memory.
"""

from __future__ import annotations

import json
import re
from typing import Any

from app.domain.card import DatasetCard
from app.domain.published import PublishedCard
from app.domain.vocabulary import Access, Unit

NAME = "schema_org"
SUFFIX = ".jsonld"
MEDIA_TYPE = "application/ld+json"
TITLE = "schema.org/Dataset (JSON-LD)"
# Search engines for datasets ask for 50 to 5,000 characters.
SHORTEST, LONGEST = 50, 5_000
# In English, as keywords are; the pages have theirs in the reader's language.
_MODALITIES = {
    "xray": "X-ray", "ct": "CT", "mri": "MRI", "fundus": "fundus photograph", "oct": "OCT",
    "oct-a": "OCT angiography", "pet": "PET", "clinical-photo": "clinical photograph",
    "mixed": "mixed-modality",
}  # fmt: skip
_YEARS = re.compile(r"(\d{4}) to (\d{4})")


def write(published: PublishedCard) -> bytes:
    """Write the description."""
    return json.dumps(describe(published), ensure_ascii=False, indent=2).encode() + b"\n"


def describe(published: PublishedCard) -> dict[str, Any]:
    """Describe a set as a schema.org Dataset."""
    card, site = published.card, published.site
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": published.page,
        "url": published.page,
        "name": card.name,
        "description": description(card),
        "version": card.version,
        "datePublished": str(card.release_year) if card.release_year else None,
        "temporalCoverage": _YEARS.sub(r"\1/\2", card.collection_period or ""),
        "sameAs": card.homepage,
        "identifier": f"https://doi.org/{card.doi}" if card.doi else None,
        "license": {"@type": "CreativeWork", "name": card.licence} if card.licence else None,
        "isAccessibleForFree": True if card.access is Access.OPEN else None,
        "maintainer": {"@type": "Organization", "name": card.custodian} if card.custodian else None,
        "keywords": keywords(card),
        "spatialCoverage": _places(published),
        "isBasedOn": [
            f"{site}/datasets/{slug}" for slug in card.derived_from if slug in published.known
        ],
        "size": _size(card),
        "citation": [source.citation for source in card.sources if not source.recalled],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": "FairAtlas",
            "url": f"{site}/datasets",
        },
        "subjectOf": {
            "@type": "DataDownload",
            "contentUrl": f"{site}/api/v1/datasets/{card.slug}",
            "encodingFormat": "application/json",
            "description": "The card of this dataset, with a source for every number.",
        },
    }
    return {name: value for name, value in described.items() if value}


def description(card: DatasetCard) -> str:
    """Return the description, with what kind of set it is where it is very short."""
    text = card.description
    if len(text) < SHORTEST:
        kinds = ", ".join(keywords(card))
        text = f"{text} A {card.kind.value} card of FairAtlas: {card.name} ({kinds}).".strip()
    return text[:LONGEST]


def keywords(card: DatasetCard) -> list[str]:
    """Name the modalities as people write them, and the parts of the body."""
    return [*(_MODALITIES.get(each, each) for each in card.modalities), *card.body_regions]


def _places(published: PublishedCard) -> list[dict[str, str]]:
    """Return where people were imaged; a country that only memory places is left out."""
    sure = dict.fromkeys(s.country for s in published.card.sites if not s.country_recalled)
    return [{"@type": "Place", "name": published.names.get(iso3, iso3)} for iso3 in sure]


def _size(card: DatasetCard) -> str:
    recalled = {source.id for source in card.sources if source.recalled}
    said = [
        f"{total.n} {unit}"
        for unit in Unit
        if (total := card.totals.get(unit)) is not None
        and total.n is not None
        and not (total.recalled or total.source in recalled)
    ]
    return ", ".join(said)
