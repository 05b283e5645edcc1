"""Measures: what may be coloured, and how each kind of nothing stays itself."""

import pytest

from app.domain.assessment import Value
from app.domain.vocabulary import Status
from app.services.measures import MEASURES, Look, Place, places
from tests.support.answers import COUNTRIES, WORLD_PEOPLE, answer, group

RATIO = Value(0.5, 0.4, 0.8)


def place_of(iso3: str, measure: str, *groups) -> Place:  # type: ignore[no-untyped-def]
    found = places(answer(groups), COUNTRIES, MEASURES[measure])
    return next(place for place in found if place.iso3 == iso3)


def test_every_country_has_a_place_in_order_of_its_name() -> None:
    found = places(answer([group("KEN")]), COUNTRIES, MEASURES["patients"])
    names = [place.name for place in found]
    assert len(found) == len(COUNTRIES)
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("status", "look"),
    [
        (Status.ZERO, Look.ZERO),
        (Status.SUPPRESSED, Look.SUPPRESSED),
        (Status.WITHHELD, Look.SUPPRESSED),
        (Status.SITE_NOT_COUNTED, Look.SITE),
        (Status.NOT_PRINTED, Look.SITE),
        (Status.SAID_NOT_TO_EXIST, Look.NONE),
        (Status.NOT_RECORDED, Look.NONE),
        (Status.NOT_FOUND, Look.NONE),
    ],
)
@pytest.mark.parametrize("measure", ["patients", "per_million", "ratio"])
def test_what_is_not_counted_never_gets_a_number(status: Status, look: Look, measure: str) -> None:
    place = place_of("KEN", measure, group("KEN", status, n=(0, 500), ratio=RATIO))
    assert place.look is look
    assert place.reading is None


def test_every_status_has_a_look() -> None:
    for status in Status:
        assert place_of("KEN", "patients", group("KEN", status)).look in Look


def test_a_country_that_the_answer_does_not_name_is_not_found() -> None:
    assert place_of("KEN", "patients").look is Look.NONE


@pytest.mark.parametrize("measure", ["per_million", "ratio"])
@pytest.mark.parametrize(("datasets", "look"), [(1, Look.FEW), (2, Look.FEW), (3, Look.VALUE)])
def test_no_comparison_under_three_datasets(measure: str, datasets: int, look: Look) -> None:
    place = place_of("KEN", measure, group("KEN", datasets=datasets, ratio=RATIO))
    assert place.look is look


def test_counts_are_shown_of_one_dataset() -> None:
    assert place_of("KEN", "patients", group("KEN", datasets=1)).look is Look.VALUE


def test_counted_with_nobody_certain_is_a_place_without_a_count() -> None:
    assert place_of("KEN", "patients", group("KEN", n=(0, 400))).look is Look.SITE


def test_patients_per_million_people() -> None:
    # 160 to 240 patients among 1 % of 8,000 million people: 2 to 3 per million.
    place = place_of("KEN", "per_million", group("KEN", n=(160, 240), people=0.01))
    assert place.reading is not None
    assert place.reading.low == pytest.approx(160 / (0.01 * WORLD_PEOPLE / 1e6))
    assert (place.reading.value, place.reading.high) == (None, pytest.approx(3.0))


def test_no_rate_where_the_reference_counts_nobody() -> None:
    assert place_of("KEN", "per_million", group("KEN", people=None)).look is Look.FEW


def test_datasets_are_counted_also_where_they_only_name_the_place() -> None:
    named = group("KEN", Status.SITE_NOT_COUNTED, n=(0, 9), datasets=0, sites=4)
    place = place_of("KEN", "datasets", named)
    assert place.reading == Value(4, 4, 4)
