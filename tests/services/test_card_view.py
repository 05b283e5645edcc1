"""A card and two cards side by side: whole, in one unit, in words that its numbers bear."""

import json
from dataclasses import replace

import pytest

from app.domain.vocabulary import Dim, Unit
from app.errors import Invalid, NotFound
from app.services.catalogue.card_view import card_view
from app.services.catalogue.card_words import about, how_documented, kind_sentence, relation
from app.services.catalogue.citing import SITE, commands
from app.services.catalogue.compared import compared
from app.services.catalogue.learned import Learned
from app.services.catalogue.near import near_sets
from app.services.exchange.handing_out import schema_org
from app.store import Store


def test_the_unit_is_that_in_which_most_is_counted(store: Store) -> None:
    assert card_view(store, "kidney-19").unit is Unit.PATIENTS
    assert card_view(store, "lesions-merged").unit is Unit.IMAGES
    assert card_view(store, "kidney-19", "images").unit is Unit.IMAGES
    with pytest.raises(Invalid, match="unit"):
        card_view(store, "kidney-19", "elephants")


def test_two_questions_are_two_breakdowns(store: Store) -> None:
    found = card_view(store, "two-schemes")
    by_scheme = {each.scheme: each.answer for each in found.breakdowns if each.scheme}
    assert set(by_scheme) == {"us-omb-1997/race", "us-omb-1997/hispanic-origin"}
    assert by_scheme["us-omb-1997/race"].known.high == 470
    assert by_scheme["us-omb-1997/hispanic-origin"].known.high == 485


def test_a_synthetic_set_shows_its_own_numbers_and_says_that_it_shows_nobody(store: Store) -> None:
    found = card_view(store, "generated-faces")
    assert [each.dim for each in found.breakdowns] == [Dim.SEX]
    assert found.breakdowns[0].answer.known.high
    assert "synthetic: its images show nobody" in about(found).sentence
    assert about(found).unknown == "So age, race or ethnicity and skin tone do not apply."
    assert "age" in how_documented(found)["does not apply: it shows nobody"]


def test_what_is_recorded_without_a_number_says_so(store: Store) -> None:
    found = how_documented(card_view(store, "kidney-23"))
    assert "sex (we hold no numbers)" in [*found["given"], *found["given in part"]]


def test_what_rests_on_memory_says_so(store: Store) -> None:
    assert "700 patients (recalled)" in about(card_view(store, "from-memory")).sentence


def test_an_aggregate_has_no_bars_of_its_own(store: Store) -> None:
    found = card_view(store, "chest-umbrella")
    assert found.breakdowns == ()
    assert found.where is None
    assert set(found.lineage.parents) == {"shares-with-total", "shares-without-total"}


def test_an_aggregate_of_parts_that_are_not_known_does_not_say_that_they_are_counted(
    store: Store,
) -> None:
    found = card_view(store, "chest-umbrella")
    assert "counted there, once" in kind_sentence(found)
    alone = replace(found, lineage=replace(found.lineage, parents=()))
    assert "which ones is not known to us" in kind_sentence(alone)
    assert "counted there" not in kind_sentence(alone)
    assert kind_sentence(card_view(store, "kidney-19")) == ""


def test_the_sentence_names_what_is_held_and_what_is_not(store: Store) -> None:
    finding = about(card_view(store, "kidney-23"))
    assert finding.sentence == (
        "Kidney 23 holds 599 patients and 599 images. We hold no numbers of them by sex, age, race "
        "or ethnicity, or skin tone."
    )
    assert finding.unknown.startswith("Sex is said to be recorded, but we hold no numbers; of age,")


def test_every_item_of_documentation_stands_once(store: Store) -> None:
    found = how_documented(card_view(store, "women-listed"))
    assert sum(map(len, found.values())) == 12
    assert len({item for items in found.values() for item in items}) == 12


def test_a_card_without_totals_says_what_a_model_prints_of_it(store: Store) -> None:
    found = card_view(store, "trauma-14")
    nothing = {unit: replace(each, n=None) for unit, each in found.card.totals.items()}
    printed = Learned("seer", "Seer", ("pretrain",), None, 32000, ())
    bare = replace(found, card=replace(found.card, totals=nothing), models=(printed,))
    assert "The sources of Seer print 32,000 images of it." in about(bare).sentence


RELATIONS = [
    ("kidney-19", "kidney-19", "This is the same set twice."),
    ("kidney-21", "kidney-19", "reuses people of"),
    ("kidney-19", "kidney-21", "reuses people of"),
    ("women-breast-open", "women-breast", "all of it lies in"),
    ("lesions-vienna", "lesions-barcelona", "We know of no shared source"),
    ("trauma-14", "two-parts", "That is an assumption"),
]


@pytest.mark.parametrize(("one", "other", "words"), RELATIONS)
def test_whether_two_sets_share_people_is_said_in_words(
    store: Store, one: str, other: str, words: str
) -> None:
    assert words in relation(card_view(store, one), card_view(store, other))


def test_two_cards_are_held_by_one_unit(store: Store) -> None:
    found = compared(store, "kidney-19", "kidney-21")
    assert found.one.unit is found.other.unit is Unit.PATIENTS
    assert "Of both we hold numbers by sex; only of " in found.finding
    assert found.finding.startswith("In patients, women and girls are ")
    assert found.finding.endswith(" by age.")
    assert len(found.documented) == 12
    asked = compared(store, "kidney-19", "lesions-merged", "images")
    assert asked.one.unit is asked.other.unit is Unit.IMAGES


def test_a_card_that_is_not_there_is_not_compared(store: Store) -> None:
    with pytest.raises(NotFound):
        compared(store, "kidney-19", "kidney-18")


def test_near_names_are_offered(store: Store) -> None:
    slugs = [slug for slug, _ in near_sets(store, "kidny-19")]
    assert slugs[0] == "kidney-19"
    assert near_sets(store, "zzzzzz") == ()
    assert near_sets(store, "") == ()


def test_search_engines_read_only_what_sources_say(store: Store) -> None:
    told = schema_org(store, "women-breast-open")
    assert told["@type"] == "Dataset"
    assert told["isBasedOn"] == ["/datasets/women-breast"]
    assert told["size"] == "22382 patients, 76373 studies, 480323 images"
    json.dumps(told)
    recalled = schema_org(store, "from-memory")
    assert not {"size", "spatialCoverage", "citation", "datePublished"} & set(recalled)


def test_snippets_name_the_card(store: Store) -> None:
    card = card_view(store, "kidney-19").card
    assert all(
        f"{SITE}/api/v1/" in each and "kidney-19" in each for each in commands(card).values()
    )
