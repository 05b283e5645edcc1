"""What is said of one evaluation, on the bundled cards."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.catalogue.evaluations import evaluation
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.results.words import finding_of_evaluation
from app.store import open_store


@pytest.fixture(scope="module")
def unsized(bundled_database: Path) -> Iterator[EvaluationDetail]:
    """An evaluation whose paper prints no size of any group."""
    store = open_store(f"sqlite:///{bundled_database}")
    yield evaluation(store, "chexclusion-2021-chexpert")
    store.close()


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
