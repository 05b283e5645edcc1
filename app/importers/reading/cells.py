"""Cells of a table: one printed number per group, with the labels as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from app.domain.age import AgeBand
from app.domain.counts import UNKNOWN, Cell
from app.domain.iso3166 import ISO3
from app.domain.printed import PrintedFraction
from app.domain.scheme import SCHEMES, is_unknown
from app.domain.vocabulary import Dim, Status
from app.errors import Invalid
from app.importers.reading.fields import Fields

SEXES = ("female", "male", "other")
NUMBERS = ("n", "share", "status")
DEMOGRAPHIC = (Dim.COUNTRY, Dim.SEX, Dim.AGE, Dim.ETHNICITY, Dim.SKIN_TONE)
_BELOW = re.compile(r"<\s*([1-9][0-9]{0,8})")
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
    """Return the category that a printed label means; a printed unknown is `unknown`."""
    if dim in DEMOGRAPHIC and is_unknown(label):
        return UNKNOWN
    if dim is Dim.COUNTRY and label and label not in ISO3:
        fields.note(dim.value, "must be an ISO 3166-1 alpha-3 code (or XKX)", label, "KEN")
    if dim is Dim.SEX and label and label not in SEXES:
        fields.note(dim.value, f"must be {', '.join(SEXES)} or unknown", label, "female")
    if dim is Dim.AGE and label:
        _check_age(fields, label)
    known = SCHEMES.get(scheme or "") if dim in (Dim.ETHNICITY, Dim.SKIN_TONE) else None
    return known.category(label) if known else label


def _check_age(fields: Fields, label: str) -> None:
    try:
        AgeBand.parse(label)
    except Invalid:
        rule = "must be a band of whole years, both ends inside, or unknown"
        fields.note("age", rule, label, "40-49 or 80+")


def _number(fields: Fields) -> Printed:
    """Read n, share or a bare status; exactly one of them."""
    given = [name for name in NUMBERS if fields.has(name)]
    if len(given) != 1:
        fields.note("", "needs exactly one of n, share or status", ", ".join(given), "n: 42")
        return Printed()
    if given == ["share"]:
        return _share(fields)
    if given == ["status"]:
        return Printed(status=_bare_status(fields))
    return _count(fields)


def _count(fields: Fields) -> Printed:
    value = fields.values["n"]
    below = _BELOW.fullmatch(value) if isinstance(value, str) else None
    if below:
        return Printed(n_low=0, n_high=int(below[1]) - 1, status=Status.SUPPRESSED)
    n = fields.whole("n")
    return Printed(n=n, status=Status.ZERO if n == 0 else Status.COUNTED)


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
