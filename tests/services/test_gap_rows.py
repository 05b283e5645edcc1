"""Rows of groups: what is drawn and what is said of each; the Lorenz curve and its Gini index."""

from dataclasses import replace
from itertools import pairwise

import pytest

from app.domain.assessment import Assessment, Range, Share, Value
from app.domain.vocabulary import Status, Unit
from app.services.gaps.lorenz import curve_words, lorenz_curve
from app.services.gaps.rows import gap_rows, parity_words, ratio_words, unknown_rows
from app.services.gaps.words import group_label, people_in, within_filter
from tests.services.conftest import Ask
from tests.support.answers import answer, group

NAMES = {"USA": "United States", "KEN": "Kenya"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_group_says_its_share_ratio_and_people_to_parity(ask: Ask) -> None:
    made = ask(subject="dataset:screening-no-total", dimension="sex", reference="people")
    female, male = gap_rows(made, NAMES)
    assert female.label == "Female"
    assert plain(female.share_words) == "42 % of the known"
    assert plain(female.ratio_words) == "83 % of its share (0.832)"
    # (0.5 * 40,600 - 16,897) / (1 - 0.5) = 6,806
    assert female.parity_words == "6,810 more"
    assert male.parity_words == "at its share or above: nobody to add"


def test_a_pool_by_country_shows_no_ratio_under_three_independent_sets() -> None:
    usa = group("USA", datasets=9, ratio=Value(4.0, 3.0, 5.0))
    kenya = replace(group("KEN", datasets=9, ratio=Value(0.1, 0.1, 0.1)), independent_datasets=2)
    rows = {row.key[0]: row for row in gap_rows(answer([usa, kenya]), NAMES)}
    assert rows["USA"].ratio.value == 4.0
    assert rows["KEN"].ratio == Value(None, None, None)
    assert "fewer than 3 independent datasets" in rows["KEN"].ratio_words


def test_one_dataset_by_country_has_its_ratio() -> None:
    kenya = replace(group("KEN", datasets=1, ratio=Value(0.1, 0.1, 0.1)), independent_datasets=1)
    (row,) = gap_rows(answer([kenya], subject="dataset:one"), NAMES)
    assert plain(row.ratio_words) == "about one tenth of its share (0.1)"


def test_places_stand_in_the_order_of_their_names() -> None:
    rows = gap_rows(answer([group("USA"), group("KEN")]), NAMES)
    assert [row.label for row in rows] == ["Kenya", "United States"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (Value(12.2, 12.2, 12.2), "13 more"),
        (Value(-4.0, -4.0, -4.0), "at its share or above: nobody to add"),
        (Value(40.0, -5.0, 90.0), "40 more, at most 90, depending on the unknown"),
        (Value(None, 573.0, 4203.0), "between 573 and 4,200, depending on the unknown"),
        (Value(None, -9.0, -1.0), "nobody to add, however the unknown are spread"),
    ],
)
def test_people_to_parity_in_words(more: Value, said: str) -> None:
    one = replace(group("KEN"), to_parity=more)
    assert parity_words(answer([one], subject="dataset:one"), one) == said


def test_images_are_never_people_to_add() -> None:
    one = replace(group("KEN"), to_parity=Value(5.0, 5.0, 5.0))
    made = answer([one], subject="dataset:one", unit=Unit.IMAGES)
    assert "images or studies are counted here" in parity_words(made, one)


def test_bounds_without_a_single_ratio_say_so() -> None:
    one = replace(group("KEN"), ratio=Value(None, 0.5, 2.0), reason="only_bounds")
    assert ratio_words(one) == "between 0.5 and 2 times, no single ratio"


def test_nothing_has_its_own_words() -> None:
    silent = group("KEN", Status.NOT_FOUND, n=(0, 200), datasets=0)
    named = group("USA", Status.SITE_NOT_COUNTED, n=(0, 200), datasets=0)
    kenya, usa = gap_rows(answer([silent, named]), NAMES)
    assert kenya.count_words == "no count found"
    assert usa.count_words == "named as a place, not counted"
    assert not kenya.counted


