"""Places: countries and regions, with what is counted there; nothing found is never zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from app.domain.question import GROUPINGS
from app.domain.reference import Country
from app.domain.vocabulary import Dim, Kind, Status, Unit
from app.errors import NotFound, problem
from app.language import _
from app.services.atlas import CountryCount, count_fields, country_counts
from app.services.catalogue.dataset_filters import RELEASE
from app.services.parameters import Pairs, choice, read_parameters
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store.areas import area_margins, area_rows
from app.store.margins import margins_of
from app.store.records import AreaMargin, PublishedDataset
from app.store.sources import sources_of

UNIT = choice("unit", "What is counted; patients unless told. Units are never added.", Unit)
COUNTRY_LIST = (UNIT, RELEASE)
COUNTRY_CARD = (RELEASE,)
REGION_LIST = (
    choice("grouping", "One grouping of countries; all of them unless told.", GROUPINGS),
    UNIT,
    RELEASE,
)


@dataclass(frozen=True, slots=True)
class CountryPage:
    """Every country with what is counted there, each person counted once as far as can be known."""

    unit: Unit
    items: list[CountryCount]
    total: int
    release: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What one dataset, aggregate or cohort has of one country. Only datasets count in totals."""

    dataset: str
    name: str
    kind: Kind
    synthetic: bool
    unit: Unit
    status: Status
    n: int | None
    n_low: int | None
    n_high: int | None
    basis: str
    recalled: bool
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryDetail:
    """A country, what is counted there in each unit, and who holds it."""

    country: Country
    counts: dict[Unit, CountryCount]
    items: tuple[Holding, ...]
    total: int
    release: int


@dataclass(frozen=True, slots=True)
class Region:
    """A region: not the sum of its countries, since some sets name only the region.

    `population` is the sum of the countries for which the UN gives a figure.
    """

    grouping: str
    name: str
    countries: tuple[str, ...]
    population: int | None
    countries_without_population: int
    unit: Unit
    status: Status
    n: int | None
    n_low: int | None
    n_high: int | None
    datasets: int
    sites_not_counted: int


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Regions of one or all groupings, with what is counted there."""

    unit: Unit
    items: tuple[Region, ...]
    total: int
    release: int


def countries(store: Store, pairs: Pairs = ()) -> CountryPage:
    """Return every country with what is counted there, those without any included."""
    asked: dict[str, Any] = read_parameters(COUNTRY_LIST, pairs)
    unit = Unit(asked.get("unit", Unit.PATIENTS))
    release = snapshot(store, asked.get("release")).release
    found = country_counts(store, unit, release)
    return CountryPage(unit, found, len(found), release)


def countries_json(store: Store, pairs: Pairs) -> bytes:
    """Write the same as JSON: the answer that is asked for most, so with the least work.

    What a country is looks the same at every question of a release; what is counted there is read.
    """
    asked: dict[str, Any] = read_parameters(COUNTRY_LIST, pairs)
    unit = Unit(asked.get("unit", Unit.PATIENTS))
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        areas = {key: found for key, *found in area_rows(session, unit, "country", shot.release)}
    items = [
        count_fields(each, unit, areas.get(each.iso3), written)
        for each, written in _written(store, shot.release)
    ]
    page = {"unit": unit, "items": items, "total": len(items), "release": shot.release}
    return orjson.dumps(page)


@lru_cache(maxsize=8)
def _written(store: Store, release: int) -> list[tuple[Country, orjson.Fragment]]:
    """Every country, with its JSON."""
    places = snapshot(store, release).countries
    return [(each, orjson.Fragment(orjson.dumps(each))) for each in places]


def country(store: Store, iso3: str, pairs: Pairs = ()) -> CountryDetail:
    """Return one country, what is counted there, and the sets that name it."""
    asked: dict[str, Any] = read_parameters(COUNTRY_CARD, pairs)
    shot = snapshot(store, asked.get("release"))
    found = next((each for each in shot.countries if each.iso3 == iso3), None)
    if found is None:
        rule = _("must be an ISO 3166-1 code of three capital letters (or XKX)")
        raise NotFound(_("There is no such country here."), [problem("iso3", rule, iso3, "KEN")])
    holdings = tuple(_holdings(store, iso3, shot))
    return CountryDetail(
        country=found,
        counts={unit: _count(store, unit, iso3, shot) for unit in Unit},
        items=holdings,
        total=len(holdings),
        release=shot.release,
    )


def _count(store: Store, unit: Unit, iso3: str, shot: Snapshot) -> CountryCount:
    counts = country_counts(store, unit, shot.release)
    return next(each for each in counts if each.country.iso3 == iso3)


def _holdings(store: Store, iso3: str, shot: Snapshot) -> Iterator[Holding]:
    """Every set with a count or a site there, datasets first, in each unit that it has."""
    by_revision = {record.revision_id: record for record in shot.records.values()}
    found: list[tuple[PublishedDataset, Unit, Any, Any]] = []
    with store.reading() as session:
        for unit in Unit:
            margins = margins_of(session, None, (Dim.COUNTRY,), unit, shot.release)
            for revision, of_set in margins.items():
                for margin in of_set:
                    there = [group for group in margin.groups if group.key == (iso3,)]
                    found += [(by_revision[revision], unit, margin, group) for group in there]
        revisions = {record.revision_id for record, *_ in found}
        sources = sources_of(session, revisions) if revisions else {}
    order = list(Kind)
    found.sort(key=lambda each: (order.index(each[0].kind), each[0].slug))
    for record, unit, margin, group in found:
        yield Holding(
            dataset=record.slug,
            name=record.name,
            kind=record.kind,
            synthetic=record.synthetic,
            unit=unit,
            status=group.status,
            n=group.n,
            n_low=group.low,
            n_high=group.high,
            basis=margin.basis,
            recalled=margin.recalled,
            citations=tuple(sources[record.revision_id, each].citation for each in margin.sources),
        )


def regions(store: Store, pairs: Pairs = ()) -> RegionPage:
    """Return the regions of one grouping or of all."""
    asked: dict[str, Any] = read_parameters(REGION_LIST, pairs)
    unit = Unit(asked.get("unit", Unit.PATIENTS))
    shot = snapshot(store, asked.get("release"))
    groupings = [asked["grouping"]] if "grouping" in asked else list(GROUPINGS)
    found = []
    with store.reading() as session:
        for grouping in groupings:
            areas = {a.key: a for a in area_margins(session, unit, grouping, shot.release)}
            found += [_region(shot, grouping, name, unit, areas) for name in _names(shot, grouping)]
    return RegionPage(unit, tuple(found), len(found), shot.release)


def _names(shot: Snapshot, grouping: str) -> list[str]:
    return sorted({name for each in shot.countries if (name := getattr(each, grouping))})


def _region(
    shot: Snapshot, grouping: str, name: str, unit: Unit, areas: dict[str, AreaMargin]
) -> Region:
    inside = [each for each in shot.countries if getattr(each, grouping) == name]
    people = [each.population for each in inside if each.population is not None]
    area = areas.get(name)
    return Region(
        grouping=grouping,
        name=name,
        countries=tuple(each.iso3 for each in inside),
        population=sum(people) if people else None,
        countries_without_population=len(inside) - len(people),
        unit=unit,
        status=area.status if area else Status.NOT_FOUND,
        n=area.n if area else None,
        n_low=area.n_low if area else None,
        n_high=area.n_high if area else None,
        datasets=area.datasets if area else 0,
        sites_not_counted=area.sites_not_counted if area else 0,
    )
