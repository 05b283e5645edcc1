"""Pooled areas: what a map shows at once, kept by the transaction that publishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Status, Unit
from app.store.bulk import insert_many
from app.store.records import AreaMargin
from app.store.revisions import in_release
from app.store.rows import AnyRow, AnySelect, select_any, table_of, values_of
from app.store.schema.margins import AreaMarginRow

_FIELDS = AreaMargin._fields
# The status as the word that is stored: three hundred members take as long as the reading.
_SHOWN = tuple(
    sa.type_coerce(column, sa.Text) if column is AreaMarginRow.status else column
    for column in (getattr(AreaMarginRow, name) for name in _FIELDS[2:])
)


def save_area_margins(session: Session, rows: Iterable[AreaMargin], release: int) -> None:
    """Show these areas from this release on; older releases keep theirs.

    `rows` holds every area of every unit and grouping: what it leaves out has ended. What has not
    changed stays as it is, so that what is kept does not grow with the number of releases.
    """
    table = table_of(AreaMarginRow)
    _forget(session, table, release)
    present = {tuple(row[1:]): row.id for row in session.execute(_present(table))}
    wanted = {(position, *row): row for position, row in enumerate(rows)}
    ended = [{"ended": key} for values, key in present.items() if values not in wanted]
    if ended:
        by_id = sa.update(table).where(table.c.id == sa.bindparam("ended"))
        session.connection().execute(by_id.values(release_out=release), ended)
    new = (
        {"release_in": release, "position": values[0], **values_of(row, AreaMarginRow)}
        for values, row in wanted.items()
        if values not in present
    )
    insert_many(session, AreaMarginRow, new)


def _forget(session: Session, table: sa.Table, release: int) -> None:
    """Take back what the same transaction has saved before in this release."""
    session.execute(sa.delete(table).where(table.c.release_in == release))
    session.execute(sa.update(table).where(table.c.release_out == release).values(release_out=None))


def _present(table: sa.Table) -> AnySelect:
    shown = (table.c[name] for name in ("id", "position", *_FIELDS))
    return select_any(*shown).where(table.c.release_out.is_(None))


def _shown(release: Any) -> AnySelect:
    row = AreaMarginRow
    return (
        select_any(*_SHOWN)
        .where(row.unit == sa.bindparam("unit"), row.grouping == sa.bindparam("grouping"))
        .where(in_release(row.release_in, row.release_out, release))
        .order_by(row.position)
    )


# Made once: a map is asked for so often that making its statement would count.
_SHOWN_NOW = _shown(None)
_SHOWN_THEN = _shown(sa.bindparam("release", type_=sa.BigInteger))


def area_margins(
    session: Session, unit: Unit, grouping: str, release: int | None = None
) -> list[AreaMargin]:
    """Return the areas of one grouping in one unit, in one query."""
    rows = area_rows(session, unit, grouping, release)
    return [AreaMargin(unit, grouping, key, Status(word), *rest) for key, word, *rest in rows]


def area_rows(
    session: Session, unit: Unit, grouping: str, release: int | None = None
) -> Sequence[AnyRow]:
    """Return the same as bare rows, from the key on; their status is a word."""
    query = _SHOWN_NOW if release is None else _SHOWN_THEN
    asked = {"unit": unit, "grouping": grouping, "release": release}
    return session.connection().execute(query, asked).all()
