"""From tables to margins: each rule of counting that one card decides alone."""

import pytest

from app.domain.margin import Margin
from app.domain.reason import Reason
from app.domain.vocabulary import Basis, Dim, Status, Unit
from app.stats.tally import margins
from tests.support.cards import card, cell, table


def margin(found: tuple[Margin, ...], dims: str, unit: str = "patients") -> Margin:
    wanted = tuple(Dim(dim) for dim in dims.split(","))
    (only,) = [m for m in found if m.dims == wanted and m.unit == Unit(unit)]
    return only


def numbers(found: Margin) -> dict[str, int | None]:
    return {"|".join(group.key): group.n for group in found.groups}


def test_a_joint_table_gives_its_margin_over_exclusive_categories() -> None:
    by_site = table(
        "site,country", {"NYU|USA": 184, "UM|USA": 110, "LEUVEN|BEL": 64, "SBL|NLD": 30}
    )
    found = margin(margins(card(by_site, totals={"patients": 388})), "country")
    assert numbers(found) == {"USA": 294, "BEL": 64, "NLD": 30}
    assert (found.known, found.unknown) == (388, 0)


def test_a_margin_is_never_taken_over_labels_that_a_subject_may_share() -> None:
    by_label = table("label,sex", {"effusion|female": 5, "oedema|female": 4, "oedema|male": 6})
    assert margins(card(by_label, totals={"patients": 20})) == ()


def test_a_margin_is_taken_over_labels_that_the_card_declares_exclusive() -> None:
    cells = {"cancer|female": 5, "none|female": 4, "none|male": 6}
    found = margins(card(table("label,sex", cells, exclusive_labels=True), totals={"patients": 15}))
    assert numbers(margin(found, "sex")) == {"female": 9, "male": 6}


def test_patients_are_not_added_over_modalities_but_images_are() -> None:
    cells = {"ct|female": 3, "mri|female": 2, "ct|male": 1}
    assert margins(card(table("modality,sex", cells), totals={"patients": 10})) == ()
    images = table("modality,sex", cells, unit="images")
    found = margins(card(images, totals={"images": 6}))
    assert numbers(margin(found, "sex", "images")) == {"female": 5, "male": 1}


def test_a_printed_unknown_is_neither_a_group_nor_dropped() -> None:
    by_sex = table("sex", {"female": 40, "male": 50, "unknown": 10})
    found = margin(margins(card(by_sex, totals={"patients": 100})), "sex")
    assert numbers(found) == {"female": 40, "male": 50}
    assert (found.known, found.unknown, found.covers) == (90, 10, 100)


def test_what_a_subset_table_does_not_cover_is_unknown() -> None:
    by_sex = table("sex", {"female": 40, "male": 50}, "subset")
    found = margin(margins(card(by_sex, totals={"patients": 120})), "sex")
    assert (found.known, found.unknown) == (90, 30)


def test_without_a_total_the_unknown_is_null_and_not_zero() -> None:
    by_sex = table("sex", {"female": 40, "male": 50}, "unstated")
    found = margin(margins(card(by_sex, totals={"patients": None})), "sex")
    assert (found.unknown, found.covers) == (None, 90)


def test_the_rest_of_a_listed_table_is_not_printed_rather_than_unknown() -> None:
    by_sex = table("sex", {"female": 40}, "listed_only")
    found = margin(margins(card(by_sex, totals={"patients": 100})), "sex")
    assert (found.unknown, found.not_printed) == (0, 60)


def test_whom_a_listed_table_does_not_cover_is_unknown() -> None:
    by_sex = table("sex", {"female": 753}, "listed_only", covers=1420)
    found = margin(margins(card(by_sex, totals={"patients": 4773})), "sex")
    assert (found.unknown, found.not_printed) == (3353, 667)


def test_only_a_printed_zero_is_zero() -> None:
    by_sex = table("sex", {"female": 0, "male": 9})
    found = margin(margins(card(by_sex, totals={"patients": 9})), "sex")
    assert [group.status for group in found.groups] == [Status.ZERO, Status.COUNTED]


def test_fewer_than_eleven_is_zero_to_ten() -> None:
    few = cell({"sex": "female"}, n_low=0, n_high=10, status=Status.SUPPRESSED)
    by_sex = table("sex", [few, cell({"sex": "male"}, 50)])
    found = margin(margins(card(by_sex, totals={"patients": 58})), "sex")
    female = found.groups[0]
    assert (female.n, female.low, female.high, female.status) == (None, 0, 10, Status.SUPPRESSED)
    assert found.unknown == 8


def test_a_set_of_one_country_is_placed_there_in_its_other_units() -> None:
    home = table("country", {"KEN": 300}, basis=Basis.DERIVED)
    found = margins(card(home, totals={"patients": 300, "images": 900}, sites="KEN"))
    images = margin(found, "country", "images")
    assert numbers(images) == {"KEN": 900}
    assert images.basis is Basis.DERIVED


