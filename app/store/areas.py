"""Pooled areas: what a map shows at once, kept by the transaction that publishes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Unit
from app.store.bulk import insert_many
from app.store.records import AreaMargin
from app.store.revisions import in_release
from app.store.rows import select_any, table_of, values_of
from app.store.schema.margins import AreaMarginRow

_COLUMNS = tuple(getattr(AreaMarginRow, field.name) for field in fields(AreaMargin))


def save_area_margins(session: Session, rows: Iterable[AreaMargin], release: int) -> None:
    """Replace all areas from this release on; older releases keep theirs.

    `rows` holds every area of every unit and grouping: what it leaves out has ended.
    """
    table = table_of(AreaMarginRow)
    present = table.c.release_out.is_(None)
    session.execute(sa.delete(table).where(present, table.c.release_in == release))
    session.execute(sa.update(table).where(present).values(release_out=release))
    new = (
        {"release_in": release, "position": position, **values_of(row, AreaMarginRow)}
        for position, row in enumerate(rows)
    )
    insert_many(session, AreaMarginRow, new)


def area_margins(
    session: Session, unit: Unit, grouping: str, release: int | None = None
) -> list[AreaMargin]:
    """Return the areas of one grouping in one unit, in one query."""
    shown = in_release(AreaMarginRow.release_in, AreaMarginRow.release_out, release)
    query = (
        select_any(*_COLUMNS)
        .where(AreaMarginRow.unit == unit, AreaMarginRow.grouping == grouping, shown)
        .order_by(AreaMarginRow.position)
    )
    return [AreaMargin(*row) for row in session.execute(query)]
