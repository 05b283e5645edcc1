"""Many at once: writers take turns, a reader sees one state, the release is never stale."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.vocabulary import Unit
from app.errors import Unavailable
from app.store import Store, open_store
from app.store.datasets import dataset_card, published, revisions, save_dataset
from tests.store.children import child, said, tell
from tests.store.examples import FULL, SEX_MARGIN, SPARE, counting, published_in


def test_writers_of_several_processes_all_succeed(store: Store, prepared_url: str) -> None:
    with child("hurry", prepared_url) as one, child("hurry", prepared_url) as other:
        mine = [published_in(store, counting("shared", n)) for n in range(20)]
        assert [said(one), said(other)] == ["20", "20"]
    assert len(set(mine)) == 20
    assert store.release() == 60
    with store.reading() as session:
        assert [each.revision for each in revisions(session, "shared")] == list(range(1, 61))
        assert len(published(session)) == 1


def test_writers_of_several_threads_all_succeed(store: Store) -> None:
    threads = [
        threading.Thread(target=lambda slug=slug: published_in(store, counting(slug, 1)))
        for slug in "abcdefgh"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as session:
        assert [each.slug for each in published(session)] == list("abcdefgh")
    assert store.release() == 8


def test_a_reader_never_sees_half_of_what_is_written(store: Store) -> None:
    """Two sets are always published together with the same number."""
    published_in(store, counting("a", 0), counting("b", 0))
    done = threading.Event()

    def write() -> None:
        for n in range(1, 40):
            published_in(store, counting("a", n), counting("b", n))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    looks = 0
    while not done.is_set() or looks == 0:
        with store.reading() as session:
            first, again = published(session), published(session)
        assert first == again
        assert len({each.totals[Unit.PATIENTS].n for each in first}) == 1
        looks += 1
    writer.join()


def test_the_release_of_another_process_is_seen_at_once(store: Store, prepared_url: str) -> None:
    with child("publish", prepared_url) as other:
        for expected in range(1, 31):
            tell(other)
            assert int(said(other)) == expected
            assert store.release() == expected
        assert other.stdin is not None
        other.stdin.close()


def test_the_release_of_this_process_is_seen_at_once(store: Store) -> None:
    for expected in range(1, 31):
        assert published_in(store, SPARE) == expected == store.release()


def test_a_write_that_publishes_nothing_leaves_the_release(store: Store) -> None:
    published_in(store, SPARE)
    with store.writing() as session:
        save_dataset(session, SPARE, (), content_hash="h", origin="user")
    assert store.release() == 1


def test_many_threads_may_ask_for_the_release(store: Store) -> None:
    stale = []

    def ask() -> None:
        seen = 0
        for _ in range(300):
            now = store.release()
            if now < seen:
                stale.append((seen, now))
            seen = now

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        published_in(store, SPARE)
    for thread in threads:
        thread.join()
    assert stale == []
    assert store.release() == 10


def test_a_store_that_was_closed_may_be_asked_again(store: Store) -> None:
    published_in(store, SPARE)
    store.close()
    assert store.release() == 1


def test_a_writer_who_waits_too_long_is_told_so(store: Store, prepared_url: str) -> None:
    hasty = open_store(prepared_url, lock_time_limit_s=0.2)
    with store.writing() as session:
        save_dataset(session, SPARE, (), content_hash="h", origin="user")
        with pytest.raises(Unavailable, match=r"busy for longer than 0\.2 seconds"):
            published_in(hasty, SPARE)
        with hasty.reading() as reading:  # readers are not kept waiting
            assert published(reading) == ()
    assert published_in(hasty, SPARE) == 1
    hasty.close()


def test_a_reading_transaction_cannot_write(store: Store) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=r"read-?only"), store.reading() as session:
        save_dataset(session, SPARE, (), content_hash="h", origin="user")
    with store.reading() as session:
        assert revisions(session, SPARE.slug) == ()


def test_a_copy_made_while_serving_is_a_whole_database(tmp_path: Path) -> None:
    """The command of docs/database.md."""
    store = open_store(f"sqlite:///{tmp_path / 'fairatlas.db'}")
    store.upgrade()
    published_in(store, FULL, SPARE, margins=[SEX_MARGIN])
    with store.writing() as session:  # what is being written is not in the copy
        save_dataset(session, counting("half", 1), (), content_hash="h", origin="user")
        with closing(sqlite3.connect(tmp_path / "fairatlas.db")) as connection:
            connection.execute("VACUUM INTO ?", (str(tmp_path / "backup.db"),))
    copy = open_store(f"sqlite:///{tmp_path / 'backup.db'}")
    copy.upgrade()
    with store.reading() as mine, copy.reading() as other:
        assert published(mine) == published(other)
        assert dataset_card(mine, FULL.slug) == dataset_card(other, FULL.slug)
        assert revisions(other, "half") == ()
    store.close()
    copy.close()
