"""Datasets: saved as drafts with all their parts, published, read as records or whole cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.card import DatasetCard, Site, Total
from app.domain.governance import Governance, Withheld
from app.domain.margin import Margin
from app.domain.vocabulary import Unit
from app.store import revisions as lives
from app.store.bulk import insert_many
from app.store.margins import save_margins
from app.store.records import PublishedDataset, RevisionMeta, StoredState
from app.store.rows import Chosen, columns_of, grouped, of, select_any, values_of
from app.store.schema.cards import Card, Revision, SourceRow
from app.store.schema.datasets import DatasetFacts, Lineage, SiteRow, TotalRow, WithheldRow
from app.store.sources import (
    answers_of,
    documentation_of,
    save_answers,
    save_documentation,
    save_sources,
    sources_of,
)
from app.store.tables import load_tables, save_tables

_GOVERNANCE = ("authority", "consent", "terms")


def save_dataset(
    session: Session,
    card: DatasetCard,
    margins: Iterable[Margin],
    *,
    content_hash: str,
    origin: str,
) -> int:
    """Write a draft revision with all its parts and return its id."""
    revision_id = lives.new_draft(session, "dataset", card.slug, card.version, content_hash, origin)
    fill_dataset(session, revision_id, card, margins)
    return revision_id


def fill_dataset(
    session: Session, revision_id: int, card: DatasetCard, margins: Iterable[Margin]
) -> None:
    """Write all parts of a card into an empty draft."""
    governance = {name: getattr(card.governance, name) for name in _GOVERNANCE}
    facts = {"revision_id": revision_id, **values_of(card, DatasetFacts), **governance}
    insert_many(session, DatasetFacts, [facts])
    save_sources(session, revision_id, card.sources)
    save_documentation(session, revision_id, card.documentation)
    save_answers(session, revision_id, card.answers)
    _save_places(session, revision_id, card)
    totals = ({"revision_id": revision_id, **values_of(t, TotalRow)} for t in card.totals.values())
    insert_many(session, TotalRow, totals)
    save_tables(session, revision_id, card.tables)
    save_margins(session, revision_id, margins)


def _save_places(session: Session, revision_id: int, card: DatasetCard) -> None:
    parents = (
        {"revision_id": revision_id, "position": position, "parent_slug": slug}
        for position, slug in enumerate(card.derived_from)
    )
    insert_many(session, Lineage, parents)
    sites = (
        {"revision_id": revision_id, "position": position, **values_of(site, SiteRow)}
        for position, site in enumerate(card.sites)
    )
    insert_many(session, SiteRow, sites)
    withheld = (
        {"revision_id": revision_id, "position": position, **_wish(wish)}
        for position, wish in enumerate(card.governance.withheld)
    )
    insert_many(session, WithheldRow, withheld)


def _wish(wish: Withheld) -> dict[str, Any]:
    named = {"dim": wish.dim, "category": wish.category, "why": wish.why}
    return {**named, "decided_by": wish.by}


def publish_dataset(session: Session, revision_id: int, release: int) -> None:
    """Publish a draft in this release; the revision before it ends there."""
    lives.publish(session, "dataset", revision_id, release)


def withdraw_dataset(session: Session, slug: str, release: int) -> None:
    """Take a dataset out of this and later releases."""
    lives.withdraw(session, "dataset", slug, release)


def dataset_state(session: Session, slug: str) -> StoredState | None:
    """Return content hash, origin and number of the latest revision ever published."""
    return lives.stored_states(session, "dataset").get(slug)


def dataset_states(session: Session) -> Mapping[str, StoredState]:
    """Return the same for every dataset, by slug, in one query."""
    return lives.stored_states(session, "dataset")


def revisions(session: Session, slug: str) -> tuple[RevisionMeta, ...]:
    """Return every revision of a dataset, drafts included, oldest first."""
    return lives.revisions_of(session, "dataset", slug)


def published(session: Session, release: int | None = None) -> tuple[PublishedDataset, ...]:
    """Return all datasets of a release by slug, in seven queries; cells are not read."""
    return records_of(session, lives.visible("dataset", release))


_RECORD = (
    DatasetFacts.revision_id, Card.slug, DatasetFacts.name, DatasetFacts.kind, Revision.revision,
    Revision.edition, DatasetFacts.release_year, DatasetFacts.modalities,
    DatasetFacts.body_regions, DatasetFacts.access, DatasetFacts.synthetic,
    DatasetFacts.custodian, DatasetFacts.overlap, DatasetFacts.full_source_read,
    sa.select(sa.func.count()).where(SourceRow.revision_id == DatasetFacts.revision_id)
    .scalar_subquery().label("n_sources"),
)  # fmt: skip


def records_of(session: Session, chosen: Chosen) -> tuple[PublishedDataset, ...]:
    """Return the records of the chosen revisions by slug."""
    query = (
        select_any(*_RECORD)
        .join(Revision, Revision.id == DatasetFacts.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .where(of(DatasetFacts, chosen))
        .order_by(Card.slug)
    )
    totals = _totals_of(session, chosen)
    parents = _parents_of(session, chosen)
    countries = _countries_of(session, chosen)
    documented = documentation_of(session, chosen)
    answers = answers_of(session, chosen)
    withheld = withheld_of(session, chosen)
    return tuple(
        PublishedDataset(
            **row,
            totals=totals.get(row["revision_id"], {}),
            derived_from=tuple(parents.get(row["revision_id"], ())),
            site_countries=tuple(countries.get(row["revision_id"], {}).items()),
            documentation=documented.get(row["revision_id"], {}),
            answers=answers.get(row["revision_id"], {}),
            withheld=tuple(withheld.get(row["revision_id"], ())),
        )
        for row in session.execute(query).mappings()
    )


def _totals_of(session: Session, chosen: Chosen) -> Mapping[int, Mapping[Unit, Total]]:
    row = TotalRow
    query = select_any(row.revision_id, row.unit, row.n, row.source, row.recalled)
    found: dict[int, dict[Unit, Total]] = {}
    for revision_id, unit, *rest in session.execute(query.where(of(row, chosen))):
        found.setdefault(revision_id, {})[unit] = Total(unit, *rest)
    return found


def _parents_of(session: Session, chosen: Chosen) -> Mapping[int, list[str]]:
    query = sa.select(Lineage.revision_id, Lineage.parent_slug).where(of(Lineage, chosen))
    ordered = query.order_by(Lineage.revision_id, Lineage.position)
    return grouped(session.execute(ordered), str)


def _countries_of(session: Session, chosen: Chosen) -> Mapping[int, Mapping[str, bool]]:
    """Return each country once; it is recalled only where every site there is."""
    row = SiteRow
    query = (
        sa.select(row.revision_id, row.country, row.country_recalled)
        .where(of(row, chosen))
        .order_by(row.revision_id, row.position)
    )
    found: dict[int, dict[str, bool]] = {}
    for revision_id, country, recalled in session.execute(query):
        of_set = found.setdefault(revision_id, {})
        of_set[country] = recalled and of_set.get(country, True)
    return found


def withheld_of(session: Session, chosen: Chosen) -> Mapping[int, list[Withheld]]:
    """Return what those whose data it is keep to themselves, by revision."""
    row = WithheldRow
    query = select_any(row.revision_id, row.dim, row.decided_by, row.category, row.why)
    ordered = query.where(of(row, chosen)).order_by(row.revision_id, row.position)
    return grouped(session.execute(ordered), Withheld)


def dataset_card(
    session: Session,
    slug: str,
    revision: int | None = None,
    release: int | None = None,
    *,
    drafts: bool = False,
) -> tuple[DatasetCard, RevisionMeta]:
    """Return the whole card: of a numbered revision, else as the release shows it."""
    meta = lives.find_revision(session, "dataset", slug, revision, release, drafts)
    chosen = [meta.revision_id]
    facts = session.execute(select_any(*columns_of(DatasetFacts)).where(of(DatasetFacts, chosen)))
    sources = sources_of(session, chosen)
    said = dict(facts.mappings().one())
    governance = {name: said.pop(name) for name in _GOVERNANCE}
    withheld = tuple(withheld_of(session, chosen).get(meta.revision_id, ()))
    card = DatasetCard(
        slug=slug,
        version=meta.edition,
        sources=tuple(sources.values()),
        derived_from=tuple(_parents_of(session, chosen).get(meta.revision_id, ())),
        sites=_sites(session, meta.revision_id),
        totals=_totals_of(session, chosen).get(meta.revision_id, {}),
        tables=load_tables(session, meta.revision_id),
        documentation=documentation_of(session, chosen).get(meta.revision_id, {}),
        answers=answers_of(session, chosen).get(meta.revision_id, {}),
        governance=Governance(**governance, withheld=withheld),
        **said,
    )
    return card, meta


def _sites(session: Session, revision_id: int) -> tuple[Site, ...]:
    names = [field.name for field in fields(Site)]
    columns: list[Any] = [getattr(SiteRow, name) for name in names]
    query = select_any(*columns).where(SiteRow.revision_id == revision_id)
    return tuple(Site(*row) for row in session.execute(query.order_by(SiteRow.position)))
