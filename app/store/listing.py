"""Listing: one page of datasets, searched, filtered and sorted by the database."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Access, Kind, Reported, Unit
from app.store.datasets import records_of
from app.store.records import PublishedDataset
from app.store.revisions import visible
from app.store.rows import of, table_of
from app.store.schema.cards import Card, Documentation, Revision
from app.store.schema.datasets import DatasetFacts, SiteRow, TotalRow

Sort = Literal["name", "slug", "release_year", "patients", "studies", "images"]
Conditions = list[sa.ColumnElement[bool]]


def list_datasets(  # noqa: PLR0913  # one filter each
    session: Session,
    *,
    search: str | None = None,
    kind: Kind | None = None,
    modality: str | None = None,
    body_region: str | None = None,
    country: str | None = None,
    access: Access | None = None,
    documented: tuple[str, Reported] | None = None,
    released_from: int | None = None,
    released_to: int | None = None,
    sort: Sort = "name",
    descending: bool = False,
    limit: int | None = 50,
    offset: int = 0,
    release: int | None = None,
) -> tuple[tuple[PublishedDataset, ...], int]:
    """Return one page and the number of all that match.

    `country` asks for a site there; `documented` for an item and what the documentation says of
    it. A span of years keeps the sets whose year is not known. No `limit` is every row.
    Sets without the number that they are sorted by come last either way.
    """
    wanted = [
        of(DatasetFacts, visible("dataset", release)),
        *_equal(DatasetFacts.kind, kind),
        *_equal(DatasetFacts.access, access),
        *_has_word(DatasetFacts.modalities, modality),
        *_has_word(DatasetFacts.body_regions, body_region),
        *_matches(search),
        *_has_site(country),
        *_documents(documented),
        *_released(released_from, released_to),
    ]
    everything = _joined(sa.select(DatasetFacts.revision_id)).where(*wanted)
    total = session.scalar(sa.select(sa.func.count()).select_from(everything.subquery())) or 0
    page = everything.order_by(*_order(sort, descending)).limit(limit).offset(offset)
    ids = list(session.scalars(page))
    by_id = {record.revision_id: record for record in records_of(session, ids)}
    return tuple(by_id[revision_id] for revision_id in ids), total


def _joined(query: sa.Select[int]) -> sa.Select[int]:
    return query.join(Revision, Revision.id == DatasetFacts.revision_id).join(
        Card, Card.id == Revision.card_id
    )


def _equal(column: Any, value: object | None) -> Conditions:
    return [] if value is None else [column == value]


def _has_word(column: Any, word: str | None) -> Conditions:
    quoted = sa.type_coerce(column, sa.Text).contains(f'"{word}"', autoescape=True)
    return [] if word is None else [quoted]


def _matches(search: str | None) -> Conditions:
    places = (DatasetFacts.name, Card.slug, DatasetFacts.description, DatasetFacts.custodian)
    return [
        sa.or_(*(place.icontains(word, autoescape=True) for place in places))
        for word in (search or "").split()
    ]


def _has_site(country: str | None) -> Conditions:
    there = sa.select(SiteRow.revision_id).where(SiteRow.country == country)
    return [] if country is None else [of(DatasetFacts, there)]


def _documents(asked: tuple[str, Reported] | None) -> Conditions:
    if asked is None:
        return []
    item, answer = asked
    said = sa.select(Documentation.revision_id).where(
        Documentation.item == item, Documentation.reported == answer
    )
    return [of(DatasetFacts, said)]


def _released(first: int | None, last: int | None) -> Conditions:
    year = DatasetFacts.release_year
    spans = [year >= first] if first is not None else []
    spans += [year <= last] if last is not None else []
    return [sa.or_(year.is_(None), span) for span in spans]


def _order(sort: Sort, descending: bool) -> list[sa.ColumnElement[Any]]:
    by: sa.ColumnElement[Any]
    if sort in tuple(Unit):
        by = (
            sa.select(TotalRow.n)
            .where(TotalRow.revision_id == DatasetFacts.revision_id, TotalRow.unit == Unit(sort))
            .scalar_subquery()
        )
    elif sort == "slug":
        by = table_of(Card).c.slug
    else:
        column = table_of(DatasetFacts).c[sort]
        by = sa.func.lower(column) if sort == "name" else column
    return [(by.desc() if descending else by.asc()).nulls_last(), Card.slug.asc()]
