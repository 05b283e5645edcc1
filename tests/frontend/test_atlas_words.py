"""Atlas: why a map has no colours."""

from app.domain.assessment import Value
from app.services.measures import MEASURES, places
from frontend.atlas.words import none_coloured
from tests.support.answers import COUNTRIES, answer, group


def said(datasets: int) -> str:
    made = answer([group("KEN", n=(50, 50), datasets=datasets, ratio=Value(0.1, 0.1, 0.1))])
    return none_coloured(places(made, COUNTRIES, MEASURES["per_million"]))


def test_a_map_on_which_nothing_can_be_compared_says_so() -> None:
    assert said(datasets=1).startswith("No country is coloured: in none do three independent")


def test_a_map_with_a_colour_needs_no_excuse() -> None:
    assert said(datasets=3) == ""
