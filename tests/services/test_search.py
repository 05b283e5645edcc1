"""Search: names before descriptions, without case and accents, near names where nothing holds."""

from app.services.places_by_name import folded
from app.services.search import look_for
from app.services.search_entries import Entry, Hit


def entry(kind: str, name: str, about: str = "", *, also: tuple[str, ...] = ()) -> Entry:
    names = tuple(folded(each) for each in (name, *also))
    hit = Hit(kind, name, name, about, f"/{kind}/{name}")
    return Entry(hit, names, " ".join((*names, folded(about))))


LISTED = (
    entry("dataset", "Chest X-ray set", "imaged in Côte d’Ivoire"),
    entry("dataset", "Kenya eyes", "fundus"),
    entry("dataset", "Nigeria set of Musa", "chest"),
    entry("country", "Côte d’Ivoire", also=("Ivory Coast",)),
    entry("country", "Kenya"),
    entry("country", "US", also=("USA", "United States of America")),
    entry("measure", "Gini index", "How unequal?"),
)


def names(query: str, limit: int = 60) -> list[str]:
    return [hit.name for hit in look_for(query, LISTED, 1, limit).items]


def test_case_and_accents_and_apostrophes_do_not_matter() -> None:
    assert names("COTE D'IVOIRE") == names("côte d’ivoire") == ["Côte d’Ivoire", "Chest X-ray set"]


def test_a_country_is_found_by_its_other_names() -> None:
    assert names("ivory") == ["Côte d’Ivoire"]
    assert names("united states") == ["US"]


def test_all_words_have_to_be_there_in_any_order() -> None:
    assert names("eyes kenya") == ["Kenya eyes"]
    assert names("kenya chest") == []


def test_short_words_begin_a_word() -> None:
    assert names("usa") == ["US"]


def test_the_name_itself_comes_before_names_that_hold_it() -> None:
    listed = (entry("dataset", "A set like Kenya eyes"), *LISTED)
    found = [hit.name for hit in look_for("kenya eyes", listed, 1).items]
    assert found == ["Kenya eyes", "A set like Kenya eyes"]


def test_kinds_stand_in_one_order_and_the_limit_is_per_kind() -> None:
    found = look_for("e", (*LISTED, entry("country", "Estonia")), 1, limit=1)
    kinds = [hit.kind for hit in found.items]
    assert len(set(kinds)) == len(kinds)
    assert found.total >= len(found.items)
    assert names("kenya") == ["Kenya", "Kenya eyes"]


def test_near_names_are_offered_only_where_nothing_holds() -> None:
    missed = look_for("keniya", LISTED, 1)
    assert [hit.name for hit in missed.items] == []
    assert [hit.name for hit in missed.near] == ["Kenya"]
    assert look_for("kenya", LISTED, 1).near == ()


def test_nothing_asked_is_nothing_found() -> None:
    empty = look_for("   ", LISTED, 1)
    assert (empty.items, empty.near, empty.total) == ((), (), 0)
