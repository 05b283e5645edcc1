"""Copies of the bundled cards under other names, for a catalogue as large as one may hope for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from app.domain.card import DatasetCard
from app.services.bundle import CardFile
from app.services.publishing import finish_release, publish_card
from app.services.snapshot import snapshot
from app.store import Store
from app.store.datasets import dataset_card
from app.store.releases import bump_release

_LONGEST = 50  # of a slug, so that a number still fits behind it


def publish_copies(store: Store, datasets: int) -> None:
    """Publish as many copies as make the catalogue `datasets` long, in one release."""
    cards = _cards(store)
    with store.writing() as session:
        release = bump_release(session, "copies")
        for card in islice(_copies(cards), max(0, datasets - len(cards))):
            file = CardFile(Path(f"{card.slug}.yaml"), "dataset", card.slug, b"")
            publish_card(session, file, card, "user", release)
        finish_release(session, release)


def _cards(store: Store) -> list[DatasetCard]:
    shot = snapshot(store)
    with store.reading() as session:
        return [dataset_card(session, slug, None, shot.release)[0] for slug in shot.records]


def _copies(cards: list[DatasetCard]) -> Iterator[DatasetCard]:
    for number, card in enumerate(cycle(cards)):
        slug, name = f"{card.slug[:_LONGEST]}-{number}", f"{card.name} {number}"
        yield replace(card, slug=slug, name=name, derived_from=())
