"""Profiles: the numbers of the catalogue, in words that claim no more than they hold."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.assessment import Range, Share, Value
from app.domain.vocabulary import Access, Kind, Status, Unit
from app.errors import NotFound
from app.services.catalogue.places import countries, country, regions
from app.services.measures import FEWEST_DATASETS, Look
from app.services.places_by_name import in_a_sentence, region_phrase
from app.services.profile.answers import Counted, Profile
from app.services.profile.people import structure_sentence
from app.services.profile.profile import country_profile, region_profile
from app.services.profile.words import (
    YOURS,
    access_sentence,
    comparison,
    finding,
    learners_sentence,
)
from app.services.snapshot import snapshot
from app.store import Store, open_store


@pytest.fixture(scope="module")
def catalogue(bundled_database: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{bundled_database}")
    yield opened
    opened.close()


def counted(n: int | None, status: Status = Status.COUNTED, datasets: int = 2) -> Counted:
    return Counted(Unit.PATIENTS, status, n, n, datasets, 0)


def of_kenya(profile: Profile, people: Counted, **given: object) -> Profile:
    """The profile with other people counted there."""
    counts = {**profile.counts, Unit.PATIENTS: people}
    return replace(profile, counts=counts, **given)  # type: ignore[arg-type]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def kenya(catalogue: Store) -> Profile:
    return country_profile(catalogue, "KEN")


@pytest.fixture(scope="module")
def told_apart(catalogue: Store) -> list[str]:
    """Every country that is counted, and a few of those that are not."""
    listed = countries(catalogue).items
    counting = [each.country.iso3 for each in listed if each.status is Status.COUNTED]
    others = [each.country.iso3 for each in listed if each.status is not Status.COUNTED]
    return [*counting, *others[::30], "KEN", "XKX"]


def test_every_number_is_that_of_the_catalogue(catalogue: Store, told_apart: list[str]) -> None:
    for iso3 in told_apart:
        profile, detail = country_profile(catalogue, iso3), country(catalogue, iso3)
        for unit, there in detail.counts.items():
            found = profile.counts[unit]
            assert (found.status, found.low, found.high) == (
                there.status,
                there.n_low,
                there.n_high,
            )
            named = (found.datasets, found.sites_not_counted)
            assert named == (there.datasets, there.sites_not_counted)
        assert _counting(profile) == {
            (held.dataset, held.n_low, held.n_high)
            for held in detail.items
            if held.kind is Kind.DATASET
            and held.unit is Unit.PATIENTS
            and held.status is Status.COUNTED
            and not (held.synthetic or held.recalled)
        }


def _counting(profile: Profile) -> set[tuple[str, int | None, int | None]]:
    """The datasets of a profile that count people, with their bounds."""
    return {
        (there.record.slug, there.amounts[Unit.PATIENTS].low, there.amounts[Unit.PATIENTS].high)
        for there in profile.datasets
        if there.counts_people
    }


def test_a_region_has_the_numbers_of_the_catalogue_and_not_the_sum(catalogue: Store) -> None:
    (africa,) = [
        each for each in regions(catalogue, [("grouping", "region")]).items if each.name == "Africa"
    ]
    profile = region_profile(catalogue, "region", "Africa")
    people = profile.counts[Unit.PATIENTS]
    assert (people.low, people.high) == (africa.n_low, africa.n_high)
    inside = [e for e in countries(catalogue).items if e.country.iso3 in africa.countries]
    divided = sum(each.n_low or 0 for each in inside)
    assert people.low is not None
    assert people.low > divided


def test_the_finding_of_a_counted_country(kenya: Profile) -> None:
    said = finding(of_kenya(kenya, counted(1_240)))
    assert said.sentence == ("Two datasets we found count people imaged in Kenya: 1,240 patients.")
    assert said.permanent == YOURS


def test_one_dataset_is_one_dataset(kenya: Profile) -> None:
    said = finding(of_kenya(kenya, counted(1, datasets=1))).sentence
    assert said == "One dataset we found counts people imaged in Kenya: 1 patient."


def test_three_independent_datasets_are_set_against_the_worlds_people(kenya: Profile) -> None:
    assert kenya.group is not None
    group = replace(
        kenya.group,
        independent_datasets=FEWEST_DATASETS,
        ratio=Value(1 / 12, 0.05, 0.2),
        reference_share=0.012,
        share=Share(0.001, 0.0006, 0.0024),
    )
    profile = of_kenya(kenya, counted(1_240, datasets=3), group=group)
    assert finding(profile).sentence.endswith(
        "Among patients whose country is known and set against the world’s people, that is about "
        "one twelfth of its share (0.0833); with all others, between 0.05 and 0.2."
    )
    assert comparison(profile) == (
        "Of every 100,000 people in the world, 1,200 live in Kenya. Of every 100,000 patients "
        "whose country is known, 100 were imaged there."
    )


def test_two_independent_datasets_are_not_compared(kenya: Profile) -> None:
    assert kenya.group is not None
    group = replace(kenya.group, datasets=5, independent_datasets=2, ratio=Value(0.1, 0.1, 0.1))
    profile = of_kenya(kenya, counted(1_240, datasets=5), group=group)
    assert "share" not in finding(profile).sentence
    assert comparison(profile).startswith("No comparison with the world’s people: two independent")


def test_nothing_found_names_the_papers_and_no_zero(kenya: Profile) -> None:
    bare = of_kenya(kenya, counted(None, Status.NOT_FOUND, 0), datasets=())
    said = finding(bare)
    assert said.sentence.startswith("We found no dataset that says it imaged people in Kenya.")
    assert "whose images are not released, as far as we know." in said.sentence
    assert "0 " not in said.sentence
    none = replace(bare, cohorts=())
    assert finding(none).sentence == "We found no dataset that says it imaged people in Kenya."


def test_what_is_not_known_is_said_with_its_numbers(kenya: Profile) -> None:
    answer = replace(kenya.answer, unknown=Range(100, 405_000))
    people = replace(counted(1_240), sites_not_counted=2)
    said = plain(finding(of_kenya(kenya, people, answer=answer)).unknown)
    assert "2 more datasets name a place of imaging there" in said
    assert "For up to 405,000 patients of all datasets we cannot tell whether they were " in said
    assert "imaged in Kenya" in said


def test_countries_with_images_that_are_not_released_are_told_from_those_with_none(
    catalogue: Store,
) -> None:
    profile = region_profile(catalogue, "income_group", "Low income")
    listed = {each.iso3: each.look for each in profile.compared.places}
    assert "RWA" in profile.compared.unreleased
    assert {listed[iso3] for iso3 in profile.compared.unreleased} == {Look.NONE}
    named = {site for each in profile.cohorts for site, _ in each.presence.record.site_countries}
    assert profile.compared.unreleased <= named


def test_an_income_group_is_called_a_group_of_countries(catalogue: Store) -> None:
    assert region_profile(catalogue, "income_group", "Low income").area.name == (
        "Low-income countries"
    )
    assert (
        "Among patients whose income group is known"
        in finding(region_profile(catalogue, "income_group", "High income")).sentence
    )


def test_how_ages_were_made_is_said_only_where_it_differs(catalogue: Store) -> None:
    africa = region_profile(catalogue, "region", "Africa").people
    said = structure_sentence(africa)
    assert said.startswith(f"Ages of {sum(africa.structures.values())} countries and areas: ")
    assert "1 by the shares of the subregion" in said
    alike = replace(africa, structures={"published": 25})
    assert structure_sentence(alike) == "Ages as the UN publishes them."


def test_places_that_are_only_named_are_not_counted(catalogue: Store) -> None:
    named = next(
        profile
        for each in snapshot(catalogue).countries
        if (profile := country_profile(catalogue, each.iso3)).counts[Unit.PATIENTS].status
        is Status.SITE_NOT_COUNTED
    )
    said = finding(named).sentence
    assert "a place of imaging" in said
    assert "how many people were imaged there" in said
    assert "patients" not in said


def test_every_way_to_a_dataset_is_in_the_sentence(catalogue: Store) -> None:
    profile = country_profile(catalogue, "USA")
    said = access_sentence(profile)
    assert said.startswith(f"Of {len(profile.datasets)} datasets, ")
    free = sum(each.record.access is Access.OPEN for each in profile.datasets)
    assert f"{free} can be downloaded by anybody" in said


def test_a_model_is_named_only_with_a_part_that_leads_there(catalogue: Store) -> None:
    profile = country_profile(catalogue, "BRA")
    assert all(each.parts for each in profile.learners.items)
    assert f"{len(profile.learners.items)} of {profile.learners.models}" in learners_sentence(
        profile
    )


def test_comparable_countries_stand_in_the_chosen_group_only(catalogue: Store) -> None:
    profile = country_profile(catalogue, "KEN", "income_group")
    listed = {each.iso3: each for each in snapshot(catalogue).countries}
    groups = {listed[place.iso3].income_group for place in profile.compared.places}
    assert groups == {listed["KEN"].income_group}


@pytest.mark.parametrize(
    ("iso3", "beside", "named"), [("ZZZ", "", "KEN"), ("XKX", "subregion", "income_group")]
)
def test_what_is_not_there_is_refused_with_an_example(
    catalogue: Store, iso3: str, beside: str, named: str
) -> None:
    with pytest.raises(NotFound) as refused:
        country_profile(catalogue, iso3, beside)
    assert named in str(refused.value.problems[0])


@pytest.mark.parametrize(("grouping", "name"), [("continent", "Africa"), ("region", "Afrika")])
def test_a_region_that_is_not_there_is_refused(catalogue: Store, grouping: str, name: str) -> None:
    with pytest.raises(NotFound):
        region_profile(catalogue, grouping, name)


def test_names_stand_well_in_a_sentence() -> None:
    assert in_a_sentence("Kenya") == "Kenya"
    assert in_a_sentence("Netherlands") == "the Netherlands"
    assert in_a_sentence("United States of America") == "the United States of America"
    assert in_a_sentence("Marshall Islands") == "the Marshall Islands"
    assert region_phrase("income_group", "Low income") == "low-income countries (World Bank)"
    assert region_phrase("who_region", "AFR") == "the WHO African Region"


def test_people_of_a_region_are_the_sum_of_its_countries(catalogue: Store) -> None:
    profile = region_profile(catalogue, "region", "Africa")
    whole = sum(each.population or 0 for each in profile.members)
    assert profile.people.total == whole
    # The UN rounds its tables by age and its totals apart.
    assert sum(profile.people.ages.values()) == pytest.approx(whole, rel=1e-5)
    assert len(profile.people.silent) == sum(each.population is None for each in profile.members)


def test_every_source_of_a_dataset_there_is_named(catalogue: Store) -> None:
    profile = country_profile(catalogue, "UGA")
    of = {each.of for each in profile.sources.values()}
    assert {each.record.name for each in profile.datasets} <= of
    assert {each.presence.record.name for each in profile.cohorts} <= of
