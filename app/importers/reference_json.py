"""A reference as one JSON object: the head of source.yaml, and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.age import AgeBand, overlapping
from app.domain.reference import Reference, ReferenceRow
from app.domain.vocabulary import Dim
from app.errors import Invalid
from app.importers.reading.fields import Fields, relocate
from app.importers.reading.whole import read_whole
from app.importers.reference_csv import HEAD_FIELDS, check_key, read_head

FIELDS = (*HEAD_FIELDS, "rows")


def read_reference_fields(given: Mapping[str, Any]) -> Reference:
    """Read a reference from plain values.

    Parameters
    ----------
    given : mapping
        Fields of `source.yaml` (docs/references.md) and `rows`: one mapping per group, with a
        label per dim, `n` in persons and `quality` if it differs.

    Returns
    -------
    Reference

    Raises
    ------
    Invalid
        With every problem found.
    """
    return read_whole(given, FIELDS, _reference, "reference")


def _reference(head: Fields) -> Reference | None:
    dims = tuple(Dim(each) for each in head.words("dims", list(Dim)) if each in list(Dim))
    rows = tuple(_row(each, dims) for each in head.each("rows", (*dims, "n", "quality")))
    ages = {row.key[Dim.AGE] for row in rows if Dim.AGE in row.key}
    if not rows:
        head.note("rows", "must hold at least one row", "", '[{"sex": "female", "n": 1200}]')
    if not head.problems and overlapping(AgeBand.parse(age) for age in ages):
        head.note("rows", "bands of age must not share a year", ", ".join(sorted(ages)))
    values = read_head(head, dims, sum(row.n for row in rows))
    if head.problems:
        return None
    try:
        return Reference(dims=dims, rows=rows, **values)  # type: ignore[arg-type]  # read by type
    except Invalid as error:
        head.problems.extend(relocate(error, ""))
        return None


def _row(fields: Fields, dims: tuple[Dim, ...]) -> ReferenceRow:
    key = {dim: fields.text(dim.value) for dim in dims}
    check_key(key, fields.path, fields.problems)
    if not fields.has("n"):
        fields.note("n", "must be given", "", "120000")
    quality = fields.optional_text("quality") or "published"
    return ReferenceRow(key, fields.whole("n") or 0, quality)
