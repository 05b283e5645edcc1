"""Plain text: a table for a terminal, numbers to the right, nothing known as a dash."""

from __future__ import annotations

from app.domain.table import Cell, Table

NOTHING = "–"


def as_text(table: Table) -> str:
    """Write the columns that hold anything, under their names."""
    if not table.rows:
        return f"{table.definition}\nRelease {table.release}.\n\nNo rows.\n"
    filled = [
        at for at in range(len(table.columns)) if any(row[at] is not None for row in table.rows)
    ]
    columns = [table.columns[at] for at in filled]
    lines = [[column.name for column in columns]]
    lines += [[_shown(row[at]) for at in filled] for row in table.rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]
    right = [column.kind in ("whole", "number") for column in columns]
    written = "\n".join(_line(line, widths, right) for line in lines)
    return f"{table.definition}\nRelease {table.release}.\n\n{written}\n"


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = (
        cell.rjust(width) if to_the_right else cell.ljust(width)
        for cell, width, to_the_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _shown(cell: Cell) -> str:
    if cell is None:
        return NOTHING
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.4g}"
    return f"{cell:,}" if isinstance(cell, int) else cell
