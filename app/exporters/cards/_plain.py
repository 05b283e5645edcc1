"""A dataset card as plain values: exactly what its YAML file holds."""

from __future__ import annotations

from typing import Any

from app.domain.card import DatasetCard
from app.domain.counts import Cell, CountTable
from app.domain.documentation import Answered
from app.domain.governance import Governance
from app.domain.printed import PrintedFraction
from app.domain.source import Source
from app.domain.vocabulary import Reported

# A bound of more than nine digits is not read as "<n".
_MOST_BELOW = 999_999_999
SUMMARY = ("mean", "sd", "median", "min", "max")


def plain(card: DatasetCard) -> dict[str, Any]:
    """Return what a file of the card holds; reading that again gives the same card."""
    written = {
        **_identity(card),
        "sites": [_given(vars_of(site)) for site in card.sites],
        "totals": {unit.value: total.n for unit, total in card.totals.items()},
        "totals_source": {
            unit.value: total.source for unit, total in card.totals.items() if total.source
        },
        "tables": [plain_table(table) for table in card.tables],
        "documentation": _documentation(card),
        "governance": _governance(card.governance),
        "sources": [_source(source) for source in card.sources],
    }
    return _given(written)


def vars_of(thing: Any) -> dict[str, Any]:
    """Return the fields of a frozen value."""
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known, not true, or empty: so does a file."""
    nothing: tuple[Any, ...] = ({}, [])
    return {
        name: value
        for name, value in values.items()
        if value is not None and value is not False and value not in nothing
    }


def _identity(card: DatasetCard) -> dict[str, Any]:
    return {
        "slug": card.slug,
        "name": card.name,
        "kind": card.kind.value,
        "version": card.version,
        "release_year": card.release_year,
        "description": card.description,
        "modalities": list(card.modalities),
        "body_regions": list(card.body_regions),
        "access": card.access.value,
        "licence": card.licence,
        "homepage": card.homepage,
        "doi": card.doi,
        "custodian": card.custodian,
        "synthetic": card.synthetic,
        "derived_from": list(card.derived_from),
        "overlap": card.overlap.value if card.overlap else None,
        "collection_period": card.collection_period,
        "selection": card.selection.value if card.selection else None,
        "full_source_read": card.full_source_read,
        "note": card.note,
    }


def plain_table(table: CountTable) -> dict[str, Any]:
    """Return one table as its file holds it."""
    summary = table.summary
    return _given(
        {
            "unit": table.unit.value,
            "dims": [dim.value for dim in table.dims],
            "scheme": table.scheme,
            "source": table.source,
            "cells": [plain_cell(cell) for cell in table.cells],
            "summary": _given({n: getattr(summary, n) for n in SUMMARY}) if summary else None,
            "basis": table.basis.value,
            "coverage": table.coverage.value,
            "covers": table.covers,
            "part": table.part,
            "exclusive_labels": table.exclusive_labels,
            "recalled": table.recalled,
            "assigned_by": table.assigned_by.value if table.assigned_by else None,
            "note": table.note,
        }
    )


def plain_cell(cell: Cell) -> dict[str, Any]:
    """Return one cell with its labels as printed, and its number, bound, share or status."""
    printed = cell.printed or {}
    labels = {dim.value: printed.get(dim, category) for dim, category in cell.key.items()}
    return {**labels, **_number(cell)}


def _number(cell: Cell) -> dict[str, Any]:
    if cell.n is not None:
        return {"n": cell.n}
    if cell.share is not None:
        return {"share": PrintedFraction.of(f"{cell.share:.{cell.share_decimals or 2}f}")}
    if cell.n_low is None:
        return {"status": cell.status.value}
    if cell.n_high is None:
        return {"n_low": cell.n_low}
    if cell.n_low == 0 and cell.n_high < _MOST_BELOW:
        return {"n": f"<{cell.n_high + 1}"}
    return {"n_low": cell.n_low, "n_high": cell.n_high}


def _documentation(card: DatasetCard) -> dict[str, Any]:
    words = {
        item: said.value
        for item, said in card.documentation.items()
        if said is not Reported.UNKNOWN
    }
    return words | {item: _answered(answered) for item, answered in card.answers.items()}


def _answered(answered: Answered) -> dict[str, Any]:
    return _given(vars_of(answered) | {"answer": answered.answer.value})


def _governance(governance: Governance) -> dict[str, Any]:
    kept = [_given(vars_of(wish) | {"dim": wish.dim.value}) for wish in governance.withheld]
    return _given(vars_of(governance) | {"withheld": kept})


def _source(source: Source) -> dict[str, Any]:
    return _given(vars_of(source))
