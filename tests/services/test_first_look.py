"""First look: the sentences of Home, from answers made by hand and from the catalogue."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.vocabulary import Dim, Status
from app.services.catalogue.headline import stats
from app.services.described import Described, described, who_sentence
from app.services.first_look import first_look, nowhere
from app.store import Store, open_store
from tests.support.answers import COUNTRIES, WORLD_PEOPLE, answer, group


@pytest.fixture(scope="module")
def catalogue(bundled_database: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{bundled_database}")
    yield opened
    opened.close()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_where_nothing_was_found_is_said_with_who_lives_there() -> None:
    held = answer([group("KEN"), group("BRA", Status.NOT_FOUND), group("USA", Status.ZERO)])
    people = tuple(replace(each, population=WORLD_PEOPLE // 100) for each in COUNTRIES[:4])
    assert plain(nowhere(held, people)) == (
        "For 2 countries and areas, home to 160 million people (2.0 % of the world), we found no "
        "dataset that says it imaged people there."
    )


def test_where_nobody_counts_the_people_no_share_is_made_up() -> None:
    assert nowhere(answer([], compared=False), COUNTRIES[:1]) == (
        "For 1 country or area we found no dataset that says it imaged people there."
    )


def test_no_country_is_no_finding() -> None:
    assert nowhere(answer(), ()) == "No country is loaded."


def test_who_is_said_with_every_kind_of_nothing() -> None:
    each = Described(Dim.SKIN_TONE, datasets=10, tabled=4, reported=1, denied=2, silent=3)
    assert who_sentence(each) == (
        "We hold a table of people’s skin tone for 4 of 10 datasets; 1 more reports it without a "
        "table that we hold; 2 say that it is not recorded or not released; for 3 we found "
        "nothing, or have not read the full source."
    )


def test_parts_add_up_and_are_the_headline_figures(catalogue: Store) -> None:
    figures = stats(catalogue)
    for each in described(catalogue, catalogue.release()):
        assert each.tabled + each.reported + each.denied + each.silent == each.datasets
        assert each.datasets == figures.figure("datasets").value
        assert each.tabled == figures.figure(f"datasets_with_{each.dim}_table").value


def test_home_says_what_the_headline_figures_say(catalogue: Store) -> None:
    look = first_look(catalogue, catalogue.release())
    silent = stats(catalogue).figure("countries_with_none_found").value
    assert look.nowhere.startswith(f"For {silent} countries and areas, home to ")


def test_an_empty_catalogue_has_a_home(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.upgrade()
    look = first_look(store, store.release())
    assert look.where.sentence == "We hold no dataset."
    store.close()
