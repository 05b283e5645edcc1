"""One history of migrations on both databases: up, down, up; newer ones are refused."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from app.errors import Unavailable
from app.store import Store, open_store
from app.store.schema import Base
from app.store.upgrade import NEWEST, configuration
from tests.store.children import ROOT, child, said
from tests.store.examples import FULL, published_in


def shape(url: str) -> dict[str, object]:
    """Tables with their columns, and every trigger."""
    engine = sa.create_engine(url)
    inspector = sa.inspect(engine)
    tables = {
        name: sorted(column["name"] for column in inspector.get_columns(name))
        for name in inspector.get_table_names()
    }
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        names = connection.exec_driver_sql(triggers[engine.dialect.name]).scalars()
        found = tables | {"triggers": sorted(names)}
    engine.dispose()
    return found


def test_up_down_and_up_again_gives_the_same_tables(database_url: str) -> None:
    config = configuration(database_url)
    command.upgrade(config, "head")
    first = shape(database_url)
    command.downgrade(config, "base")
    assert shape(database_url) == {"alembic_version": ["version_num"], "triggers": []}
    command.upgrade(config, "head")
    assert shape(database_url) == first
    assert set(Base.metadata.tables) | {"alembic_version", "triggers"} == set(first)


def test_the_code_and_the_migrations_agree(database_url: str) -> None:
    config = configuration(database_url)
    command.upgrade(config, "head")
    command.check(config)


def test_the_newest_step_is_the_last_of_the_history() -> None:
    script = ScriptDirectory.from_config(configuration("sqlite://"))
    assert script.get_heads() == [NEWEST]


def test_a_database_that_is_up_to_date_is_opened_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'fairatlas.db'}"
    store = open_store(url)
    store.upgrade()
    store.close()
    code = (
        "import sys; from app.store import open_store; store = open_store(sys.argv[1]);"
        "store.upgrade(); store.close(); print('alembic' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


def test_upgrading_again_changes_nothing(database_url: str) -> None:
    store = open_store(database_url)
    store.upgrade()
    published_in(store, FULL)
    store.upgrade()
    assert store.release() == 1
    store.close()


def test_processes_that_start_together_all_succeed(database_url: str) -> None:
    with child("upgrade", database_url) as one, child("upgrade", database_url) as other:
        assert [said(one), said(other)] == ["0", "0"]


def test_threads_that_start_together_all_succeed(database_url: str) -> None:
    stores = [open_store(database_url) for _ in range(3)]
    with ThreadPoolExecutor() as pool:
        assert list(pool.map(Store.upgrade, stores)) == [None] * 3
    for store in stores:
        store.close()


def test_a_database_newer_than_the_code_is_refused_in_plain_words(database_url: str) -> None:
    store = open_store(database_url)
    store.upgrade()
    with store.writing() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = 'from-tomorrow'"))
    with pytest.raises(Unavailable, match=r"from-tomorrow.*newer version") as refusal:
        store.upgrade()
    assert refusal.value.status == 503
    store.close()


def test_an_unprepared_database_says_how_to_prepare_it(database_url: str) -> None:
    store = open_store(database_url)
    with pytest.raises(Unavailable, match="fairatlas init"):
        store.release()
    store.close()
