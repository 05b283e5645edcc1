"""Citing: a card in the words of other machines: schema.org for search engines, curl."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.vocabulary import Access, Unit
from app.services.catalogue.answers import DatasetDetail
from app.services.catalogue.card_view import CardView
from app.services.findings import modality_words

SITE = "{site}"  # stands for the address under which the reader sees these pages


def schema_org(view: CardView) -> dict[str, object]:
    """Describe a set as a schema.org Dataset; what is not known is left out, never made up.

    Addresses are relative to the page that holds the description. Places are where people were
    imaged, as the sources say; recalled ones are left out, and so are recalled totals.
    """
    card = view.card
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"/datasets/{card.slug}",
        "url": f"/datasets/{card.slug}",
        "name": card.name,
        "description": card.description,
        "version": card.edition,
        "datePublished": str(card.release_year) if card.release_year else None,
        "temporalCoverage": card.collection_period,
        "sameAs": card.homepage,
        "identifier": f"https://doi.org/{card.doi}" if card.doi else None,
        "license": {"@type": "CreativeWork", "name": card.licence} if card.licence else None,
        "isAccessibleForFree": True if card.access is Access.OPEN else None,
        "maintainer": _organisation(card.custodian),
        "keywords": [*map(modality_words, card.modalities), *card.body_regions],
        "spatialCoverage": _places(view),
        "isBasedOn": [f"/datasets/{slug}" for slug in card.derived_from if slug in view.names],
        "size": _size(card),
        "citation": [source.citation for source in card.sources if not source.recalled],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "FairAtlas", "url": "/datasets"},
        "subjectOf": {
            "@type": "DataDownload",
            "contentUrl": f"/api/v1/datasets/{card.slug}",
            "encodingFormat": "application/json",
            "description": "The card of this dataset, with a source for every number.",
        },
    }
    return {name: value for name, value in described.items() if value}


def _organisation(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _places(view: CardView) -> list[dict[str, str]]:
    return [
        {"@type": "Place", "name": view.countries.get(place.iso3, place.iso3)}
        for place in view.card.countries
        if not place.recalled
    ]


def _size(card: DatasetDetail) -> str:
    said = [
        f"{total.n} {unit}"
        for unit in Unit
        if (total := card.totals[unit]).n is not None and not total.recalled
    ]
    return ", ".join(said)


def commands(card: DatasetDetail) -> Mapping[str, str]:
    """Return commands that fetch the card and its numbers, by what they bring."""
    base = f"{SITE}/api/v1/datasets/{card.slug}"
    return {
        "The card as JSON": f"curl '{base}'",
        "Every printed number as CSV": f"curl '{base}/counts.csv'",
        "The lineage as JSON": f"curl '{base}/lineage'",
        "Who is in it, by sex": (
            f"curl '{SITE}/api/v1/assess?subject=dataset:{card.slug}&dimension=sex'"
        ),
    }
