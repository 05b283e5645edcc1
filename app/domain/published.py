"""A card as it is handed out: with the revision and the release that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.card import DatasetCard


@dataclass(frozen=True, slots=True)
class PublishedCard:
    """What a writer of cards needs.

    Parameters
    ----------
    card : DatasetCard
    revision : int
    release : int
    names : mapping of str to str
        Names of countries by ISO 3166-1 alpha-3.
    known : frozenset of str
        Slugs that have a card here.
    site : str
        Address of this site ("https://atlas.example.org"), which is set and never taken from a
        request; empty where it is not known, and addresses are relative.
    """

    card: DatasetCard
    revision: int
    release: int
    names: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    site: str = ""

    @property
    def page(self) -> str:
        """Address of the page of the card."""
        return f"{self.site}/datasets/{self.card.slug}"