def test_a_set_of_two_countries_is_not_placed_in_its_other_units() -> None:
    homes = table("country", {"KEN": 200, "UGA": 100})
    found = margins(card(homes, totals={"patients": 300, "images": 900}, sites="KEN UGA"))
    places = margin(found, "country", "images").groups
    assert {(group.key[0], group.n, group.status) for group in places} == {
        ("KEN", None, Status.SITE_NOT_COUNTED),
        ("UGA", None, Status.SITE_NOT_COUNTED),
    }


def test_a_site_says_where_but_not_how_many() -> None:
    found = margin(margins(card(totals={"patients": 100}, sites="KEN UGA")), "country")
    assert [(g.key[0], g.n, g.low, g.high) for g in found.groups] == [
        ("KEN", None, 0, 100),
        ("UGA", None, 0, 100),
    ]
    assert (found.known, found.unknown) == (0, 100)


def test_a_country_that_only_a_site_names_stands_beside_the_counted_ones() -> None:
    some = table("country", {"KEN": 70}, "subset")
    found = margin(margins(card(some, totals={"patients": 100}, sites="KEN UGA")), "country")
    uganda = found.groups[1]
    assert (uganda.key, uganda.n, uganda.low, uganda.high) == (("UGA",), None, 0, 30)


def test_a_published_share_with_a_total_gives_an_estimate_with_rounding_bounds() -> None:
    shares = [
        cell({"sex": "female"}, share=0.41, share_decimals=2),
        cell({"sex": "male"}, share=0.59, share_decimals=2),
    ]
    found = margin(margins(card(table("sex", shares), totals={"patients": 1000})), "sex")
    female = found.groups[0]
    assert (female.n, female.low, female.high, female.share) == (410, 405, 415, 0.41)
    assert (female.share_low, female.share_high) == pytest.approx((0.405, 0.415))
    assert found.basis is Basis.ESTIMATED


def test_a_share_printed_with_many_decimals_is_its_own_bounds() -> None:
    share = cell({"sex": "female"}, share=0.13178745170982972, share_decimals=17)
    found = margin(
        margins(card(table("sex", [share], covers=223648), totals={"patients": 223648})), "sex"
    )
    assert (found.groups[0].n, found.groups[0].low, found.groups[0].high) == (29474, 29474, 29474)


def test_a_published_share_without_a_total_stays_a_share() -> None:
    shares = [cell({"sex": "female"}, share=0.41), cell({"sex": "male"}, share=0.59)]
    found = margin(margins(card(table("sex", shares))), "sex")
    assert [(g.n, g.high, g.share) for g in found.groups] == [
        (None, None, 0.41),
        (None, None, 0.59),
    ]


@pytest.mark.parametrize(
    ("coverage", "reason"),
    [
        ("exceeds_total", Reason.OVERLAPPING_CATEGORIES),
        ("conditional", Reason.CONDITIONAL_SHARES),
    ],
)
def test_overlapping_and_conditional_tables_give_no_shares(coverage: str, reason: Reason) -> None:
    by_sex = table("sex", {"female": 70, "male": 60}, coverage)
    found = margin(margins(card(by_sex, totals={"patients": 100})), "sex")
    assert (found.refused, found.groups) == (reason, ())


def test_a_complete_table_of_one_sex_is_a_single_sex_design() -> None:
    alone = margin(margins(card(table("sex", {"female": 9}), totals={"patients": 9})), "sex")
    listed = table("sex", {"female": 9}, "listed_only")
    partly = margin(margins(card(listed, totals={"patients": 12})), "sex")
    assert alone.single_category_design
    assert not partly.single_category_design


def test_the_complete_table_is_read_before_a_larger_subset() -> None:
    subset = table("sex", {"female": 60, "male": 30}, "subset")
    whole = table("sex", {"female": 40, "male": 60})
    found = margin(margins(card(subset, whole, totals={"patients": 100})), "sex")
    assert numbers(found) == {"female": 40, "male": 60}


def test_disjoint_parts_of_a_set_add_up() -> None:
    train = table("sex", {"female": 20, "male": 30}, "subset", part="train")
    test = table("sex", {"female": 5, "male": 6}, "subset", part="test")
    found = margin(margins(card(train, test, totals={"patients": 70})), "sex")
    assert numbers(found) == {"female": 25, "male": 36}
    assert found.unknown == 9


def test_two_schemes_of_one_set_stay_apart() -> None:
    race = table("ethnicity", {"White": 6, "Black": 4}, scheme="us-omb-1997/race")
    origin = table("ethnicity", {"Hispanic": 3, "Other": 7}, scheme="us-omb-1997/hispanic-origin")
    found = margins(card(race, origin, totals={"patients": 10}))
    assert {m.scheme for m in found if m.dims == (Dim.ETHNICITY,)} == {
        "us-omb-1997/race",
        "us-omb-1997/hispanic-origin",
    }


def test_what_rests_on_memory_gives_way_to_what_was_read_and_is_flagged() -> None:
    recalled = table("sex", {"female": 1, "male": 9}, recalled=True)
    read = table("sex", {"female": 4, "male": 5}, "subset")
    both = margin(margins(card(recalled, read, totals={"patients": 10})), "sex")
    alone = margin(margins(card(recalled, totals={"patients": 10})), "sex")
    assert (numbers(both), both.recalled) == ({"female": 4, "male": 5}, False)
    assert alone.recalled
