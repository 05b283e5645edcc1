"""Columns that tell something: what is a dash in every row is named once, not in every row."""

from __future__ import annotations

from collections.abc import Container, Sequence

from app.language import N_, _
from app.services.wording import either
from frontend.components.table import Cell

Columns = Sequence[tuple[str, str]]
Rows = Sequence[tuple[str, Sequence[Cell]]]
NOTHING = "–"
NOTE = N_("Note")


def told_columns(
    columns: Columns, rows: Rows, quietly: Container[str] = (NOTE,)
) -> tuple[Columns, Rows, str]:
    """Leave out the columns that say nothing in any row; the last is a sentence that names them.

    Of those that are left out `quietly` nobody would ask why they are not there.
    """
    empty = [at for at in range(len(columns)) if rows and _is_empty(at, rows)]
    if not empty:
        return columns, rows, ""
    heads = [columns[at][0] for at in empty if columns[at][0] not in quietly]
    names = either(_("“{column}”", column=_(head)) for head in heads) if heads else ""
    said = _("No row has anything under {names}.", names=names) if names else ""
    return *_without(empty, columns, rows), said


def without_column(head: str, columns: Columns, rows: Rows) -> tuple[Columns, Rows]:
    """Leave out the column of this head: its caption says it once."""
    return _without([at for at, (each, _kind) in enumerate(columns) if each == head], columns, rows)


def _without(gone: Container[int], columns: Columns, rows: Rows) -> tuple[Columns, Rows]:
    kept = [at for at in range(len(columns)) if at not in gone]
    return (
        [columns[at] for at in kept],
        [(name, [cells[at] for at in kept]) for name, cells in rows],
    )


def _is_empty(at: int, rows: Rows) -> bool:
    return all(cells[at] == NOTHING for _name, cells in rows)
