"""Datasets: the list, a card, its revisions, its printed numbers and its lineage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.domain.card import DatasetCard
from app.domain.counts import Cell, CountTable
from app.domain.documentation import DATASHEET_SECTIONS, STANDING_ITEMS
from app.domain.source import Source
from app.errors import NotFound
from app.services.catalogue.answers import (
    CountPage,
    CountRow,
    DatasetDetail,
    DatasetPage,
    Edge,
    LineageShown,
    Place,
    RevisionPage,
    RevisionRow,
)
from app.services.catalogue.dataset_filters import (
    DATASET_LIST,
    RELEASE,
    REVISION,
    check_years,
)
from app.services.catalogue.paging import next_page, page_of
from app.services.catalogue.rows import dataset_row, documented, items_shown, totals_shown
from app.services.parameters import Pairs, checked_slug, read_parameters
from app.services.selection import find
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store import datasets as stored
from app.store.listing import list_datasets
from app.store.reader import Reader
from app.store.records import PublishedDataset, RevisionMeta
from app.store.releases import present_release
from app.store.sources import sources_of

DATASET_CARD = (REVISION, RELEASE)


def datasets(store: Store, pairs: Pairs, *, every: bool = False) -> DatasetPage:
    """Return a part of the list; `every` gives all rows unless a limit is asked for."""
    given = list(pairs)
    asked: dict[str, Any] = read_parameters(DATASET_LIST, given)
    check_years(asked)
    limit, offset = page_of(asked, every)
    release = snapshot(store, asked.get("release")).release
    with store.reading() as session:
        found, total = list_datasets(
            session, **_filters(asked), release=release, limit=limit, offset=offset
        )
        sources = sources_of(session, [record.revision_id for record in found])
    rows = tuple(dataset_row(record, sources) for record in found)
    return DatasetPage(rows, total, next_page(given, offset, limit, total), release)


def _filters(asked: dict[str, Any]) -> dict[str, Any]:
    sort, descending = asked.get("sort", ("slug", False))
    return {"sort": sort, "descending": descending, **selecting(asked)}


def selecting(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what the store filters by, of parameters that were read by `DATASET_LIST`."""
    names = (
        "kind", "modality", "body_region", "country", "access", "documented", "counted_by",
        "released_from", "released_to",
    )  # fmt: skip
    return {"search": asked.get("q"), **{name: asked.get(name) for name in names}}


def dataset(store: Reader, slug: str, pairs: Pairs = ()) -> DatasetDetail:
    """Return the whole card, as it stands or in an earlier revision or release."""
    asked: dict[str, Any] = read_parameters(DATASET_CARD, pairs)
    checked_slug("dataset", slug)
    release = snapshot(store, asked.get("release")).release
    with store.reading() as session:
        card, meta = stored.dataset_card(session, slug, asked.get("revision"), release)
    return _detail(card, meta, release)


_SAME = (
    "slug", "name", "kind", "description", "release_year", "collection_period", "modalities",
    "body_regions", "access", "synthetic", "licence", "homepage", "doi", "custodian", "sites",
    "tables", "derived_from", "overlap", "full_source_read", "note", "sources",
    "selection", "governance",
)  # fmt: skip


def _detail(card: DatasetCard, meta: RevisionMeta, release: int) -> DatasetDetail:
    sources = {(meta.revision_id, source.id): source for source in card.sources}
    same: dict[str, Any] = {name: getattr(card, name) for name in _SAME}
    return DatasetDetail(
        release=release,
        edition=card.version,
        revision=meta.revision,
        state=meta.state,
        origin=meta.origin,
        content_hash=meta.content_hash,
        totals=totals_shown(card.totals, meta.revision_id, sources),
        countries=_places(card),
        documentation=documented(card.documentation),
        standing_together=items_shown(card, STANDING_ITEMS),
        datasheet=items_shown(card, DATASHEET_SECTIONS),
        **same,
    )


def _places(card: DatasetCard) -> tuple[Place, ...]:
    """Each country once; it is recalled only where every site there is."""
    found: dict[str, bool] = {}
    for site in card.sites:
        found[site.country] = site.country_recalled and found.get(site.country, True)
    return tuple(Place(iso3, recalled) for iso3, recalled in found.items())


def revisions(store: Store, slug: str, pairs: Pairs = ()) -> RevisionPage:
    """Return every revision that was ever out; drafts are nobody's business."""
    read_parameters((), pairs)
    checked_slug("dataset", slug)
    with store.reading() as session:
        release = present_release(session)
        found = [each for each in stored.revisions(session, slug) if each.release_in is not None]
        if not found:
            raise NotFound(f"There is no dataset {slug[:80]!r}.")
    rows = tuple(_revision_row(meta) for meta in found)
    return RevisionPage(slug, rows, len(rows), release)


def _revision_row(meta: RevisionMeta) -> RevisionRow:
    return RevisionRow(
        revision=meta.revision,
        edition=meta.edition,
        state=meta.state,
        origin=meta.origin,
        content_hash=meta.content_hash,
        release_in=meta.release_in,
        release_out=meta.release_out,
    )


def counts(store: Reader, slug: str, pairs: Pairs = ()) -> CountPage:
    """Return every printed number that we hold of a dataset, each with its source."""
    card = dataset(store, slug, pairs)
    sources = {source.id: source for source in card.sources}
    rows = tuple(
        _count_row(place, table, cell, sources[table.source])
        for place, table in enumerate(card.tables)
        for cell in table.cells
    )
    return CountPage(slug, rows, len(rows), card.release)


def _count_row(place: int, table: CountTable, cell: Cell, source: Source) -> CountRow:
    return CountRow(
        table=place,
        unit=table.unit,
        group={dim.value: category for dim, category in cell.key.items()},
        n=cell.n,
        share=cell.share,
        n_low=cell.n_low,
        n_high=cell.n_high,
        status=cell.status,
        basis=table.basis,
        coverage=table.coverage,
        scheme=table.scheme,
        part=table.part,
        covers=table.covers,
        recalled=table.recalled or source.recalled,
        assigned_by=table.assigned_by,
        note=table.note,
        citation=source.citation,
        url=source.url,
    )


def lineage(store: Reader, slug: str, pairs: Pairs = ()) -> LineageShown:
    """Return what a dataset reuses, what reuses it, and who may hold the same people."""
    read_parameters((), pairs)
    shot = snapshot(store)
    record = find(shot.records, checked_slug("dataset", slug))
    related = sorted(each for each in shot.records if shot.lineage.related(slug, each))
    others = [each for each in related if each != slug]
    return LineageShown(
        slug=slug,
        parents=record.derived_from,
        children=tuple(each.slug for each in shot.records.values() if slug in each.derived_from),
        ancestors=tuple(sorted(shot.lineage.ancestors(slug) - {slug})),
        related=tuple(others),
        edges=tuple(_edges([shot.records[each] for each in related], shot)),
        release=shot.release,
    )


def _edges(records: list[PublishedDataset], shot: Snapshot) -> Iterator[Edge]:
    for record in records:
        for parent in record.derived_from:
            yield Edge(record.slug, parent, record.overlap, parent in shot.records)