def test_none_of_what_is_counted_is_not_an_unknown_share() -> None:
    silent = group("KEN", Status.NOT_FOUND, n=(0, 0), datasets=0)
    (row,) = gap_rows(answer([replace(silent, share=Share(None, 0.0, 0.0))]), NAMES)
    assert row.share_words == "none of what is counted"


def test_bounds_that_read_the_same_are_said_once() -> None:
    one = replace(group("KEN"), share=Share(0.4063, 0.4051, 0.4081))
    (row,) = gap_rows(answer([one]), NAMES)
    assert plain(row.share_words) == "41 % of the known; 41 % of all"


def test_the_unknown_is_a_row_of_its_own_with_its_share() -> None:
    (row,) = unknown_rows(answer(total=(1000, 1250), unknown=Range(200, 300)))
    assert (row.low, row.high) == (200 / 1250, 300 / 1000)
    assert plain(row.words) == "16 % to 30 % of all: 200 to 300 patients"


def test_whom_somebody_hides_is_not_said_to_be_unknown() -> None:
    hidden = [group("KEN"), group("UGA", Status.SUPPRESSED)]
    (row,) = unknown_rows(answer(hidden, total=(1000, 1250), unknown=Range(200, 300)))
    assert row.label == "Country hidden or not known"


def test_without_a_total_the_unknown_has_no_share() -> None:
    (row,) = unknown_rows(answer(total=(1000, None), unknown=None))
    assert (row.low, row.high) == (None, None)
    assert "the total is not known" in row.words


# --- Lorenz ---------------------------------------------------------------------------------------


def area_index(made: Assessment) -> float:
    curve = lorenz_curve(made, NAMES)
    steps = ((b.people - a.people) * (a.counted + b.counted) for a, b in pairwise(curve))
    return 1 - sum(steps)


def test_the_curve_encloses_the_gini_index(ask: Ask) -> None:
    made = ask(subject="dataset:brain-sites", reference="people")
    curve = lorenz_curve(made, NAMES)
    assert (curve[0].people, curve[0].counted) == (0.0, 0.0)
    assert (curve[-1].people, curve[-1].counted) == pytest.approx((1.0, 1.0))
    assert area_index(made) == pytest.approx(made.overall["gini"].value)


def test_the_curve_is_read_at_half_of_those_counted(ask: Ask) -> None:
    # 140 of 200 in the US (30 of 100 people) and 60 in three small countries (3 of 100): the 40
    # more that make half are 40 / 140 of the US, so 3 + 30 * 40 / 140 = 11.6 % of the people.
    made = ask(subject="dataset:brain-sites", reference="people")
    said = [plain(each) for each in curve_words(made, lorenz_curve(made, NAMES))]
    assert said[0] == "In countries home to 67 % of the people we found nobody counted."
    assert "about 12 % of the people" in said[1]
    assert said[2].startswith("Gini index: 0.741")


def test_there_is_no_curve_without_a_reference_or_for_other_groups(ask: Ask) -> None:
    assert lorenz_curve(ask(subject="dataset:brain-sites"), NAMES) == ()
    by_sex = ask(subject="dataset:brain-sites", dimension="sex", reference="people")
    assert lorenz_curve(by_sex, NAMES) == ()


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dimension", "category", "label"),
    [
        ("age", "80+", "80 years or older"),
        ("age", "0-9", "0 to 9 years"),
        ("sex", "female", "Female"),
        ("country", "KEN", "Kenya"),
        ("who_region", "EMR", "Eastern Mediterranean Region"),
    ],
)
def test_groups_have_names_for_people(dimension: str, category: str, label: str) -> None:
    assert group_label(dimension, category, NAMES) == label


def test_people_come_first() -> None:
    assert people_in({"sex": "female", "age": "80+"}, NAMES, "patients", None) == (
        "people recorded as female aged 80 or older"
    )
    assert people_in({"income_group": "Low income"}, NAMES, "images", None) == (
        "images of people imaged in countries of low income"
    )


def test_who_is_eligible_in_words() -> None:
    assert within_filter("country:KEN;age:40-74;sex:female", NAMES) == (
        "people recorded as female aged 40 to 74 in Kenya"
    )
