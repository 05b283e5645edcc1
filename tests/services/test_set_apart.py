"""Why the catalogue holds more datasets than an answer counts: said, and the sum is right."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.question import Question
from app.domain.vocabulary import Kind
from app.services.first_look import catalogue_apart
from app.services.kept import kept_assessment
from app.services.set_apart import not_counted_apart, of_all_cards
from app.services.snapshot import snapshot
from app.store import Store, open_store


@pytest.fixture
def catalogue(bundled_database: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{bundled_database}")
    yield store
    store.close()


def numbers(sentence: str) -> list[int]:
    return [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", sentence)]


def test_the_parts_add_up_to_the_cards(catalogue: Store) -> None:
    shot = snapshot(catalogue)
    cards = sum(record.kind is Kind.DATASET for record in shot.records.values())
    said = catalogue_apart(catalogue, shot.release, cards)
    total, counted, within, synthetic = numbers(said)
    assert total == cards
    assert counted + within + synthetic == cards
    answer = kept_assessment(catalogue, Question(dimension=("country",)))
    assert counted == answer.total.datasets
    assert within == len(answer.collapsed)
    assert "lie wholly in others (their people are counted there)" in said
    assert "synthetic (it shows nobody)" in said


def test_nothing_is_said_of_a_list_of_other_cards(catalogue: Store) -> None:
    answer = kept_assessment(catalogue, Question(dimension=("country",)))
    assert of_all_cards(answer, 38) == ""


def test_a_filtered_answer_names_those_beside_it(catalogue: Store) -> None:
    answer = kept_assessment(
        catalogue, Question(dimension=("country",), modality="xray", body_region="chest")
    )
    assert numbers(not_counted_apart(answer)) == [answer.total.datasets, len(answer.collapsed)]


@pytest.mark.parametrize("subject", ["dataset:chexpert", "model:rad-dino"])
def test_of_one_set_or_mix_nothing_is_said(catalogue: Store, subject: str) -> None:
    answer = kept_assessment(catalogue, Question(subject=subject, dimension=("country",)))
    assert not_counted_apart(answer) == ""
