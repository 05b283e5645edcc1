"""Migrations: from any earlier shape of the database to the one this code knows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from app.errors import Unavailable
from app.store.engines import migrator, read_url
from app.store.trouble import Limits, PlainWords

if TYPE_CHECKING:  # Alembic takes most of a second, which only a migration pays
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
# The newest step of the history; a test holds it against the files.
NEWEST = "0011"
# Where Alembic keeps the step at which a database is.
_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))
# A migration that cannot get its lock at once gives way to those who are served.
_LIMITS = Limits(read_s=0, lock_s=10)
# Alembic keeps what it works on in its module: one thread of a process at a time.
_ALEMBIC = threading.Lock()


def configuration(url: str) -> Config:
    """Return what Alembic needs to know for this database."""
    from alembic.config import Config

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
        with PlainWords(_LIMITS), engine.begin() as connection:
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
    found = _present(reader)
    if found != NEWEST:
        _migrate(url, found)


def _migrate(url: str, found: str | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = configuration(url)
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise Unavailable(
            f"The database is at step {found}, which this version of FairAtlas does not know: a "
            "newer version has prepared it. Install that version, or restore an older backup."
        )
    with _ALEMBIC:
        command.upgrade(config, "head")


def _present(reader: sa.Engine) -> str | None:
    with reader.connect() as connection:
        if not sa.inspect(connection).has_table(_VERSION.name):
            return None
        return connection.scalar(sa.select(_VERSION.c.version_num))
