"""Cohorts: imaging studies known from papers, without released images; counted nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.source import Source
from app.domain.vocabulary import Access
from app.services.profile.presence import Presence
from app.store import Store
from app.store.datasets import dataset_card


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who holds images that are not released, and what their paper says of them."""

    presence: Presence
    holders: tuple[str, ...]
    access: Access
    homepage: str | None
    sources: tuple[Source, ...]
    note: str | None


def cohort(store: Store, release: int, presence: Presence, inside: Callable[[str], bool]) -> Cohort:
    """Read the card of a cohort; `inside` says which countries are asked about."""
    with store.reading() as session:
        card, _ = dataset_card(session, presence.record.slug, release=release)
    there = [site for site in card.sites if inside(site.country)]
    named = [_named(site.institution, site.city) for site in there]
    holders = [name for name in named if name] or [card.custodian or ""]
    return Cohort(
        presence=presence,
        holders=tuple(dict.fromkeys(each for each in holders if each)),
        access=card.access,
        homepage=card.homepage,
        sources=card.sources,
        note=card.note,
    )


def _named(institution: str | None, city: str | None) -> str:
    if institution and city and city not in institution:
        return f"{institution}, {city}"
    return institution or city or ""
