"""What a card may say of its documentation, its people's labels, and those who decide over it."""

import pytest

from app.domain.documentation import ITEMS, STANDING_ITEMS, Answer, answer_of
from app.domain.vocabulary import Assigner, Dim, Reported, Selection
from app.errors import Invalid, Problem
from app.importers.card_yaml import read_dataset
from tests.importers.test_card_problems import CARD

RACE = """\
- unit: patients
  dims: [ethnicity]
  scheme: other:asked at the desk
  source: s1
  cells:
  - {ethnicity: Luo, n: 30}
  - {ethnicity: Kikuyu, n: 50}
  - {ethnicity: Kamba, n: 20}
  basis: reported
  coverage: complete
"""
WITH_RACE = CARD.replace("sources:\n", f"{RACE}sources:\n")


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(Invalid) as caught:
        read_dataset(text)
    return list(caught.value.problems)


def test_there_are_eighteen_items_and_no_two_have_one_name() -> None:
    assert len(STANDING_ITEMS) == 18
    assert len({each.number for each in STANDING_ITEMS}) == 18
    assert len(ITEMS) == 25


def test_answers_selection_and_governance_are_read() -> None:
    card = read_dataset(
        CARD + "selection: screening\n"
        "governance: {authority: The council, consent: asked, terms: no resale}\n"
        "documentation:\n"
        "  sex: 'yes'\n"
        "  purpose: {answer: given, value: To help, source: s1}\n"
        "  public_involvement: {answer: silent, read_by: A. Reader, read_on: '2026-03-01'}\n"
        "  origin: {answer: not_read}\n"
    )
    assert card.selection is Selection.SCREENING
    assert (card.governance.authority, card.governance.terms) == ("The council", "no resale")
    assert {item: each.answer for item, each in card.answers.items()} == {
        "purpose": Answer.GIVEN,
        "public_involvement": Answer.SILENT,
    }
    assert card.documentation["sex"] is Reported.YES
    assert card.documentation["age"] is Reported.UNKNOWN


@pytest.mark.parametrize(
    ("answer", "where", "rule"),
    [
        ("{answer: silent}", "purpose", "who read the full source"),
        ("{answer: silent, read_by: me, read_on: 'May'}", "purpose.read_on", "a year, a month"),
        ("{answer: given, source: s1}", "purpose.value", "needed where it is given"),
        ("{answer: given, value: x}", "purpose.source", "must name the source"),
        ("{answer: given, value: x, source: s9}", "purpose.source", "must be the id of a source"),
        ("{answer: said_not_to_exist}", "purpose.source", "must name the source"),
        ("{answer: silent, value: x, read_by: me, read_on: '2026'}", "purpose.value", "only there"),
        ("{answer: maybe}", "purpose.answer", "must be one of given"),
        ("'yes'", "purpose", "must be a mapping"),
    ],
)
def test_an_answer_without_its_evidence_is_refused(answer: str, where: str, rule: str) -> None:
    found = problems_of(f"{CARD}documentation:\n  purpose: {answer}\n")
    assert any(p.field == f"documentation.{where}" and rule in p.rule for p in found), found


def test_shorter_items_answer_longer_ones_only_as_far_as_they_reach() -> None:
    said = {"known_limitations": Reported.NO, "sex": Reported.PARTIAL, "missing_data": Reported.YES}
    told = {item.id: answer_of(item, {}, said).answer for item in STANDING_ITEMS}
    assert {item: answer for item, answer in told.items() if answer is not Answer.NOT_READ} == {
        "limitations": Answer.SAID_NOT_TO_EXIST,
        "group_composition": Answer.IN_PART,
        "missingness": Answer.GIVEN,
    }
    read = answer_of(ITEMS["purpose"], {}, said, "A. Reader, 2026")
    assert (read.answer, read.read_by) == (Answer.SILENT, "A. Reader, 2026")


def test_who_assigned_ethnicity_is_kept() -> None:
    card = read_dataset(
        WITH_RACE.replace("other:asked at the desk", "other:x\n  assigned_by: self")
    )
    assert [table.assigned_by for table in card.tables] == [None, Assigner.SELF]


@pytest.mark.parametrize("guess", ["model", "AI", "a neural network", "predicted from the name"])
def test_a_models_guess_is_refused_in_plain_words(guess: str) -> None:
    text = WITH_RACE.replace("other:asked at the desk", f"other:x\n  assigned_by: {guess}")
    (found,) = problems_of(text)
    assert found.field == "tables[1].assigned_by"
    assert "a model's guess of ethnicity or skin tone is not taken" in found.rule


def test_nobody_assigns_the_sex_of_a_table_by_sex() -> None:
    text = CARD.replace("  dims: [sex]", "  dims: [sex]\n  assigned_by: clerk")
    (found,) = problems_of(text)
    assert "belongs to a table of ethnicity or skin_tone" in found.rule


def withholding(wish: str, card: str = WITH_RACE) -> str:
    return f"{card}governance:\n  withheld:\n  - {wish}\n"


def test_a_withheld_dimension_takes_no_number() -> None:
    found = problems_of(withholding("{dim: ethnicity, by: The council}"))
    assert [each.field for each in found] == [f"tables[1].cells[{at}]" for at in range(3)]
    assert all("withheld by The council" in each.rule for each in found)
    hidden = WITH_RACE
    for n in (30, 50, 20):
        hidden = hidden.replace(f", n: {n}}}", ", status: withheld}")
    card = read_dataset(withholding("{dim: ethnicity, by: The council}", hidden))
    assert card.governance.withheld[0].dim is Dim.ETHNICITY


def test_a_withheld_category_is_not_given_back_by_the_others() -> None:
    wish = "{dim: ethnicity, category: Luo, by: The council}"
    one = WITH_RACE.replace("Luo, n: 30}", "Luo, status: withheld}")
    (found,) = problems_of(withholding(wish, one))
    assert "would give back" in found.rule
    two = one.replace("Kamba, n: 20}", "Kamba, status: suppressed}")
    assert read_dataset(withholding(wish, two)).governance.withheld[0].category == "Luo"
