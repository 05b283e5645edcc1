"""What the map can show of a country: each measure, and which look the country takes by it.

The looks of absence are kept apart from each other and from numbers (COUNTING, 1). By ratio or
per million people nothing is coloured that rests on fewer than three datasets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.assessment import Assessment, Group, Value
from app.domain.reference import Country
from app.domain.vocabulary import Status, Unit
from app.language import N_
from app.services.places_by_name import folded

FEWEST_DATASETS = 3


class Look(StrEnum):
    """How a country is drawn."""

    VALUE = "value"
    FEW = "few"
    ZERO = "zero"
    SUPPRESSED = "suppressed"
    SITE = "site"
    NONE = "none"


_LOOK_OF = {
    Status.COUNTED: Look.VALUE,
    Status.ZERO: Look.ZERO,
    Status.SUPPRESSED: Look.SUPPRESSED,
    Status.WITHHELD: Look.SUPPRESSED,
    Status.SITE_NOT_COUNTED: Look.SITE,
    Status.NOT_PRINTED: Look.SITE,
    Status.SAID_NOT_TO_EXIST: Look.NONE,
    Status.NOT_RECORDED: Look.NONE,
    Status.NOT_FOUND: Look.NONE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One country by one measure: `reading` is None wherever the look is not `value`."""

    iso3: str
    name: str
    look: Look
    reading: Value | None
    group: Group | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that the map can show.

    `scale` is "count" (decades), "rate" (decades, below one as well), "datasets" (a few at a time)
    or "ratio" (around one);
    `read` takes the group and the people who live there.
    """

    id: str
    label: str
    unit: Unit
    scale: str
    read: Callable[[Group, float | None], Value | None]
    compares: bool = False


def _count(group: Group, people: float | None) -> Value | None:
    if not group.n.low:
        return None
    return Value(group.n.value, group.n.low, group.n.high)


def _datasets(group: Group, people: float | None) -> Value | None:
    named = group.datasets + group.sites_not_counted
    return Value(named, named, named) if named else None


def _per_million(group: Group, people: float | None) -> Value | None:
    if not group.n.low or not people:
        return None
    value, low, high = (
        None if n is None else n / people * 1e6 for n in (group.n.value, group.n.low, group.n.high)
    )
    return Value(value, low, high)


def _ratio(group: Group, people: float | None) -> Value | None:
    return None if group.ratio.value is None and group.ratio.low is None else group.ratio


_ALL = (
    Measure("patients", N_("patients"), Unit.PATIENTS, "count", _count),
    Measure("studies", N_("studies"), Unit.STUDIES, "count", _count),
    Measure("images", N_("images, as each set counts them"), Unit.IMAGES, "count", _count),
    Measure("datasets", N_("datasets"), Unit.PATIENTS, "datasets", _datasets),
    Measure(
        "per_million", N_("patients per million people"), Unit.PATIENTS, "rate", _per_million, True
    ),
    Measure(
        "ratio",
        N_("share of patients against share of people"),
        Unit.PATIENTS,
        "ratio",
        _ratio,
        True,
    ),
)
MEASURES = {measure.id: measure for measure in _ALL}


def places(
    assessment: Assessment, countries: Iterable[Country], measure: Measure
) -> tuple[Place, ...]:
    """Read every country by the measure, by name; also those of which nothing is said."""
    groups = {group.key["country"]: group for group in assessment.groups}
    names = {country.iso3: country.name for country in countries}
    named = {**{iso3: iso3 for iso3 in groups}, **names}
    total = assessment.reference.total if assessment.reference else None
    found = (_place(iso3, name, groups.get(iso3), measure, total) for iso3, name in named.items())
    return tuple(sorted(found, key=lambda place: folded(place.name)))


def _place(iso3: str, name: str, group: Group | None, measure: Measure, total: int | None) -> Place:
    if group is None:
        return Place(iso3, name, Look.NONE, None, None)
    reading = measure.read(group, people(group, total))
    look = _look(group, measure, reading)
    return Place(iso3, name, look, reading if look is Look.VALUE else None, group)


def people(group: Group, total: int | None) -> float | None:
    """People who live there, by the reference; None where it does not say."""
    if group.reference_share is None or not total:
        return None
    return group.reference_share * total


def against_people(assessment: Assessment) -> bool:
    """Whether the answer is held against people: only patients ever are, never images."""
    return assessment.reference is not None and assessment.unit == Unit.PATIENTS


def comparable(group: Group) -> bool:
    """Whether enough independent datasets count here for a comparison with people."""
    return group.independent_datasets >= FEWEST_DATASETS


def _look(group: Group, measure: Measure, reading: Value | None) -> Look:
    look = _LOOK_OF[group.status]
    if measure.id == "datasets":
        return Look.VALUE if reading else look
    if look is not Look.VALUE:
        return look
    if measure.compares and not (comparable(group) and reading):
        return Look.FEW
    # Counted, but not one person is certain to be there: a place without a count.
    return Look.VALUE if reading else Look.SITE
