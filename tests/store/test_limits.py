"""Limits: a slow read is stopped, a full disk loses nothing, an address is checked."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.errors import Invalid, StorageFull, Unavailable
from app.store import Store, open_store
from app.store.datasets import dataset_card, published
from tests.store.children import big_table, child, said
from tests.store.examples import FULL, SEX_MARGIN, counting, published_in

ENDLESS = sa.text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT (x + 1) % 1000 FROM n) SELECT max(x) FROM n"
)


def test_a_read_beyond_the_limit_is_stopped_and_the_next_one_answers(
    store: Store, prepared_url: str
) -> None:
    published_in(store, FULL)
    hasty = open_store(prepared_url, read_time_limit_s=0.2)
    for _ in range(2):
        with pytest.raises(Unavailable, match=r"0\.2 seconds"), hasty.reading() as session:
            session.execute(ENDLESS).all()
        with hasty.reading() as session:
            assert len(published(session)) == 1
    hasty.close()


def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    store = open_store(url)
    store.upgrade()
    published_in(store, FULL, margins=[SEX_MARGIN])
    with child("fill", url) as process:
        assert said(process) == "StorageFull 507"
    assert_whole(store)
    store.close()


def test_a_full_disk_loses_nothing(tiny_disk: Path) -> None:
    store = open_store(f"sqlite:///{tiny_disk / 'a.db'}")
    store.upgrade()
    published_in(store, FULL, margins=[SEX_MARGIN])
    with pytest.raises(StorageFull, match="Nothing of this request was written"):
        published_in(store, counting("too-big", 10**12, tables=(big_table(60_000),)))
    assert_whole(store)
    published_in(store, counting("small", 1))  # room for little is room for little
    assert store.release() == 2
    store.close()


def assert_whole(store: Store) -> None:
    with store.reading() as session:
        assert [each.slug for each in published(session)] == [FULL.slug]
        assert dataset_card(session, FULL.slug)[0] == FULL
        assert session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    assert store.release() == 1


def test_many_cells_are_written_and_read(store: Store) -> None:
    card = counting("big", 10**9, tables=(big_table(12_001),))
    published_in(store, card)
    with store.reading() as session:
        assert dataset_card(session, "big")[0] == card


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://u:secret@h/d", "nonsense", ""]
)
def test_an_address_that_is_no_database_of_ours_is_refused(url: str) -> None:
    with pytest.raises(Invalid, match="DATABASE_URL") as refusal:
        open_store(url)
    assert "secret" not in str(refusal.value)


def test_a_database_that_cannot_be_reached_is_said_so() -> None:
    store = open_store("postgresql://nobody@127.0.0.1:9/none?connect_timeout=5")
    with pytest.raises(Unavailable, match="cannot be reached"):
        store.release()
    store.close()


def test_a_new_sqlite_file_may_lie_in_a_new_folder(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'var' / 'deep' / 'a.db'}")
    store.upgrade()
    assert store.release() == 0
    store.close()
