"""Migrations: from any earlier shape of the database to the one this code knows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.errors import Unavailable
from app.store.engines import migrator, read_url
from app.store.trouble import Limits, plain_words

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
# A migration that cannot get its lock at once gives way to those who are served.
_LIMITS = Limits(read_s=0, lock_s=10)
# Alembic keeps what it works on in its module: one thread of a process at a time.
_ALEMBIC = threading.Lock()


def configuration(url: str) -> Config:
    """Return what Alembic needs to know for this database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


@contextmanager
def migrating(url: str) -> Iterator[sa.Connection]:
    """Open the one transaction in which every step of a migration happens, or none."""
    engine = migrator(read_url(url), _LIMITS)
    try:
        with plain_words(_LIMITS), engine.begin() as connection:
            yield connection
            _check_references(connection)
    finally:
        engine.dispose()


def _check_references(connection: sa.Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise RuntimeError(f"The migration would leave a row of {broken[0]} without its parent.")


def upgrade(url: str, reader: sa.Engine) -> None:
    """Bring the database to the newest shape; one that is newer than the code is refused."""
    config = configuration(url)
    script = ScriptDirectory.from_config(config)
    found = _present(reader)
    known = {step.revision for step in script.walk_revisions()}
    if found is not None and found not in known:
        raise Unavailable(
            f"The database is at step {found}, which this version of FairAtlas does not know: a "
            "newer version has prepared it. Install that version, or restore an older backup."
        )
    if found != script.get_current_head():
        with _ALEMBIC:
            command.upgrade(config, "head")


def _present(reader: sa.Engine) -> str | None:
    with reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
