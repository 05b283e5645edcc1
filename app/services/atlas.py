"""Atlas: what is counted in each country and region, kept by the transaction that publishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.assessment import Group
from app.domain.question import GROUPINGS, Question
from app.domain.reference import Country
from app.domain.vocabulary import Status, Unit
from app.services.assess import assess
from app.services.snapshot import snapshot
from app.store.areas import area_margins as stored_area_margins
from app.store.reader import Reader
from app.store.records import AreaMargin

PLACES = ("country", *GROUPINGS)


def pooled_areas(reader: Reader) -> Iterator[AreaMargin]:
    """Count every area in every unit, over all datasets: run once, when a release is made.

    Synthetic people and recalled figures are outside, as in every total.
    """
    for unit in Unit:
        for place in PLACES:
            answer = assess(reader, Question(dimension=(place,), unit=unit))
            for group in answer.groups:
                yield _area(unit, place, group)


def _area(unit: Unit, place: str, group: Group) -> AreaMargin:
    return AreaMargin(
        unit=unit,
        grouping=place,
        key=group.key[place],
        status=group.status,
        n=group.n.value,
        n_low=group.n.low,
        n_high=group.n.high,
        datasets=group.datasets,
        sites_not_counted=group.sites_not_counted,
    )


@dataclass(frozen=True, slots=True)
class CountryCount:
    """One country of the world map. Bounds are None where no total holds the people.

    `per_million_low` and `per_million_high` are units per million people living there; they
    are given for patients only, since images are not people.
    """

    country: Country
    status: Status
    n: int | None
    n_low: int | None
    n_high: int | None
    datasets: int
    sites_not_counted: int
    per_million_low: float | None
    per_million_high: float | None


def country_counts(reader: Reader, unit: Unit, release: int | None = None) -> list[CountryCount]:
    """Return every country with what is counted there, those without any included."""
    shot = snapshot(reader, release)
    with reader.reading() as session:
        found = {a.key: a for a in stored_area_margins(session, unit, "country", shot.release)}
    return [country_count(country, unit, found.get(country.iso3)) for country in shot.countries]


def country_count(country: Country, unit: Unit, area: AreaMargin | None) -> CountryCount:
    """Put a country together with what is counted there; without any, none was found."""
    if area is None:
        return CountryCount(country, Status.NOT_FOUND, None, None, None, 0, 0, None, None)
    counted = area.status in (Status.COUNTED, Status.ZERO) and unit is Unit.PATIENTS
    return CountryCount(
        country=country,
        status=area.status,
        n=area.n,
        n_low=area.n_low,
        n_high=area.n_high,
        datasets=area.datasets,
        sites_not_counted=area.sites_not_counted,
        per_million_low=_per_million(area.n_low, country) if counted else None,
        per_million_high=_per_million(area.n_high, country) if counted else None,
    )


def _per_million(n: int | None, country: Country) -> float | None:
    return None if n is None or not country.population else n / country.population * 1e6
