"""Atlas: what is counted in each country and region, kept by the transaction that publishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
_COUNTED = (Status.COUNTED, Status.ZERO)
_NONE_FOUND = {
    "status": Status.NOT_FOUND,
    "n": None,
    "n_low": None,
    "n_high": None,
    "datasets": 0,
    "sites_not_counted": 0,
    "per_million_low": None,
    "per_million_high": None,
}


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
    return CountryCount(**count_fields(country, unit, area[3:] if area else None, country))


def count_fields(
    country: Country, unit: Unit, figures: Sequence[Any] | None, shown: object
) -> dict[str, Any]:
    """Return the fields of a count from what an area has after its key.

    `shown` is the country in the form that is shown.
    """
    if figures is None:
        return {"country": shown, **_NONE_FOUND}
    status, n, n_low, n_high, datasets, sites_not_counted = figures
    people = country.population if unit is Unit.PATIENTS and status in _COUNTED else None
    return {
        "country": shown,
        "status": status,
        "n": n,
        "n_low": n_low,
        "n_high": n_high,
        "datasets": datasets,
        "sites_not_counted": sites_not_counted,
        "per_million_low": n_low / people * 1e6 if people and n_low is not None else None,
        "per_million_high": n_high / people * 1e6 if people and n_high is not None else None,
    }
