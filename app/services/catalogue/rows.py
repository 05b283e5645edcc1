"""Rows: records of the store turned into what is shown of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.card import DatasetCard, Total
from app.domain.documentation import Item, answer_of
from app.domain.source import Source
from app.domain.vocabulary import Reported, Status, Unit
from app.services.catalogue.answers import DatasetRow, Documented, ItemShown, Place, TotalShown
from app.store.records import PublishedDataset

Sources = Mapping[tuple[int, str], Source]


def dataset_row(record: PublishedDataset, sources: Sources) -> DatasetRow:
    """Show one record; its totals name their sources."""
    return DatasetRow(
        slug=record.slug,
        name=record.name,
        kind=record.kind,
        edition=record.edition,
        revision=record.revision,
        release_year=record.release_year,
        modalities=record.modalities,
        body_regions=record.body_regions,
        access=record.access,
        synthetic=record.synthetic,
        custodian=record.custodian,
        totals=totals_shown(record.totals, record.revision_id, sources),
        countries=tuple(Place(iso3, recalled) for iso3, recalled in record.site_countries),
        documentation=record.documentation,
        derived_from=record.derived_from,
        overlap=record.overlap,
        n_sources=record.n_sources,
    )


def totals_shown(
    totals: Mapping[Unit, Total], revision_id: int, sources: Sources
) -> dict[Unit, TotalShown]:
    """Show a total for every unit: where none is known, that is said."""
    return {unit: _total(totals.get(unit), revision_id, sources) for unit in Unit}


def _total(total: Total | None, revision_id: int, sources: Sources) -> TotalShown:
    if total is None or total.n is None:
        return TotalShown(None, Status.NOT_FOUND, False, False, None, None)
    source = sources.get((revision_id, total.source or ""))
    return TotalShown(
        n=total.n,
        status=Status.COUNTED if total.n else Status.ZERO,
        # What rests only on memory is memory, whichever of the two says so.
        recalled=total.recalled or bool(source and source.recalled),
        unattributed=total.unattributed,
        citation=source.citation if source else None,
        url=source.url if source else None,
    )


def documented(answers: Mapping[str, Reported]) -> dict[str, Documented]:
    """Say of each item whether it is reported, and what kind of nothing the rest is."""
    kinds = {Reported.NO: Status.SAID_NOT_TO_EXIST, Reported.UNKNOWN: Status.NOT_FOUND}
    return {item: Documented(reported, kinds.get(reported)) for item, reported in answers.items()}


def items_shown(card: DatasetCard, items: Iterable[Item]) -> tuple[ItemShown, ...]:
    """Show what the documentation says of each item, with who says so or who read it."""
    return tuple(_item(card, item) for item in items)


def _item(card: DatasetCard, item: Item) -> ItemShown:
    said = answer_of(item, card.answers, card.documentation, card.full_source_read)
    source = card.source(said.source) if said.source else None
    asked = (*((item.same,) if item.same else ()), *item.parts)
    return ItemShown(
        id=item.id,
        number=item.number,
        title=item.title,
        answer=said.answer,
        value=said.value,
        citation=source.citation if source else None,
        url=source.url if source else None,
        read_by=said.read_by,
        read_on=said.read_on,
        parts={part: card.documentation.get(part, Reported.UNKNOWN) for part in asked},
    )
