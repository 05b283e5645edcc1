"""The answer of `assess` on the frozen cards, each number worked out by hand."""

import pytest

from app.domain.vocabulary import Basis, Status
from app.errors import Ambiguous, Invalid, NotFound
from tests.services.conftest import Ask, group

KIDNEYS = "datasets:kidney-19,kidney-21,kidney-23"


def test_a_chain_of_growing_sets_is_a_range(ask: Ask) -> None:
    answer = ask(subject=KIDNEYS)
    assert (answer.total.low, answer.total.high) == (599, 1299)
    usa = group(answer, "USA")
    assert (usa.n.value, usa.n.low, usa.n.high) == (None, 599, 1299)
    assert (usa.datasets, usa.independent_datasets) == (3, 1)
    assert (answer.known.low, answer.known.high) == (599, 1299)


def test_countries_come_from_the_joint_table_of_sites(ask: Ask) -> None:
    answer = ask(subject="dataset:brain-sites")
    assert {g.key["country"]: g.n.value for g in answer.groups} == {
        "BEL": 30,
        "CHE": 20,
        "IRL": 10,
        "USA": 140,
    }
    assert answer.unknown is not None
    assert (answer.unknown.low, answer.unknown.high) == (0, 0)
    assert group(answer, "USA").share.known == pytest.approx(0.7)
    assert answer.sources[group(answer, "USA").sources[0]].of == "Brain sites"


def test_fourteen_countries_without_a_split_stay_undivided(ask: Ask) -> None:
    answer = ask(subject="dataset:trauma-14", reference="people")
    named = [g for g in answer.groups if g.status is Status.SITE_NOT_COUNTED]
    assert len(named) == 14
    assert {(g.n.value, g.n.low, g.n.high) for g in named} == {(None, 0, 4274)}
    assert all(g.ratio.value is None and g.share.known is None for g in named)


def test_a_listed_table_gives_bounds_and_no_known_reading(ask: Ask) -> None:
    answer = ask(subject="dataset:women-listed", dimension="sex", reference="people")
    female, male = group(answer, "female"), group(answer, "male")
    assert female.share.known is None
    assert female.share.low == pytest.approx(2388 / 4203)
    assert female.ratio.value is None
    assert female.reason == "listed_only"
    assert (male.status, male.n.value, male.n.high) == (Status.NOT_PRINTED, None, 1815)
    assert answer.not_printed is not None
    assert answer.not_printed.high == 1815


def test_without_a_total_unknown_is_null_and_the_known_reading_stands(ask: Ask) -> None:
    answer = ask(subject="dataset:screening-no-total", dimension="sex")
    assert answer.unknown is None
    assert (answer.total.low, answer.total.high, answer.total.datasets_without_total) == (
        40600,
        None,
        1,
    )
    female = group(answer, "female")
    assert (female.n.value, female.share.known) == (16897, pytest.approx(16897 / 40600))
    assert (female.share.low, female.share.high) == (None, None)


def test_the_unknown_widens_the_bounds_and_leaves_the_known_reading(ask: Ask) -> None:
    answer = ask(subject="dataset:kidney-19", dimension="sex", reference="people")
    female = group(answer, "female")
    assert female.share.known == pytest.approx(120 / 290)
    assert (female.share.low, female.share.high) == pytest.approx((120 / 300, 130 / 300))
    assert female.ratio.value == pytest.approx(120 / 290 / 0.5)
    assert (female.ratio.low, female.ratio.high) == pytest.approx((0.8, 130 / 150))
    # q N - n over 1 - q, over the known: (0.5 * 290 - 120) / 0.5
    assert female.to_parity.value == pytest.approx(50)


def test_an_aggregate_counts_nobody_and_stands_for_its_parts(ask: Ask) -> None:
    answer = ask(subject="dataset:chest-umbrella")
    assert answer.total.high == 1000
    assert "merge of other sets" in answer.notes[0]
    everything = ask()
    umbrella_people = 9000
    usa = group(everything, "USA")
    assert usa.n.high is not None
    assert everything.total.high is not None
    assert usa.n.high < everything.total.high
    assert umbrella_people not in {g.n.high for g in everything.groups}


