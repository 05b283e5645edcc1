"""What is wrong with an address is said in the words of its controls."""

import pytest

from app.domain.question import Question
from app.errors import Invalid, problem
from frontend.components.asked import of_address, of_choices


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


def test_a_control_of_one_page_is_named_as_that_page_names_it() -> None:
    words = of_choices([("unit", "Share in training, in", [("", "any"), ("images", "pictures")])])
    said = words(problem("unit", "must be one of images", "nosuch"))
    assert said == (
        "Share in training, in: the address says “unit=nosuch”, which we do not know. "
        "One of: pictures."
    )
    assert words(problem("access", "must be one of open", "nosuch")).startswith("Obtained: ")


def test_more_than_can_be_read_is_left_to_the_control() -> None:
    many = [(str(each), f"model {each}") for each in range(69)]
    said = of_choices([("models", "Model", many)])(problem("models", "must be known", "nosuch"))
    assert said == "Model: the address says “models=nosuch”, which we do not know."
