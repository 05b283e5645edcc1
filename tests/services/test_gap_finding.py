"""The finding of a subject against a reference: every number is one of the answer."""

import pytest

from app.domain.question import Question
from app.services.gaps.choices import subject_words
from app.services.gaps.finding import gap_finding, people_of
from app.services.kept import kept_assessment
from app.store import Store

NAMES = {"KEN": "Kenya", "USA": "US"}


@pytest.fixture
def found(store: Store):  # type: ignore[no-untyped-def]
    def find(**params: str) -> tuple[str, str]:
        question = Question.parse(params)
        made = gap_finding(kept_assessment(store, question), subject_words(store, question), NAMES)
        return made.sentence.replace("\u00a0", " "), made.unknown.replace("\u00a0", " ")

    return find


def test_the_known_alone_is_said_to_be_the_known_alone(found) -> None:  # type: ignore[no-untyped-def]
    # 16,897 women and 23,703 men against one half: 50 % - 41.6 % would have to be in another group.
    sentence, more = found(
        subject="dataset:screening-no-total", dimension="sex", reference="people"
    )
    assert sentence.startswith(
        "Screening without a total: 8.4 % of the patients with known sex would have to be in "
        "another group to match the reference (People)."
    )
    assert "How many lack their sex cannot be said" in sentence
    assert "people recorded as female, at 83 % of their share (0.832)" in more


def test_of_a_listed_table_only_the_range_is_said(found) -> None:  # type: ignore[no-untyped-def]
    # 2,388 of 4,203 are women; the 1,815 others (43 %) may all be women, or none of them.
    sentence, more = found(subject="dataset:women-listed", dimension="sex", reference="people")
    assert "from 0 % to 50 % of the patients would have to be" in sentence
    assert "no single number, since only some categories are printed" in sentence
    assert "The sex of 43 % is in categories that are not printed." in sentence
    assert "1,820 more are in categories that no source prints" in more


def test_of_places_it_says_where_people_live_and_ranks_none(found) -> None:  # type: ignore[no-untyped-def]
    # Austria, Spain, India, Kenya and Türkiye have 67 of 100 people and nobody counted.
    sentence, more = found(subject="dataset:brain-sites", dimension="country", reference="people")
    assert "67 % of the patients with known country would have to be in another country" in sentence
    assert "5 countries and areas without anybody counted are home to 67 % of the people" in more
    assert "arest" not in more


def test_without_a_reference_nothing_is_compared(found) -> None:  # type: ignore[no-untyped-def]
    sentence, more = found(subject="dataset:screening-no-total", dimension="sex")
    assert "42 % recorded as female, 58 % recorded as male" in sentence
    assert "match" not in sentence
    assert more.startswith("Nothing is compared: no reference is chosen.")


def test_where_nobody_is_counted_it_is_not_said_to_be_zero(found) -> None:  # type: ignore[no-untyped-def]
    sentence, more = found(subject="dataset:trauma-14", dimension="sex", reference="people")
    assert sentence == (
        "Trauma in fourteen countries: we found no count of the 4,270 patients by sex."
    )
    assert more == "Not known: the sex of 4,270 of 4,270 patients."


def test_a_published_share_without_total_has_no_distance(found) -> None:  # type: ignore[no-untyped-def]
    sentence, _ = found(subject="dataset:shares-without-total", dimension="sex", reference="people")
    assert "only shares are printed: 52.5 % female and 47.5 % male" in sentence
    assert "no distance from the reference" in sentence


def test_who_is_eligible_is_printed(store: Store) -> None:
    asked = {
        "subject": "dataset:brain-sites",
        "dimension": "sex",
        "reference": "people",
        "reference_filter": "country:KEN",
    }
    question = Question.parse(asked)
    answer = kept_assessment(store, question)
    said = gap_finding(answer, "Brain sites", NAMES).sentence
    assert "the reference (People; only in Kenya)" in said
    assert people_of(answer) == "everybody (country KEN): 5,000 people"


def test_categories_of_a_scheme_name_it_once(found) -> None:  # type: ignore[no-untyped-def]
    # 300, 100, 50 and 20 of the 470 whose race is known.
    sentence, _ = found(
        subject="dataset:two-schemes", dimension="ethnicity", scheme="us-omb-1997/race"
    )
    assert sentence.count("US federal standard of 1997: race") == 1
    assert "White 64 %" in sentence
    assert "The race or ethnicity of 6.0 % is not known." in sentence


def test_of_two_tables_only_how_they_may_go_together_is_said(found) -> None:  # type: ignore[no-untyped-def]
    sentence, _more = found(subject="dataset:kidney-19", dimension="sex,age")
    assert "we found no table of sex and age together" in sentence
    assert "only bounds are known" in sentence
    assert " 0 patients" not in sentence