def test_synthetic_people_are_outside_every_total_and_named(ask: Ask) -> None:
    without = ask(modality="dermoscopy", body_region="skin", dimension="sex")
    assert [e.dataset for e in without.excluded] == ["generated-faces"]
    assert without.total.high == 0
    shown = ask(
        modality="dermoscopy", body_region="skin", dimension="sex", include_synthetic="true"
    )
    assert shown.total.high == 5000


def test_recalled_figures_enter_only_on_request(ask: Ask) -> None:
    answer = ask(subject="dataset:from-memory")
    assert group(answer, "IND").status is not Status.COUNTED if answer.groups else True
    assert answer.total.high is None
    asked = ask(subject="dataset:from-memory", include_recalled="true")
    assert group(asked, "IND").n.value == 700
    assert asked.sources[group(asked, "IND").sources[0]].recalled


def test_a_set_of_one_sex_by_design_is_left_out_of_a_pool_and_named(ask: Ask) -> None:
    answer = ask(modality="mammography", body_region="breast", dimension="sex")
    assert "women-breast" in {e.dataset for e in answer.excluded}
    alone = ask(subject="dataset:women-breast", dimension="sex")
    assert group(alone, "female").n.value == 116000


def test_sex_and_age_are_not_pooled_over_all_kinds_of_images(ask: Ask) -> None:
    with pytest.raises(Invalid) as refused:
        ask(dimension="sex")
    assert [p.field for p in refused.value.problems] == ["modality", "body_region"]


def test_a_published_share_is_estimated_with_its_total_and_flagged(ask: Ask) -> None:
    answer = ask(subject="dataset:shares-with-total", dimension="sex")
    female = group(answer, "female")
    assert (female.n.low, female.n.high, female.n.basis) == (405, 415, Basis.ESTIMATED)
    assert female.share.rounding == pytest.approx((0.405, 0.415))


def test_a_published_share_without_a_total_serves_its_own_set_only(ask: Ask) -> None:
    alone = ask(subject="dataset:shares-without-total", dimension="sex")
    female = group(alone, "female")
    assert (female.share.known, female.share.printed, female.n.value) == (0.525, 0.525, None)
    assert (female.share.low, female.share.high) == pytest.approx(female.share.rounding)
    assert female.reason == "shares_without_total"
    pooled = ask(modality="xray", body_region="chest", dimension="sex")
    assert "shares-without-total" in {e.dataset for e in pooled.excluded}


def test_two_ethnicity_questions_are_named_and_not_mixed(ask: Ask) -> None:
    with pytest.raises(Ambiguous) as several:
        ask(subject="dataset:two-schemes", dimension="ethnicity")
    assert "us-omb-1997/race" in str(several.value)
    assert "us-omb-1997/hispanic-origin" in str(several.value)
    race = ask(subject="dataset:two-schemes", dimension="ethnicity", scheme="us-omb-1997/race")
    assert {g.key["ethnicity"] for g in race.groups}.isdisjoint({"Hispanic", "unknown"})
    assert race.unknown is not None
    assert race.unknown.high == 30


def test_there_is_no_global_pool_of_ethnicity(ask: Ask) -> None:
    with pytest.raises(Invalid):
        ask(dimension="ethnicity")


def test_the_open_part_stays_evidence_where_its_parent_has_no_table(ask: Ask) -> None:
    answer = ask(subject="datasets:women-breast,women-breast-open", dimension="ethnicity")
    assert (answer.total.low, answer.total.high) == (116000, 116000)
    assert [c.dataset for c in answer.collapsed] == ["women-breast-open"]
    white = group(answer, "White")
    assert (white.datasets, white.n.basis) == (1, Basis.ESTIMATED)
    assert white.share.known is None


