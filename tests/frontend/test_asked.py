"""What is wrong with an address is said in the words of its controls."""

import pytest

from app.domain.question import Question
from app.errors import Invalid, problem
from frontend.components.asked import of_address


@pytest.mark.parametrize(
    ("name", "label", "offered", "code"),
    [
        ("modality", "Kind of image", "clinical photograph", "clinical-photo"),
        ("access", "Obtained", "with credentials", "credentialed"),
        ("dimension", "By", "race or ethnicity, as recorded", "who_region"),
    ],
)
def test_an_unknown_choice_is_answered_with_those_that_can_be_made(
    name: str, label: str, offered: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        Question.parse({name: "nosuch"})
    said = of_address(refused.value.problems[0])
    assert said.startswith(f"{label}: the address says “{name}=nosuch”")
    assert offered in said
    assert code not in said


def test_a_dataset_that_is_refused_is_not_named_by_its_slug() -> None:
    rule = "must name a published dataset"
    assert of_address(problem("subject", rule, "no-such-set", "chexpert")) == f"Who: {rule}."
