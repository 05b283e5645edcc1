"""Count tables of a card: one unit, one set of dims, one source, one basis, one coverage."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.counts import CountTable, Summary
from app.domain.scheme import SCHEMES, scheme_of
from app.domain.vocabulary import Assigner, Basis, Coverage, Dim, Unit
from app.errors import Invalid
from app.importers.reading.cells import read_cells
from app.importers.reading.fields import Fields, relocate

TABLE_FIELDS = (
    "unit", "dims", "scheme", "source", "cells", "summary", "note", "basis", "coverage", "covers",
    "part", "exclusive_labels", "recalled", "assigned_by",
)  # fmt: skip
SUMMARY_FIELDS = ("mean", "sd", "median", "min", "max")
_GUESSED = re.compile(
    r"(?i)(model|algorithm|predict|infer|estimat|classif|machine|network|automat|software|\bai\b)"
)
SCHEMED = (Dim.ETHNICITY, Dim.SKIN_TONE)


def read_tables(
    card: Fields, name: str, totals: Mapping[Unit, int | None]
) -> tuple[CountTable, ...]:
    """Read a list of tables and hold each against the total of its unit.

    Parameters
    ----------
    card : Fields
    name : str
        Field that holds the list ("tables").
    totals : mapping of Unit to (int or None)
        Published totals of the card.

    Returns
    -------
    tuple of CountTable
        Those that could be read; the problems of the others are noted.
    """
    found = [read_table(fields, totals) for fields in card.each(name, TABLE_FIELDS)]
    return tuple(table for table in found if table is not None)


def read_table(fields: Fields, totals: Mapping[Unit, int | None]) -> CountTable | None:
    """Read one table, or note what is wrong with it and return None."""
    before = len(fields.problems)
    unit = fields.word("unit", Unit)
    dims = tuple(Dim(each) for each in fields.words("dims", list(Dim)) if each in list(Dim))
    scheme = _scheme(fields, dims)
    cells = read_cells(fields, dims, scheme)
    values = {
        "unit": unit,
        "dims": dims,
        "source": fields.text("source", "s1"),
        "cells": cells,
        "basis": fields.word("basis", Basis),
        "coverage": fields.word("coverage", Coverage),
        "scheme": scheme,
        "covers": fields.whole("covers"),
        "part": fields.optional_text("part"),
        "exclusive_labels": fields.flag("exclusive_labels"),
        "recalled": fields.flag("recalled"),
        "assigned_by": _assigner(fields),
        "summary": _summary(fields),
        "note": fields.optional_text("note"),
    }
    if len(fields.problems) > before:
        return None
    try:
        table = CountTable(**values)  # type: ignore[arg-type]  # each value was read by its type
    except Invalid as error:
        fields.problems.extend(relocate(error, fields.path))
        return None
    check_coverage(fields, table, totals.get(unit))
    return table if len(fields.problems) == before else None


def _scheme(fields: Fields, dims: tuple[Dim, ...]) -> str | None:
    """Tell the scheme from the card and the labels; it is needed where one question is asked."""
    schemed = [dim for dim in SCHEMED if dim in dims]
    printed = fields.optional_text("scheme")
    if not schemed:
        if printed is not None:
            fields.note("scheme", "belongs to a table of ethnicity or skin_tone", printed)
        return None
    if printed is None or len(schemed) > 1:
        rule = "must name the scheme of the one dimension of ethnicity or skin_tone"
        fields.note("scheme", rule, printed, "us-omb-1997")
        return None
    cells = fields.values.get("cells")
    rows = [row for row in cells if isinstance(row, dict)] if isinstance(cells, list) else []
    scheme = scheme_of(printed, [str(row.get(schemed[0], "")) for row in rows])
    _check_scheme(fields, scheme, schemed[0])
    return scheme


def _assigner(fields: Fields) -> Assigner | None:
    """Read who said which ethnicity or skin tone a person has; a model's guess is refused."""
    said = fields.values.get("assigned_by")
    if said is None:
        return None
    if isinstance(said, str) and _GUESSED.search(said):
        rule = (
            "must be a person who said or saw it: a model's guess of ethnicity or skin tone is "
            "not taken; leave the table out"
        )
        fields.note("assigned_by", rule, said, "self")
        return None
    return fields.word("assigned_by", Assigner)


def _check_scheme(fields: Fields, scheme: str, dim: Dim) -> None:
    known = SCHEMES.get(scheme)
    if known is None and not scheme.startswith("other:"):
        rule = f"must be a known scheme ({', '.join(SCHEMES)}) or other:<words>"
        fields.note("scheme", rule, scheme, "us-omb-1997/race")
    if known is not None and known.kind != dim.value:
        fields.note("scheme", f"must be a scheme of {dim.value}", scheme)


def _summary(fields: Fields) -> Summary | None:
    if not fields.has("summary"):
        return None
    inside = fields.inside("summary", SUMMARY_FIELDS)
    values = {name: inside.number(name) for name in SUMMARY_FIELDS}
    if all(value is None for value in values.values()):
        inside.note("", "must give at least one of mean, sd, median, min, max")
    return Summary(**values)


def check_coverage(fields: Fields, table: CountTable, total: int | None) -> None:
    """Hold the stated coverage against the cells and the total, by rule.

    Parameters
    ----------
    fields : Fields
        Where problems are noted.
    table : CountTable
    total : int or None
        Published total in the unit of the table.
    """
    if (table.coverage is Coverage.SUMMARY) != (not table.cells):
        fields.note("coverage", "must be summary where there are no cells, and only there")
    if not table.cells:
        return
    counted = table.known_sum
    exact = all(cell.n is not None for cell in table.cells)
    if table.coverage is Coverage.UNSTATED and total is not None:
        fields.note(
            "coverage", f"a total of {total} {table.unit} is given: say how the cells stand"
        )
    if table.coverage is Coverage.COMPLETE and exact and total is not None and counted < total:
        rule = f"complete cells must make up the total of {total} {table.unit}"
        fields.note("coverage", rule, counted, "subset")
    _check_covers(fields, table, total, counted)


def _check_covers(fields: Fields, table: CountTable, total: int | None, counted: int) -> None:
    if table.covers is None:
        return
    overlapping = table.coverage is Coverage.EXCEEDS_TOTAL or Dim.LABEL in table.dims
    if counted > table.covers and not overlapping:
        fields.note("covers", f"must not be below the sum of the cells ({counted})", table.covers)
    if total is not None and table.covers > total:
        fields.note("covers", f"must not exceed the total of {total} {table.unit}", table.covers)
