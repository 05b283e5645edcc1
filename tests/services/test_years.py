"""Years of release: undated sets are kept, named, and never taken for old or new ones."""

from dataclasses import replace

from app.domain.question import Question
from app.services.snapshot import snapshot
from app.services.years import release_years, undated, undated_words
from app.store import Store


def test_the_years_are_those_of_datasets_that_say_one(store: Store) -> None:
    records = snapshot(store).records
    found = release_years(records)
    years = {each.release_year for each in records.values() if each.kind == "dataset"} - {None}
    assert found == (min(years), max(years))
    silent = {slug: replace(each, release_year=None) for slug, each in records.items()}
    assert release_years(silent) is None


def test_a_set_without_a_year_is_kept_and_named(store: Store) -> None:
    records = dict(snapshot(store).records)
    slug = next(
        slug
        for slug, each in records.items()
        if each.kind == "dataset" and not each.synthetic and each.release_year
    )
    records[slug] = replace(records[slug], release_year=None)
    assert records[slug].name in undated(Question(released_from=2100), records)
    assert undated(Question(), records) == ()


def test_how_many_are_kept_is_said_in_words() -> None:
    assert undated_words(("A",)) == "1 set without a year of release kept, too"
    assert undated_words(("A", "B")) == "2 sets without a year of release kept, too"
    assert undated_words(()) == "Every set shown has a year of release."
