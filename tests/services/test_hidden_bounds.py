"""Bounds of groups whose numbers are hidden: as far as what is printed beside them leaves room."""

from pathlib import Path

from app.domain.question import Question
from app.domain.vocabulary import Status
from app.services.assess import assess
from app.stats.tally import margins
from app.store import Store, open_store
from app.store.datasets import publish_dataset, save_dataset
from app.store.releases import bump_release
from tests.services.conftest import group
from tests.support.cards import card, cell, table


def held(folder: Path, patients: int | None) -> Store:
    """Hold one set of which 50 are known in one band of age, and two bands are hidden."""
    hidden = {"n": None, "status": Status.SUPPRESSED}
    bands = [
        cell({"age": "0-17"}, 50),
        cell({"age": "18-64"}, **hidden),
        cell({"age": "65+"}, **hidden),
    ]
    made = card(table("age", bands), totals={"patients": patients})
    store = open_store(f"sqlite:///{folder / 'hidden.db'}")
    store.upgrade()
    with store.writing() as session:
        release = bump_release(session, "test")
        number = save_dataset(session, made, margins(made), content_hash="x", origin="bundled")
        publish_dataset(session, number, release)
    return store


def test_a_hidden_group_is_at_most_what_the_others_leave(tmp_path: Path) -> None:
    store = held(tmp_path, 100)
    answer = assess(store, Question.parse({"subject": "dataset:set", "dimension": "age"}))
    for band in ("18-64", "65+"):
        assert (group(answer, band).n.low, group(answer, band).n.high) == (0, 50)
        assert (group(answer, band).share.low, group(answer, band).share.high) == (0, 0.5)
    # Those who are left over may also be children whose age was not recorded.
    known = group(answer, "0-17").share
    assert (known.low, known.high) == (0.5, 1)
    store.close()


def test_without_a_total_nothing_bounds_a_hidden_group(tmp_path: Path) -> None:
    store = held(tmp_path, None)
    answer = assess(store, Question.parse({"subject": "dataset:set", "dimension": "age"}))
    assert group(answer, "18-64").share.high is None
    store.close()
