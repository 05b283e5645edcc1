"""Cells of a table: one printed number per group, with the labels as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from app.domain.counts import Cell
from app.domain.printed import PrintedFraction
from app.domain.vocabulary import Dim, Status
from app.importers.reading.fields import Fields
from app.importers.reading.labels import category_of, label_problem

NUMBERS = ("n", "share", "status", "n_low", "n_high")
_KINDS = ("n", "share", "status", "n_low")
BELOW = re.compile(r"<\s*([1-9][0-9]{0,8})")
_WITHOUT_NUMBER = (Status.SUPPRESSED, Status.WITHHELD)


@dataclass(frozen=True, slots=True)
class Printed:
    """The number of a cell as printed: a count, a share with its decimals, or a bound."""

    n: int | None = None
    share: float | None = None
    share_decimals: int | None = None
    n_low: int | None = None
    n_high: int | None = None
    status: Status = Status.COUNTED


def read_cells(table: Fields, dims: tuple[Dim, ...], scheme: str | None) -> tuple[Cell, ...]:
    """Read the cells of a table.

    Parameters
    ----------
    table : Fields
    dims : tuple of Dim
    scheme : str or None
        Scheme of ethnicity or skin tone, as told from the labels.

    Returns
    -------
    tuple of Cell
        Those that could be read; the problems of the others are noted.
    """
    allowed = (*(dim.value for dim in dims), *NUMBERS)
    found = [_cell(fields, dims, scheme) for fields in table.each("cells", allowed)]
    return tuple(cell for cell in found if cell is not None)


def _cell(fields: Fields, dims: tuple[Dim, ...], scheme: str | None) -> Cell | None:
    before = len(fields.problems)
    labels = {dim: fields.text(dim.value) for dim in dims}
    key = {dim: _category(fields, dim, labels[dim], scheme) for dim in dims}
    number = _number(fields)
    if len(fields.problems) > before:
        return None
    printed = {dim: label for dim, label in labels.items() if label != key[dim]}
    return Cell(
        key=key,
        n=number.n,
        share=number.share,
        share_decimals=number.share_decimals,
        n_low=number.n_low,
        n_high=number.n_high,
        status=number.status,
        printed=printed or None,
    )


def _category(fields: Fields, dim: Dim, label: str, scheme: str | None) -> str:
    """Return the category that a printed label means, and note what is wrong with the label."""
    wrong = label_problem(dim, label) if label else None
    if wrong:
        fields.note(dim.value, wrong[0], label, wrong[1])
    return category_of(dim, label, scheme)


def _number(fields: Fields) -> Printed:
    """Read n, share, a bare status or bounds; exactly one of them."""
    given = [name for name in _KINDS if fields.has(name)]
    if len(given) != 1 or (fields.has("n_high") and given != ["n_low"]):
        rule = "needs exactly one of n, share, status, or n_low with n_high"
        fields.note("", rule, ", ".join(given), "n: 42")
        return Printed()
    if given == ["n_low"]:
        return _bounds(fields)
    if given == ["share"]:
        return _share(fields)
    if given == ["status"]:
        return Printed(status=_bare_status(fields))
    return _count(fields)


def _count(fields: Fields) -> Printed:
    value = fields.values["n"]
    below = BELOW.fullmatch(value) if isinstance(value, str) else None
    if below:
        return Printed(n_low=0, n_high=int(below[1]) - 1, status=Status.SUPPRESSED)
    n = fields.whole("n")
    return Printed(n=n, status=Status.ZERO if n == 0 else Status.COUNTED)


def _bounds(fields: Fields) -> Printed:
    """Read a sum with hidden counts in it: at least n_low, at most n_high where that is known."""
    low, high = fields.whole("n_low"), fields.whole("n_high")
    if low is not None and high is not None and high < low:
        fields.note("n_high", "must not be below n_low", high, str(low))
    return Printed(n_low=low, n_high=high, status=Status.SUPPRESSED)


def _share(fields: Fields) -> Printed:
    value = fields.number("share")
    if value is None:
        return Printed()
    if not 0 <= value <= 1:
        rule = "must lie between 0 and 1 (never per cent)"
        fields.note("share", rule, fields.values["share"], "0.42")
    return Printed(share=value, share_decimals=_decimals(fields.values["share"]))


def _decimals(value: object) -> int:
    """Decimals of a share as its source prints it; a whole per cent has two."""
    text = value.text if isinstance(value, PrintedFraction) else str(value)
    exponent = Decimal(text).as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2


def _bare_status(fields: Fields) -> Status:
    status = fields.word("status", Status)
    if status not in _WITHOUT_NUMBER:
        rule = "must be suppressed or withheld: any other status needs n or share"
        fields.note("status", rule, status.value, "suppressed")
    return status
