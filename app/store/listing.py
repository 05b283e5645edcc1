"""Listing: one page of datasets, searched, filtered and sorted by the database."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Access, Dim, Kind, Reported, Unit
from app.store.datasets import records_of
from app.store.records import PublishedDataset
from app.store.revisions import visible
from app.store.rows import of, table_of
from app.store.schema.cards import Card, Documentation, Revision
from app.store.schema.datasets import DatasetFacts, SiteRow, TotalRow
from app.store.schema.margins import MarginGroupRow, MarginRow

Sort = Literal["name", "slug", "release_year", "patients", "studies", "images"]
Conditions = list[sa.ColumnElement[bool]]


def list_datasets(
    session: Session,
    *,
    sort: Sort = "name",
    descending: bool = False,
    limit: int | None = 50,
    offset: int = 0,
    **filters: Any,
) -> tuple[tuple[PublishedDataset, ...], int]:
    """Return one page and the number of all that match.

    The filters are those of `_wanted`. No `limit` is every row. Sets without the number that
    they are sorted by come last either way.
    """
    everything = _joined(sa.select(DatasetFacts.revision_id)).where(*_wanted(**filters))
    total = session.scalar(sa.select(sa.func.count()).select_from(everything.subquery())) or 0
    page = everything.order_by(*_order(sort, descending)).limit(limit).offset(offset)
    ids = list(session.scalars(page))
    by_id = {record.revision_id: record for record in records_of(session, ids)}
    return tuple(by_id[revision_id] for revision_id in ids), total


def matching(session: Session, **filters: Any) -> tuple[int, ...]:
    """Return the revisions that match the filters of a list, without reading them."""
    return tuple(
        session.scalars(_joined(sa.select(DatasetFacts.revision_id)).where(*_wanted(**filters)))
    )


def tabled(
    session: Session, dims: Collection[Dim], release: int | None = None
) -> dict[Dim, frozenset[int]]:
    """Return, for each dimension, the revisions of which a table by it alone is held."""
    query = sa.select(MarginRow.dims, MarginRow.revision_id).where(
        MarginRow.dims.in_([dim.value for dim in dims]),
        of(MarginRow, visible("dataset", release)),
        *_printed(),
    )
    found: dict[Dim, set[int]] = {dim: set() for dim in dims}
    for dim, revision_id in session.execute(query.distinct()):
        found[Dim(dim)].add(revision_id)
    return {dim: frozenset(ids) for dim, ids in found.items()}


def _wanted(  # noqa: PLR0913  # one filter each
    *,
    search: str | None = None,
    kind: Kind | None = None,
    modality: str | None = None,
    body_region: str | None = None,
    country: str | None = None,
    access: Access | None = None,
    documented: tuple[str, Reported] | None = None,
    counted_by: Dim | None = None,
    released_from: int | None = None,
    released_to: int | None = None,
    release: int | None = None,
) -> Conditions:
    """Say what a set must be to be listed.

    `country` asks for a site there; `documented` for an item and what the documentation says of
    it; `counted_by` for a table by this dimension. A span of years keeps the sets whose year is
    not known.
    """
    return [
        of(DatasetFacts, visible("dataset", release)),
        *_equal(DatasetFacts.kind, kind),
        *_equal(DatasetFacts.access, access),
        *_has_word(DatasetFacts.modalities, modality),
        *_has_word(DatasetFacts.body_regions, body_region),
        *_matches(search),
        *_has_site(country),
        *_documents(documented),
        *_has_table(counted_by),
        *_released(released_from, released_to),
    ]


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


def _has_table(dim: Dim | None) -> Conditions:
    if dim is None:
        return []
    with_one = sa.select(MarginRow.revision_id).where(MarginRow.dims == str(dim), *_printed())
    return [of(DatasetFacts, with_one)]


def _printed() -> Conditions:
    """Of margins: those with printed groups, which do not rest on memory."""
    group = (MarginGroupRow.revision_id == MarginRow.revision_id) & (
        MarginGroupRow.margin_position == MarginRow.position
    )
    return [MarginRow.recalled.is_(False), sa.exists().where(group)]


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
