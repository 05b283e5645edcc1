"""Fields in words: whatever two revisions of a card may differ in is named as people read it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from app.domain.card import DatasetCard
from app.domain.evaluation import EvaluationCard, PublishedScore
from app.domain.model import ModelCard
from app.domain.reference import Reference, ReferenceRow
from app.services.terms import TERMS
from app.services.writing.field_words import place_words

NAMED_APART = {"tables", "population_tables", "rows", "scores", "cells", "withheld"}
"""Numbers, each named by its group, and wishes, which are sentences."""


def names_in(kind: Any) -> Iterator[str]:
    """Name every field of a card, and those of what it is made of."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        if each.name not in NAMED_APART:
            yield each.name
        if each.name not in ("cells", "withheld"):
            for inner in parts_of(hints[each.name]):
                yield from names_in(inner)


def parts_of(hint: Any) -> Iterator[Any]:
    if is_dataclass(hint):
        yield hint
    for each in get_args(hint):
        yield from parts_of(each)


@pytest.mark.parametrize(
    "kind", [DatasetCard, ModelCard, EvaluationCard, PublishedScore, Reference, ReferenceRow]
)
def test_every_field_of_a_card_has_words(kind: Any) -> None:
    raw = {name for name in names_in(kind) if place_words(name) == name.replace("_", " ")}
    assert raw - set(TERMS) <= {"key"}, "a group is told with its number"


def test_a_place_is_named_part_by_part_and_the_name_of_a_table_stays_whole() -> None:
    assert place_words("compute.gpu_hours") == "What its training took: Hours of devices"
    assert place_words("documentation.geography").endswith(": where the images were taken")
    whole = "images by sex (v1.0 train): coverage"
    assert place_words(whole).startswith("images by sex (v1.0 train): ")
