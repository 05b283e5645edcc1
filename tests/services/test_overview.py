"""The overview of datasets: what is held of the people in sets, in one tally and one sentence."""

from collections import Counter

import pytest

from app.domain.vocabulary import Dim, Kind
from app.errors import Invalid
from app.services.catalogue.answers import DatasetPage
from app.services.catalogue.overview import Held, Overview, overview
from app.services.catalogue.overview_words import listed
from app.store import Store

ALL = [("limit", "200")]


def made(
    total: int, *, kind: Kind | None = Kind.DATASET, filtered: bool = False, **sex: int
) -> Overview:
    counts = {held: sex.get(held.name.lower(), 0) for held in Held}
    tally = dict.fromkeys((Dim.SEX, Dim.AGE, Dim.ETHNICITY, Dim.SKIN_TONE), counts)
    return Overview((), DatasetPage((), total, None, 1), tally, kind, filtered)


def test_each_set_is_of_one_state_in_each_dimension(store: Store) -> None:
    held = {each.row.slug: each.held for each in overview(store, ALL).sets}
    assert held["kidney-19"][Dim.AGE] is Held.TABLE
    assert held["brain-sites"][Dim.AGE] is Held.TABLE, "a margin of a joint table"
    assert held["shares-without-total"][Dim.SEX] is Held.TABLE, "shares are numbers too"
    assert held["kidney-23"][Dim.SEX] is Held.SAID, "documented, and no table"
    assert held["trauma-14"][Dim.SEX] is Held.NOT_FOUND
    assert held["two-schemes"][Dim.SKIN_TONE] is Held.NOT_FOUND
    assert held["generated-faces"][Dim.SEX] is Held.TABLE
    assert held["generated-faces"][Dim.SKIN_TONE] is Held.NOBODY, "it shows nobody"


def test_the_tally_is_of_all_that_match_whatever_the_part(store: Store) -> None:
    everything = overview(store, ALL)
    part = overview(store, [("limit", "2"), ("offset", "3")])
    assert len(part.sets) == 2
    assert part.tally == everything.tally
    for dim, counts in everything.tally.items():
        by_hand = Counter(each.held[dim] for each in everything.sets)
        # A set that shows nobody is in the tally by what its documentation says: nothing here.
        by_hand[Held.NOT_FOUND] += by_hand.pop(Held.NOBODY, 0)
        assert {held: by_hand[held] for held in Held} == counts
        assert sum(counts.values()) == everything.page.total


def test_a_filter_changes_list_and_tally_together(store: Store) -> None:
    found = overview(store, [("counted_by", "age"), *ALL])
    assert {each.row.slug for each in found.sets} == {"brain-sites", "kidney-19"}
    assert found.tally[Dim.AGE][Held.TABLE] == 2
    assert found.filtered


def test_a_kind_or_an_order_is_no_filter(store: Store) -> None:
    assert not overview(store, [("kind", "aggregate"), ("sort", "-patients")]).filtered


def test_a_wrong_filter_is_named(store: Store) -> None:
    with pytest.raises(Invalid) as caught:
        overview(store, [("counted_by", "shoe_size")])
    assert caught.value.problems[0].field == "counted_by"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            made(401, table=70, said=46, said_not=48, not_found=237),
            "We hold the patients’ sex for 70 of 401 datasets; 46 more say they record it; for 48 "
            "it is said not to be recorded or released; for the rest we found nothing or have not "
            "read the full source.",
        ),
        (
            made(3, filtered=True, table=1, said=1, not_found=1),
            "We hold the patients’ sex for 1 of 3 datasets that fit these choices; 1 more says it "
            "records it; for 1 we found nothing or have not read the full source.",
        ),
        (
            made(2, kind=Kind.COHORT, not_found=2),
            "We hold the patients’ sex for none of 2 cohorts without released images; for all of "
            "them we found nothing or have not read the full source.",
        ),
        (made(1, table=1), "We hold the patients’ sex for 1 of 1 dataset."),
        (made(0, filtered=True), "We hold no datasets that fit these choices."),
    ],
)
def test_the_sentence_says_the_tally(given: Overview, sentence: str) -> None:
    assert listed(given).sentence == sentence


def test_aggregates_and_cohorts_say_that_they_count_nobody() -> None:
    said = {kind: listed(made(2, kind=kind, not_found=2)).unknown for kind in (*Kind, None)}
    assert "its people are counted there, once" in said[Kind.AGGREGATE]
    assert "nobody in them is in any other figure" in said[Kind.COHORT]
    assert "only datasets count people" in said[None]
    assert (
        said[Kind.DATASET]
        == "We hold age for none, race or ethnicity for none and skin tone for none."
    )
