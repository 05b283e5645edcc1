"""What is said of one evaluation, on the bundled cards."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.catalogue.evaluations import evaluation
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.results.words import finding_of_evaluation
from app.store import Store, open_store


@pytest.fixture(scope="module")
def store(bundled_database: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{bundled_database}")
    yield store
    store.close()


@pytest.fixture(scope="module")
def unsized(store: Store) -> EvaluationDetail:
    """An evaluation whose paper prints no size of any group."""
    return evaluation(store, "chexclusion-2021-chexpert")


def test_values_of_groups_and_of_the_whole_are_counted_apart(store: Store) -> None:
    said = finding_of_evaluation(evaluation(store, "fairdisco-2022-ddi"))
    assert said.sentence.startswith(
        "3 published values by skin tone, and 2 of the whole test set, of FairDisCo"
    )
    assert "in this publication" not in said.unknown, "one notebook of several was read"


def test_the_groups_that_differ_most_are_named_with_both_ends(store: Store) -> None:
    card = evaluation(store, "medfair-2023-chexpert-erm")
    ages = {
        score.dims["age"]: score.value or 0.0
        for score in card.scores
        if score.metric == "auroc" and "age" in score.dims
    }
    low, high = min(ages, key=ages.__getitem__), max(ages, key=ages.__getitem__)
    ends = [f"{ages[each]} ({each.replace('-', chr(0x2013))})" for each in (low, high)]
    said = f"AUROC by age: from {ends[0]} to {ends[1]}."
    assert said in finding_of_evaluation(card).sentence


def test_no_group_of_people_is_named_by_what_it_is_not(store: Store) -> None:
    for slug in ("medfair-2023-chexpert-erm", "medfair-2023-mimic-cxr-erm"):
        named = {score.dims.get("ethnicity", "") for score in evaluation(store, slug).scores}
        assert {"White", "other"} <= named
        assert not [each for each in named if each.casefold().startswith("non")]


def test_that_no_group_size_is_printed_at_all_is_said_of_all(unsized: EvaluationDetail) -> None:
    grouped = sum(bool(score.dims) for score in unsized.scores)
    said = finding_of_evaluation(unsized).unknown
    assert f"For none of the {grouped} values per group is a group size printed." in said


def test_where_some_are_printed_the_others_are_counted(unsized: EvaluationDetail) -> None:
    first, *rest = unsized.scores
    assert first.dims
    sized = replace(unsized, scores=(replace(first, n=50), *rest))
    grouped = sum(bool(score.dims) for score in unsized.scores)
    said = finding_of_evaluation(sized).unknown
    assert f"No group size is printed for {grouped - 1} values." in said
