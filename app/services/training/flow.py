"""Flow: where people were imaged, who keeps their images, who made the model, where it was tested.

Four different places that are easily taken for each other; here they stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.vocabulary import Kind
from app.language import N_, _
from app.services.catalogue.model_answers import EvaluationRow, Mix, MixRow, ModelDetail
from app.services.places_by_name import in_a_sentence
from app.services.selection import parts_of
from app.services.snapshot import Snapshot
from app.store.records import PublishedDataset

NOT_KNOWN = N_("not known")
FROM_MEMORY = N_(" (recalled)")


@dataclass(frozen=True, slots=True)
class Strand:
    """One named part of the mix; `where` is empty and `custodian` None where nothing is known."""

    name: str
    dataset: str
    has_card: bool
    role: str
    where: tuple[str, ...]
    custodian: str | None


@dataclass(frozen=True, slots=True)
class Tested:
    """One test set, by the evaluations that used it."""

    name: str
    dataset: str | None
    evaluations: tuple[str, ...]
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of the images of one model; `makers` are organisations with where they are."""

    strands: tuple[Strand, ...]
    makers: tuple[str, ...]
    tested: tuple[Tested, ...]


def flow(card: ModelDetail, mix: Mix, tests: Iterable[EvaluationRow], shot: Snapshot) -> Flow:
    """Gather the way of the images from cards; what no card says is left not known."""
    names = {country.iso3: country.name for country in shot.countries}
    return Flow(
        strands=tuple(_strand(row, shot, names) for row in mix.items),
        makers=tuple(_maker(each.organisation, each.country, names) for each in card.developers),
        tested=tuple(_tested(tests, shot, names)),
    )


def _maker(organisation: str, iso3: str | None, names: Mapping[str, str]) -> str:
    if not iso3:
        return organisation
    country = in_a_sentence(names.get(iso3, iso3))
    return _("{organisation} (in {country})", organisation=organisation, country=country)


def _strand(row: MixRow, shot: Snapshot, names: Mapping[str, str]) -> Strand:
    record = shot.records.get(row.dataset)
    said = [(iso3, row.countries_recalled) for iso3 in row.countries]
    return Strand(
        name=row.name,
        dataset=row.dataset,
        has_card=record is not None,
        role=row.role,
        where=_named(said or _sites(record, shot), names),
        custodian=record.custodian if record else None,
    )


def _sites(record: PublishedDataset | None, shot: Snapshot) -> Sequence[tuple[str, bool]]:
    """Return (country, recalled) of a set; a merge of sets was imaged where its parts were."""
    if record is None:
        return ()
    if record.site_countries or record.kind is not Kind.AGGREGATE:
        return record.site_countries
    return [site for part in parts_of(record, shot.records) for site in part.site_countries]


def _named(sites: Iterable[tuple[str, bool]], names: Mapping[str, str]) -> tuple[str, ...]:
    """Name each country once; one that rests on memory alone says so."""
    firm: dict[str, bool] = {}
    for iso3, recalled in sites:
        firm[iso3] = firm.get(iso3, False) or not recalled
    said = (
        names.get(iso3, iso3) + ("" if is_firm else _(FROM_MEMORY))
        for iso3, is_firm in firm.items()
    )
    return tuple(sorted(said))


def _tested(
    tests: Iterable[EvaluationRow], shot: Snapshot, names: Mapping[str, str]
) -> Iterable[Tested]:
    by_set: dict[str, list[EvaluationRow]] = {}
    for test in tests:
        by_set.setdefault(test.dataset, []).append(test)
    for slug, rows in sorted(by_set.items()):
        record = shot.records.get(slug)
        yield Tested(
            name=rows[0].dataset_name,
            dataset=record.slug if record else None,
            evaluations=tuple(row.slug for row in rows),
            where=_named(_sites(record, shot), names),
        )
