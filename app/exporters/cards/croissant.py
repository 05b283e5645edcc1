"""Croissant 1.1 with RAI: the card as JSON-LD, its counts as a record set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.domain.card import DatasetCard
from app.domain.croissant import (
    CARD,
    COLUMNS,
    COUNTS,
    CROISSANT_1_1,
    NAMESPACE,
    RAI,
    RAI_1_0,
)
from app.domain.documentation import Answer
from app.domain.published import PublishedCard
from app.exporters.cards._json import written
from app.exporters.cards._plain import plain
from app.exporters.cards.schema_org import keywords

NAME = "croissant"
SUFFIX = ".croissant.json"
MEDIA_TYPE = "application/ld+json"
TITLE = "Croissant 1.1 with RAI (JSON-LD)"
_CR = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field",
    "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset",
    "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "fairatlas": NAMESPACE,
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    CARD: {"@id": "fairatlas:card", "@type": "@json"},
    **{name: f"cr:{name}" for name in _CR},
}


def write(published: PublishedCard) -> bytes:
    """Write the card; reading it again by `croissant` gives the same card."""
    return f"{written(_described(published))}\n".encode()


def _described(published: PublishedCard) -> dict[str, Any]:
    card = published.card
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": [CROISSANT_1_1, RAI_1_0],
        "name": card.name,
        "description": card.description,
        "license": card.licence,
        "url": card.homepage,
        "identifier": f"https://doi.org/{card.doi}" if card.doi else None,
        "version": card.version,
        "datePublished": str(card.release_year) if card.release_year else None,
        "publisher": {"@type": "sc:Organization", "name": card.custodian}
        if card.custodian
        else None,
        "citeAs": next((source.citation for source in card.sources if not source.recalled), None),
        "keywords": keywords(card),
        **_rai(card),
        CARD: _without_cells(card),
        "recordSet": [_counts(card)] if any(table.cells for table in card.tables) else None,
    }
    return {name: value for name, value in told.items() if value}


def _rai(card: DatasetCard) -> dict[str, str]:
    """Tell by RAI what an answer gives; what is not given is in the card alone."""
    return {
        name: value
        for name, (item, _) in RAI.items()
        if (answered := card.answers.get(item))
        and answered.answer in (Answer.GIVEN, Answer.IN_PART)
        and (value := answered.value)
    }


def _without_cells(card: DatasetCard) -> dict[str, Any]:
    whole = plain(card)
    tables = [
        {name: value for name, value in table.items() if name != "cells"}
        for table in whole.get("tables", [])
    ]
    return {**whole, "tables": tables} if tables else whole


def _counts(card: DatasetCard) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": COUNTS,
        "name": COUNTS,
        "description": "Every printed number; rows of different tables never add up.",
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{COUNTS}/{name}",
                "name": name,
                "description": meaning,
                "dataType": kind,
            }
            for name, kind, meaning in COLUMNS
        ],
        "data": [
            {f"{COUNTS}/{name}": row.get(name) for name, _, _ in COLUMNS} for row in _rows(card)
        ],
    }


def _rows(card: DatasetCard) -> Iterator[dict[str, Any]]:
    for at, table in enumerate(plain(card).get("tables", [])):
        for cell in table.get("cells", []):
            yield {"table": at, "unit": table["unit"], **_number(cell)}


def _number(cell: dict[str, Any]) -> dict[str, Any]:
    """Give a bound ("<11") and a share columns of their own: a column has one type."""
    if isinstance(cell.get("n"), str):
        return {**cell, "n": None, "below": int(cell["n"].removeprefix("<"))}
    if "share" in cell:
        return {**cell, "share": cell["share"].text}
    return cell
