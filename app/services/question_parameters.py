"""The parameters of a question to `assess`, as documentation and command line describe them."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.question import DIMENSIONS, GROUPINGS, short_text
from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Access, Unit
from app.services.parameters import Parameter, choice

_FLAG: Mapping[str, object] = {"type": "boolean"}
_YEAR: Mapping[str, object] = {"type": "integer", "minimum": 1900, "maximum": 2100}


def _described(
    name: str, meaning: str, example: str, schema: Mapping[str, object] | None = None
) -> Parameter:
    """Describe a parameter that `Question.parse` reads by itself."""
    return Parameter(name, meaning, short_text, example, schema or {"type": "string"})


# `Question.parse` reads them; a test holds the two lists against each other.
QUESTION = (
    _described(
        "subject",
        "all, dataset:<slug>, datasets:<slug>,<slug> or model:<slug> (its training mix).",
        "dataset:chexpert",
    ),
    _described("dimension", f"One or two of {', '.join(DIMENSIONS)}.", "country"),
    choice("unit", "What is counted; units are never added to each other.", Unit),
    _described(
        "scheme",
        "Category scheme of ethnicity or skin tone; or age bands to answer in, "
        "such as 0-17,18-64,65+.",
        "",
    ),
    _described("reference", "A reference to hold the subject against.", "un-wpp-2024-2025"),
    _described(
        "reference_filter",
        "Who of the reference is eligible: pairs of sex, age or country, separated by ;.",
        "sex:female;age:40-74",
    ),
    choice("modality", "Only sets with this modality.", MODALITIES),
    choice("body_region", "Only sets of this part of the body.", BODY_REGIONS, "chest"),
    _described("region", f"<grouping>:<name>; groupings: {', '.join(GROUPINGS)}.", "region:Africa"),
    choice("access", "Only sets that one obtains in this way.", Access),
    _described("released_from", "First year of release.", "2015", _YEAR),
    _described("released_to", "Last year of release.", "2025", _YEAR),
    _described("include_recalled", "Count what rests on memory, too.", "true", _FLAG),
    _described("include_synthetic", "Count synthetic people, too.", "true", _FLAG),
    _described(
        "release",
        "An earlier release of the catalogue.",
        "1",
        {"type": "integer", "minimum": 1},
    ),
)
