"""What is offered: subjects by their words, references that fit, schemes, kinds of images."""

import pytest

from app.domain.question import Question
from app.domain.vocabulary import Unit
from app.errors import NotFound
from app.services.gaps.choices import (
    counting_sets,
    counting_units,
    fitting_references,
    schemes,
    strata,
    subject_words,
    subjects,
)
from app.store import Store


def asked(**params: str) -> Question:
    return Question.parse(params)


def test_every_subject_has_words_of_its_own(store: Store) -> None:
    found = subjects(store)
    words = [each.words for each in found]
    assert found[0].value == "all"
    assert len(words) == len(set(words))
    assert "Kidney 19 (dataset)" in words
    assert "Chest umbrella (merge of datasets)" in words


def test_a_reference_fits_that_has_the_dimensions(store: Store) -> None:
    def offered(**params: str) -> list[str]:
        return [each.slug for each in fitting_references(store, asked(**params), None)]

    assert offered(dimension="sex,region") == ["people"]
    assert offered(dimension="sex", unit="images") == []
    assert offered(dimension="skin_tone") == []
    assert offered(dimension="ethnicity") == []


def test_the_schemes_of_a_subject_are_named_with_their_sets(store: Store) -> None:
    found = schemes(store, asked(subject="dataset:two-schemes", dimension="ethnicity"))
    assert [each.id for each in found] == ["us-omb-1997/hispanic-origin", "us-omb-1997/race"]
    assert {each.datasets for each in found} == {1}
    assert schemes(store, asked(dimension="sex")) == ()


def test_kinds_of_images_name_how_many_sets_count(store: Store) -> None:
    found = {
        (each.modality, each.body_region): each for each in strata(store, asked(dimension="sex"))
    }
    kidneys = found["ct", "abdomen"]
    # Of the kidneys, 19 and 21 print the sex of their patients; 23 and the trauma set do not.
    assert (kidneys.counting, kidneys.datasets) == (2, 4)


def test_sets_that_count_are_offered_by_name(store: Store) -> None:
    values = [each.value for each in counting_sets(store, asked(dimension="sex"))]
    assert "dataset:women-listed" in values
    assert "dataset:trauma-14" not in values


def test_units_are_offered_in_which_a_subject_is_counted(store: Store) -> None:
    counted = asked(subject="dataset:women-listed", dimension="sex", unit="images")
    assert counting_units(store, counted) == (Unit.PATIENTS,)
    assert counting_units(store, asked(subject="dataset:trauma-14", dimension="sex")) == ()


def test_a_subject_that_is_not_here_is_refused(store: Store) -> None:
    with pytest.raises(NotFound):
        schemes(store, asked(subject="dataset:nowhere", dimension="ethnicity"))


def test_subjects_in_a_sentence(store: Store) -> None:
    assert subject_words(store, asked()) == "All datasets"
    assert subject_words(store, asked(subject="datasets:kidney-19,kidney-21")) == (
        "Kidney 19, Kidney 21"
    )
