"""A question as it stands in an address: read in one spelling, or refused with every reason."""

import pytest

from app.domain.question import Question
from app.domain.vocabulary import Unit
from app.errors import Invalid


def test_nothing_asked_is_everybody_by_country() -> None:
    assert Question.parse({}) == Question()
    assert Question().unit is Unit.PATIENTS


def test_equal_questions_have_one_spelling() -> None:
    one = Question.parse({"subject": "datasets:b,a,b", "dimension": "age,sex"})
    other = Question.parse({"subject": "datasets:a,b", "dimension": "sex,age", "modality": ""})
    assert one == other
    filters = [
        {"reference_filter": text} for text in ("sex:female;age:40-74", "age:40-74;sex:female")
    ]
    assert Question.parse(filters[0]) == Question.parse(filters[1])


def test_a_question_survives_its_own_canonical_form() -> None:
    asked = Question.parse(
        {"subject": "model:m", "released_from": "2015", "include_synthetic": "true"}
    )
    plain = {
        k: str(v).lower() if isinstance(v, bool) else str(v)
        for k, v in asked.canonical().items()
        if v is not None
    }
    assert Question.parse(plain) == asked


@pytest.mark.parametrize(
    ("params", "field", "example"),
    [
        ({"dimension": "agee"}, "dimension", "age"),
        ({"dimension": "sex,sex"}, "dimension", "sex,age"),
        ({"dimension": "sex,age,country"}, "dimension", "sex,age"),
        ({"subject": "dataset:"}, "subject", "dataset:chexpert"),
        ({"subjct": "all"}, "subjct", "subject"),
        ({"unit": "people"}, "unit", "patients"),
        ({"reference_filter": "sex=female"}, "reference_filter", "sex:female;age:40-74"),
        ({"reference_filter": "sex:female;sex:male"}, "reference_filter", "sex:female;age:40-74"),
        ({"region": "Africa"}, "region", "region:Africa"),
        ({"released_from": "1e30"}, "released_from", "1900"),
        ({"released_from": "-1"}, "released_from", "1900"),
        ({"include_recalled": "yes"}, "include_recalled", "true"),
        ({"release": "0"}, "release", "1"),
        ({"modality": "x-ray"}, "modality", "xray"),
    ],
)
def test_a_bad_parameter_is_named_with_a_right_value(
    params: dict[str, str], field: str, example: str
) -> None:
    with pytest.raises(Invalid) as refused:
        Question.parse(params)
    (found,) = refused.value.problems
    assert (found.field, found.example) == (field, example)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        Question.parse(
            {"dimension": "x", "unit": "y", "released_from": "2022", "released_to": "2020"}
        )
    assert {each.field for each in refused.value.problems} == {"dimension", "unit", "released_from"}
