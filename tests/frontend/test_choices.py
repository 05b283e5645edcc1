"""The Atlas's address: read to the letter, refused by name, written back without defaults."""

import pytest

from app.domain.question import Question
from app.domain.vocabulary import Unit
from app.errors import Invalid
from app.services.measures import MEASURES
from frontend.atlas.choices import WORLD, question_params, read_choices


def test_an_empty_address_asks_for_patients_against_the_world() -> None:
    choices = read_choices({})
    assert choices.measure.id == "patients"
    assert choices.question == Question(reference=WORLD)
    assert choices.country is None


def test_every_choice_of_an_address_reaches_the_question() -> None:
    choices = read_choices(
        {
            "measure": "images", "country": "KEN", "modality": "ct", "body_region": "chest",
            "access": "open", "released_from": "2015", "released_to": "2020",
            "include_synthetic": "true", "include_recalled": "true", "reference": "none",
        }
    )  # fmt: skip
    assert choices.country == "KEN"
    assert choices.question == Question(
        unit=Unit.IMAGES, modality="ct", body_region="chest", access="open", released_from=2015,
        released_to=2020, include_synthetic=True, include_recalled=True, reference=None,
    )  # fmt: skip


@pytest.mark.parametrize("measure", [m.id for m in MEASURES.values() if m.compares])
def test_a_comparison_always_has_something_to_compare_with(measure: str) -> None:
    assert read_choices({"measure": measure, "reference": "none"}).question.reference == WORLD


@pytest.mark.parametrize(
    ("name", "value"), [("measure", "people"), ("modality", "xrays"), ("released_from", "soon")]
)
def test_a_wrong_choice_is_named(name: str, value: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_choices({name: value})
    assert caught.value.problems[0].field == name
    assert caught.value.problems[0].example


def test_years_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(Invalid, match="released_from"):
        read_choices({"released_from": "2020", "released_to": "2010"})


def test_parameters_of_others_are_ignored() -> None:
    assert read_choices({"utm_source": "x"}) == read_choices({})


def test_a_parameter_given_twice_counts_once() -> None:
    assert read_choices({"modality": ["ct", "mri"]}).question.modality == "ct"


def test_the_same_question_is_written_for_programs_and_reads_back() -> None:
    question = read_choices({"modality": "ct", "include_recalled": "true"}).question
    written = question_params(question)
    assert written == {
        "dimension": "country", "unit": "patients", "modality": "ct",
        "include_recalled": "true", "reference": WORLD,
    }  # fmt: skip
    assert Question.parse(written) == question


def test_groups_of_countries_are_chosen_by_name() -> None:
    assert read_choices({"groups": "who_region"}).groups == "who_region"
    assert read_choices({}).groups is None
    with pytest.raises(Invalid, match="groups"):
        read_choices({"groups": "continents"})
