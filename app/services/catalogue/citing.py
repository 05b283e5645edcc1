"""Citing: commands that fetch a card and its numbers."""

from __future__ import annotations

from collections.abc import Mapping

from app.language import _
from app.services.catalogue.answers import DatasetDetail

SITE = "{site}"  # stands for the address under which the reader sees these pages


def commands(card: DatasetDetail) -> Mapping[str, str]:
    """Return commands that fetch the card and its numbers, by what they bring."""
    base = f"{SITE}/api/v1/datasets/{card.slug}"
    return {
        _("The card as JSON"): f"curl '{base}'",
        _("Every printed number as CSV"): f"curl '{base}/counts.csv'",
        _("The card as Croissant"): f"curl '{base}.croissant.json'",
        _("The lineage as JSON"): f"curl '{base}/lineage'",
        _("Who is in it, by sex"): (
            f"curl '{SITE}/api/v1/assess?subject=dataset:{card.slug}&dimension=sex'"
        ),
    }
