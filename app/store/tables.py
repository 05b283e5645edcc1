"""Printed tables and their cells: in by many rows at once, out as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.counts import Cell, CountTable, Summary
from app.domain.vocabulary import Dim, Unit
from app.store.bulk import insert_many
from app.store.records import PrintedSummary
from app.store.rows import AnyRow, Chosen, of, table_of
from app.store.schema.counts import CellRow, CountTableRow

_NO_SUMMARY = Summary()
_NO_KEY: Mapping[str, str | None] = dict.fromkeys(dim.value for dim in Dim)
_PLACE = {dim: CellRow.__table__.c.keys().index(dim.value) for dim in Dim}
_FACTS = (
    "basis", "coverage", "scheme", "covers", "part", "exclusive_labels", "recalled", "assigned_by",
)  # fmt: skip


def save_tables(session: Session, revision_id: int, tables: Sequence[CountTable]) -> None:
    """Store the tables of a draft in their order."""
    heads = (_head(revision_id, at, table) for at, table in enumerate(tables))
    insert_many(session, CountTableRow, heads)
    insert_many(session, CellRow, _cells(revision_id, tables))


def _head(revision_id: int, position: int, table: CountTable) -> dict[str, Any]:
    summary = table.summary or _NO_SUMMARY
    return {
        "revision_id": revision_id,
        "position": position,
        "unit": table.unit,
        "dims": table.dims,
        "source": table.source,
        **{name: getattr(table, name) for name in _FACTS},
        "has_summary": table.summary is not None,
        "mean": summary.mean,
        "sd": summary.sd,
        "median": summary.median,
        "minimum": summary.min,
        "maximum": summary.max,
        "note": table.note,
    }


def key_columns(key: Mapping[Dim, str]) -> dict[str, str | None]:
    """Return the key of a count as one value per column."""
    columns = dict(_NO_KEY)
    columns.update(key.items())
    return columns


def _cells(revision_id: int, tables: Sequence[CountTable]) -> Iterator[dict[str, Any]]:
    for at, table in enumerate(tables):
        for position, cell in enumerate(table.cells):
            yield {
                "revision_id": revision_id,
                "table_position": at,
                "position": position,
                **key_columns(cell.key),
                "n": cell.n,
                "share": cell.share,
                "share_decimals": cell.share_decimals,
                "n_low": cell.n_low,
                "n_high": cell.n_high,
                "status": cell.status,
                "printed": cell.printed,
            }


def load_tables(session: Session, revision_id: int) -> tuple[CountTable, ...]:
    """Return the tables of a revision as they were saved, by two queries."""
    row = CountTableRow
    heads = sa.select(row).where(row.revision_id == revision_id).order_by(row.position)
    cells = _cells_by_table(session, revision_id)
    return tuple(_table(head, cells) for head in session.scalars(heads))


def _cells_by_table(session: Session, revision_id: int) -> dict[int, list[AnyRow]]:
    table = table_of(CellRow)
    query = (
        sa.select(table)
        .where(table.c.revision_id == revision_id)
        .order_by(table.c.table_position, table.c.position)
    )
    found: dict[int, list[AnyRow]] = {}
    for row in session.connection().execute(query):
        found.setdefault(row.table_position, []).append(row)
    return found


def _table(head: CountTableRow, cells: Mapping[int, Iterable[AnyRow]]) -> CountTable:
    dims = tuple(Dim(name) for name in head.dims)
    places = [(dim, _PLACE[dim]) for dim in dims]
    return CountTable(
        unit=head.unit,
        dims=dims,
        source=head.source,
        cells=tuple(_cell(row, places) for row in cells.get(head.position, ())),
        **{name: getattr(head, name) for name in _FACTS},
        summary=_summary(head) if head.has_summary else None,
        note=head.note,
    )


def _summary(head: CountTableRow | AnyRow) -> Summary:
    return Summary(head.mean, head.sd, head.median, head.minimum, head.maximum)


def _cell(row: AnyRow, places: Iterable[tuple[Dim, int]]) -> Cell:
    printed = row.printed
    return Cell(
        key={dim: row[place] for dim, place in places},
        n=row.n,
        share=row.share,
        share_decimals=row.share_decimals,
        n_low=row.n_low,
        n_high=row.n_high,
        status=row.status,
        printed=None if printed is None else {Dim(dim): text for dim, text in printed.items()},
    )


def summaries_of(
    session: Session, revision_ids: Chosen, unit: Unit
) -> Mapping[int, tuple[PrintedSummary, ...]]:
    """Return the printed means, spreads and ranges of these revisions in one unit."""
    row = CountTableRow
    query = (
        sa.select(row)
        .where(of(row, revision_ids), row.unit == unit, row.has_summary)
        .order_by(row.revision_id, row.position)
    )
    found: dict[int, tuple[PrintedSummary, ...]] = {}
    for head in session.scalars(query):
        dims = tuple(Dim(name) for name in head.dims)
        printed = PrintedSummary(dims, head.covers, head.source, head.recalled, _summary(head))
        found[head.revision_id] = (*found.get(head.revision_id, ()), printed)
    return found