def test_a_joint_table_is_read_and_marginals_are_only_bounded(ask: Ask) -> None:
    joint = ask(subject="dataset:brain-sites", dimension="sex,age")
    assert group(joint, "male", "0-17").n.value == 80
    bounded = ask(subject="dataset:kidney-19", dimension="sex,age")
    cell = group(bounded, "male", "60-79")
    # max(0, 170 + 140 - 300) to min(170 + 10 unknown sex, 140 + 0 unknown age)
    assert (cell.n.value, cell.n.low, cell.n.high) == (None, 10, 140)
    assert cell.share.known is None
    assert cell.reason == "only_bounds"


def test_regions_hold_sets_that_cannot_be_divided(ask: Ask) -> None:
    by_country = ask(subject="dataset:trauma-14")
    by_region = ask(subject="dataset:trauma-14", dimension="region")
    assert all(g.n.value is None for g in by_country.groups)
    assert {g.status for g in by_region.groups} == {Status.SITE_NOT_COUNTED}
    europe = ask(subject="dataset:brain-sites", dimension="region")
    assert {g.key["region"]: g.n.value for g in europe.groups} == {"Americas": 140, "Europe": 60}


def test_a_region_filter_keeps_the_cells_inside_it(ask: Ask) -> None:
    answer = ask(subject="dataset:brain-sites", region="region:Europe")
    assert {g.key["country"]: g.n.value for g in answer.groups} == {"BEL": 30, "CHE": 20, "IRL": 10}
    assert answer.total.high == 60
    by_sex = ask(subject="dataset:brain-sites", region="region:Europe", dimension="sex,age")
    assert [e.dataset for e in by_sex.excluded] == ["brain-sites"]


def test_influence_is_the_range_when_one_set_is_left_out(ask: Ask) -> None:
    answer = ask(subject="datasets:brain-sites,kidney-19")
    # USA is 440 of 500 people; 300 of 300 without the brain set, 140 of 200 without the kidneys
    usa = group(answer, "USA")
    assert usa.share.known == pytest.approx(440 / 500)
    assert usa.influence == pytest.approx((140 / 200, 1.0))


def test_a_band_of_the_reference_that_is_cut_gives_no_share_and_bounds(ask: Ask) -> None:
    answer = ask(subject="dataset:brain-sites", dimension="age", reference="people")
    child = group(answer, "0-17")  # the reference has 0-19
    assert child.reference_share is None
    assert child.ratio.value is None
    exact = ask(subject="dataset:kidney-19", dimension="age", reference="people")
    assert group(exact, "60-79").reference_share == pytest.approx(0.2)


def test_a_printed_mean_fills_no_band(ask: Ask) -> None:
    answer = ask(subject="dataset:women-listed", dimension="age")
    assert answer.groups == ()
    assert (answer.summaries[0].mean, answer.summaries[0].max) == (73, 80)


def test_a_reference_is_narrowed_to_who_is_eligible(ask: Ask) -> None:
    answer = ask(
        subject="dataset:kidney-19",
        dimension="sex",
        reference="people",
        reference_filter="age:40-79",
    )
    assert answer.reference is not None
    assert (answer.reference.total, "age 40-79" in answer.reference.eligible) == (40000, True)
    with pytest.raises(Invalid, match="cuts 40-59"):
        ask(dimension="country", reference="people", reference_filter="age:45-79")


def test_image_only_sets_add_nothing_to_patients(ask: Ask) -> None:
    answer = ask(modality="dermoscopy")
    assert (answer.total.high, answer.total.datasets_without_total) == (0, 4)
    images = ask(modality="dermoscopy", unit="images")
    assert images.total.high is not None
    assert images.total.high > 0


def test_a_dataset_that_does_not_exist_is_named_with_near_ones(ask: Ask) -> None:
    with pytest.raises(NotFound, match="kidney-19"):
        ask(subject="dataset:kidney-91")


