"""Columns that tell something: what is a dash in every row is named once, not in every row."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import _
from app.services.wording import either
from frontend.components.table import Cell

Columns = Sequence[tuple[str, str]]
Rows = Sequence[tuple[str, Sequence[Cell]]]
NOTHING = "–"


def told_columns(columns: Columns, rows: Rows) -> tuple[Columns, Rows, str]:
    """Leave out the columns that say nothing in any row; the last is a sentence that names them."""
    empty = [at for at in range(len(columns)) if rows and _is_empty(at, rows)]
    if not empty:
        return columns, rows, ""
    kept = [at for at in range(len(columns)) if at not in empty]
    names = either(_("“{column}”", column=_(columns[at][0])) for at in empty)
    return (
        [columns[at] for at in kept],
        [(name, [cells[at] for at in kept]) for name, cells in rows],
        _("No row has anything under {names}.", names=names),
    )


def _is_empty(at: int, rows: Rows) -> bool:
    return all(cells[at] == NOTHING for _name, cells in rows)
