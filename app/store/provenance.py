"""Provenance: how much of what is published rests on what kind of evidence, counted at once."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Basis
from app.store.revisions import visible
from app.store.rows import of
from app.store.schema.counts import CellRow, CountTableRow
from app.store.schema.datasets import SiteRow, TotalRow


@dataclass(frozen=True, slots=True)
class CellCount:
    """Printed numbers of tables of one basis."""

    basis: Basis
    recalled: bool
    cells: int


@dataclass(frozen=True, slots=True)
class TotalCount:
    """Totals of datasets: all that give a number, and of these the recalled and the unsourced."""

    given: int
    recalled: int
    unattributed: int


def cells_by_basis(session: Session, release: int | None = None) -> list[CellCount]:
    """Count the printed numbers of every table by how they came to be."""
    query = (
        sa.select(CountTableRow.basis, CountTableRow.recalled, sa.func.count())
        .join(
            CellRow,
            (CellRow.revision_id == CountTableRow.revision_id)
            & (CellRow.table_position == CountTableRow.position),
        )
        .where(of(CountTableRow, visible("dataset", release)))
        .group_by(CountTableRow.basis, CountTableRow.recalled)
    )
    return [CellCount(*row) for row in session.execute(query)]


def totals_by_source(session: Session, release: int | None = None) -> TotalCount:
    """Count the totals of datasets, and how many are recalled or have no stated source."""
    row = TotalRow
    query = sa.select(
        sa.func.count(),
        sa.func.sum(sa.case((row.recalled, 1), else_=0)),
        sa.func.sum(sa.case((row.source.is_(None), 1), else_=0)),
    ).where(of(row, visible("dataset", release)), row.n.is_not(None))
    given, recalled, unattributed = session.execute(query).one()
    return TotalCount(given, recalled or 0, unattributed or 0)


def places_by_source(session: Session, release: int | None = None) -> tuple[int, int]:
    """Count the places of imaging, and how many of them are recalled."""
    row = SiteRow
    query = sa.select(
        sa.func.count(), sa.func.sum(sa.case((row.country_recalled, 1), else_=0))
    ).where(of(row, visible("dataset", release)))
    given, recalled = session.execute(query).one()
    return given, recalled or 0