def test_a_release_that_does_not_exist_is_refused(ask: Ask) -> None:
    with pytest.raises(NotFound, match="release"):
        ask(release="999")


def test_all_datasets_by_ethnicity_are_those_that_print_the_scheme(ask: Ask) -> None:
    answer = ask(dimension="ethnicity", scheme="us-omb-1997/race")
    assert (answer.total.datasets, answer.total.high) == (1, 500)
    assert "not asked worldwide" in answer.notes[-1]


RACE = {"dimension": "ethnicity", "scheme": "us-omb-1997/race", "reference": "race"}


def test_categories_that_differ_are_compared_one_by_one_and_not_as_a_whole(ask: Ask) -> None:
    answer = ask(subject="dataset:two-schemes", **RACE)
    assert group(answer, "White").ratio.value == pytest.approx(300 / 470 / 0.6)
    assert group(answer, "More than one race").reason == "not_in_reference"
    assert {each.reason for each in answer.overall.values()} == {"scheme_mismatch"}


def test_people_of_a_category_unknown_to_the_reference_may_be_in_one_not_printed(ask: Ask) -> None:
    samoan = group(ask(subject="dataset:two-schemes", **RACE), "Samoan")
    # 30 whose race is not known, and 20 of more than one race, a category the census lacks
    assert (samoan.n.value, samoan.n.low, samoan.n.high) == (None, 0, 50)
    assert samoan.share.high == pytest.approx(50 / 500)


def test_a_national_reference_is_refused_for_sets_imaged_elsewhere(ask: Ask) -> None:
    with pytest.raises(Invalid, match="describes people in KEN"):
        ask(subject="dataset:brain-sites", dimension="sex", reference="kenyans")


def test_a_reference_of_other_categories_is_refused(ask: Ask) -> None:
    other = RACE | {"scheme": "us-omb-1997/hispanic-origin"}
    with pytest.raises(Invalid, match="different schemes"):
        ask(subject="dataset:two-schemes", **other)


def test_ages_are_answered_in_the_bands_asked_for(ask: Ask) -> None:
    answer = ask(subject="dataset:kidney-19", dimension="age", scheme="20-59,60+")
    assert {g.key["age"]: g.n.value for g in answer.groups} == {"20-59": 140, "60+": 160}
    with pytest.raises(Invalid, match="share no year"):
        ask(subject="dataset:kidney-19", dimension="age", scheme="20+,20-59")


@pytest.mark.parametrize(
    ("subject", "dimension"), [("kidney-19", "age"), ("kidney-19", "sex"), ("brain-sites", "sex")]
)
def test_a_ratio_is_the_known_share_over_the_share_in_the_reference(
    ask: Ask, subject: str, dimension: str
) -> None:
    answer = ask(subject=f"dataset:{subject}", dimension=dimension, reference="people")
    counted = [g for g in answer.groups if g.ratio.value is not None]
    assert counted
    for each in counted:
        assert each.share.known is not None
        assert each.reference_share is not None
        assert each.ratio.value == pytest.approx(each.share.known / each.reference_share)


def test_ages_that_a_set_does_not_print_stay_in_the_comparison(ask: Ask) -> None:
    answer = ask(subject="dataset:kidney-19", dimension="age", reference="people")
    young = group(answer, "0-19")
    assert (young.status, young.n.value, young.reference_share) == (Status.NOT_FOUND, None, 0.2)
    # |0 - .2| + |40/300 - .2| + |100/300 - .2| + |140/300 - .2| + |20/300 - .2|, halved
    assert answer.overall["dissimilarity"].value == pytest.approx(0.4)


def test_bounds_of_a_joint_group_count_nobody_twice(ask: Ask) -> None:
    answer = ask(subject="dataset:kidney-19", dimension="sex,age", reference="people")
    cell = group(answer, "male", "60-79")
    assert (cell.n.low, cell.n.high) == (10, 140)
    assert (cell.share.low, cell.share.high) == pytest.approx((10 / 300, 140 / 300))
