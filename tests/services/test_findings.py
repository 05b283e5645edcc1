"""Findings: sentences whose every number is a number of the answer."""

import pytest

from app.domain.assessment import Range, Value
from app.domain.vocabulary import Access, Status, Unit
from app.services.findings import PERMANENT, Finding, where_imaged
from app.services.measures import MEASURES, places
from app.services.place_words import about_place, figure_of, in_short
from tests.support.answers import COUNTRIES, answer, group

TWO_COUNTRIES = (
    group("USA", n=(600, 600), people=0.042),
    group("KEN", n=(200, 200), people=0.007),
)


def finding(groups=TWO_COUNTRIES, **given) -> Finding:  # type: ignore[no-untyped-def]
    made = answer(groups, **given)
    found = where_imaged(made, places(made, COUNTRIES, MEASURES["patients"]))
    plain = {name: getattr(found, name).replace("\u00a0", " ") for name in ("sentence", "unknown")}
    return Finding(**plain, permanent=found.permanent)


def test_the_finding_says_how_many_where_and_who_lives_there() -> None:
    assert finding().sentence == (
        "Of 1,000 patients in 10 datasets, 800 can be placed, in 2 countries and areas: "
        "at least 75 % of them in one country "
        "that is home to 4.2 % of the world’s people."
    )


def test_a_total_between_bounds_is_said_to_be_the_most() -> None:
    said = finding(total=(900, 1_200), known=(700, 800)).sentence
    assert said.startswith("Of at most 1,200 patients in 10 datasets, 700 to 800 can be placed")


def test_at_least_half_is_true_for_the_most_that_can_be_placed() -> None:
    # 400 of at most 900 is less than half: a second country is needed to be certain.
    groups = (group("USA", n=(400, 500)), group("KEN", n=(300, 400)))
    said = finding(groups, known=(700, 900)).sentence
    # By hand: 400 + 300 certain of at most 900 is 77.7... %, said as no more than it is.
    assert "at least 77 % of them in two countries" in said


def test_the_share_said_to_be_certain_never_rounds_up() -> None:
    # By hand: 1,195 of at most 1,600 is 74.69 %; the next whole number would be more than known.
    groups = (group("USA", n=(1_195, 1_400)), group("KEN", n=(200, 400)))
    said = finding(groups, total=(1_700, 1_700), known=(1_395, 1_600)).sentence
    assert "at least 74 % of them in one country" in said


def test_where_the_reference_is_silent_no_share_of_people_is_given() -> None:
    groups = (group("USA", n=(600, 600), people=None), group("KEN", n=(200, 200)))
    assert finding(groups).sentence.endswith("in one country.")


def test_filters_stand_in_the_sentence() -> None:
    said = finding(
        modality="mammography",
        body_region="breast",
        access=Access.OPEN.value,
        released_from=2015,
    ).sentence
    assert "in 10 mammography datasets (breast; open to anyone; released since 2015)" in said


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (Unit.IMAGES, "1,000 images (as each set counts them) in"),
        (Unit.STUDIES, "1,000 studies in"),
    ],
)
def test_images_are_never_called_people(unit: Unit, words: str) -> None:
    said = finding(unit=unit)
    assert words in said.sentence
    assert "patients" not in said.sentence + said.unknown


def test_what_is_not_known_is_one_line_of_the_answers_numbers() -> None:
    groups = (*TWO_COUNTRIES, group("BRA", Status.SITE_NOT_COUNTED, n=(0, 9), sites=2))
    said = finding(groups, unknown=Range(150, 200), without_total=4).unknown
    assert said == (
        "For 150 to 200 patients we found no country. "
        "4 datasets give no total of patients that we found and are not in these figures. "
        "1 country or area is named without a count. "
        "For 5 countries and areas we found no dataset that says it imaged people there."
    )


def test_an_unknown_that_may_be_nobody_is_said_to_be_at_most() -> None:
    assert "For up to 200 patients" in finding(unknown=Range(0, 200)).unknown


def test_without_counts_no_number_is_made_up() -> None:
    named = (group("KEN", Status.SITE_NOT_COUNTED, n=(0, 9), datasets=0, sites=1),)
    said = finding(named, known=(0, 0)).sentence
    assert said == (
        "In 10 datasets, 1 country or area is named as a place of imaging, "
        "and nowhere is it said how many patients were imaged in each."
    )


def test_datasets_without_a_total_do_not_count_towards_it() -> None:
    said = finding(without_total=4).sentence
    assert said.startswith("Of 1,000 patients that 6 of 10 datasets count, 800 can be placed")


def test_no_dataset_is_not_called_zero_people() -> None:
    said = finding((), datasets=0, total=(0, 0), known=(0, 0), modality="pet").sentence
    assert said == "We hold no PET dataset."


def test_the_permanent_line() -> None:
    assert finding().permanent == PERMANENT


def about(one, measure: str = "patients") -> str:  # type: ignore[no-untyped-def]
    made = answer([one])
    place = next(
        each
        for each in places(made, COUNTRIES, MEASURES[measure])
        if each.iso3 == one.key["country"]
    )
    said = [*about_place(place, made), figure_of(place, MEASURES[measure])]
    return " | ".join([*said, in_short(place, MEASURES[measure])]).replace("\u00a0", " ")


def test_a_country_with_enough_datasets_is_set_against_people() -> None:
    said = about(group("KEN", n=(1_240, 1_240), ratio=Value(1 / 45, 0.01, 0.03)), "ratio")
    assert "3 datasets, 1,240 patients imaged here." in said
    assert "80 million people live here." in said
    assert "about 1/45 of its share (0.0222), between 0.01 and 0.03" in said


def test_one_dataset_is_named_and_not_compared() -> None:
    said = about(group("KEN", n=(50, 50), datasets=1, ratio=Value(0.1, 0.1, 0.1)), "ratio")
    assert "1 dataset: 50 patients. Too few datasets for a comparison" in said
    assert "its share" not in said


def test_nothing_found_is_a_gap_in_published_data() -> None:
    said = about(group("KEN", Status.NOT_FOUND, n=(0, 500)))
    assert "We found no dataset that says it imaged people here." in said
    assert "0" not in said


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.COUNTED])
def test_every_kind_of_nothing_has_words_of_its_own(status: Status) -> None:
    assert about(group("KEN", status, n=(0, 5))).strip(" |")
