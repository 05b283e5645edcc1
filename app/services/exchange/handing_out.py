"""Handing out: one card in any format of the drawer of cards."""

from __future__ import annotations

from typing import Any

from app.domain.published import PublishedCard
from app.errors import Invalid, problem
from app.exporters.cards import card_formats
from app.exporters.cards.schema_org import describe
from app.services.catalogue.dataset_tables import count_table, dataset_card_table
from app.services.catalogue.datasets import DATASET_CARD, counts, dataset
from app.services.files import File, write_file
from app.services.parameters import Pairs, checked_slug, read_parameters
from app.services.snapshot import snapshot
from app.store import Store
from app.store import datasets as stored

# Tables of a card that the command line writes beside the formats of cards.
TABLES = ("csv", "parquet", "xlsx")


def published_card(store: Store, slug: str, pairs: Pairs = (), site: str = "") -> PublishedCard:
    """Return a card as it stands, or in an earlier revision or release."""
    asked: dict[str, Any] = read_parameters(DATASET_CARD, pairs)
    checked_slug("dataset", slug)
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        card, meta = stored.dataset_card(session, slug, asked.get("revision"), shot.release)
    return PublishedCard(
        card=card,
        revision=meta.revision,
        release=shot.release,
        names={country.iso3: country.name for country in shot.countries},
        known=frozenset(shot.records),
        site=site,
    )


def card_file(store: Store, slug: str, format_name: str, pairs: Pairs = (), site: str = "") -> File:
    """Write a card in one format of cards; `site` is our own address, where that is set."""
    shape = card_formats()[format_name]
    published = published_card(store, slug, pairs, site)
    name = f"fairatlas-{slug}-release-{published.release}{shape.suffix}"
    return File(name, shape.media_type, shape.write(published))


def exported(
    store: Store, slug: str, format_name: str, numbers: bool = False, site: str = ""
) -> File:
    """Write a card, or its printed numbers, in any format; a table's or a card's own."""
    if format_name in card_formats() and not numbers:
        return card_file(store, slug, format_name, site=site)
    if format_name not in TABLES:
        rule = f"must be one of {', '.join(TABLES if numbers else (*card_formats(), *TABLES))}"
        raise Invalid("There is no such format.", [problem("format", rule, format_name, "csv")])
    if numbers:
        return write_file(count_table(counts(store, slug)), format_name)
    return write_file(dataset_card_table(dataset(store, slug)), format_name)


def schema_org(store: Store, slug: str, site: str = "") -> dict[str, object]:
    """Describe a set as a schema.org Dataset, for the page that shows its card."""
    return describe(published_card(store, slug, site=site))
