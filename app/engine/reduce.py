"""Reduce: rows in any number become mergeable counts by one expression, wherever they lie.

The expression is Ibis: DuckDB carries it out on this machine, Spark on many. Scores are compared
as float32 with edges that were computed once, so that both find the same bins, to the last row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.domain.rows import UNKNOWN
from app.engine.cells import Edges
from app.engine.counts import ScoreCounts, from_table
from app.engine.read import Columns
from app.errors import Invalid, Problem, problem

# Tables and columns of Ibis, whose own types do not hold.
Table: TypeAlias = Any
Column: TypeAlias = Any
# A column, its rule, and the rows that break it.
Rule: TypeAlias = tuple[str, str, Column]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at all rows tells.

    Parameters
    ----------
    rows, no_prediction : int
    lowest, highest : float
        Scores; NaN where no row has one.
    most_of_a_patient : int
        Rows that one patient has of one finding at most.
    """

    rows: int
    no_prediction: int
    lowest: float
    highest: float
    most_of_a_patient: int


def reduced(
    rows: Table, columns: Columns, attributes: tuple[str, ...], at: Edges
) -> dict[str | None, ScoreCounts]:
    """Count rows with a prediction by group, truth and bin of the score.

    Parameters
    ----------
    rows : ibis.Table
    columns : Columns
    attributes : tuple of str
        Crossed with each other.
    at : ndarray of float32
        Edges, computed once; see `app.engine.cells`.

    Returns
    -------
    dict of str or None to ScoreCounts
        Per finding; None where the rows have no column of findings.
    """
    label = columns.label if columns.label in rows.columns else None
    found = reduction(rows, columns, attributes, at).to_pyarrow()
    found = _trimmed(found, (*attributes, *([label] if label else [])))
    if label is None:
        return {None: from_table(found, attributes, at)}
    names = sorted(set(found.column(label).to_pylist()))
    return {
        name: from_table(found.filter(pc.equal(found.column(label), name)), attributes, at)
        for name in names
    }


def reduction(rows: Table, columns: Columns, attributes: tuple[str, ...], at: Edges) -> Table:
    """Return the expression whose rows are the cells of `app.engine.cells.SCHEMA`."""
    label = [columns.label] if columns.label in rows.columns else []
    score = rows[columns.score].cast("float32")
    weighted = columns.weight in rows.columns
    weight = rows[columns.weight].cast("float64") if weighted else ibis.literal(1.0)
    made = rows.select(
        **{name: rows[name].cast("string") for name in (*label, *attributes)},
        truth=rows[columns.truth].cast("int8"),
        score=score,
        w=weight,
    )
    made = made.filter(made.score.notnull() & ~made.score.isnan())
    made = made.mutate(bin=_bin(made.score, at, 0, len(at) - 1), s=made.score.cast("float64"))
    return made.group_by([*label, *attributes, "truth", "bin"]).aggregate(
        n=made.count(),
        weight=made.w.sum(),
        weight_square=(made.w * made.w).sum(),
        score_sum=(made.w * made.s).sum(),
        score_square=(made.w * made.s * made.s).sum(),
    )


def _bin(score: Column, at: Edges, low: int, high: int) -> Column:
    """Halve the edges until one bin is left: ten comparisons a row, in any engine."""
    if high - low == 1:
        return ibis.literal(low, type="int32")
    middle = (low + high) // 2
    edge = ibis.literal(float(at[middle]), type="float32")
    return ibis.ifelse(score < edge, _bin(score, at, low, middle), _bin(score, at, middle, high))


def _trimmed(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """Read words as `app.engine.read` does: without white space, and missing where none is left."""
    for name in names:
        words = pc.utf8_trim_whitespace(table.column(name))
        given = pc.fill_null(pc.if_else(pc.equal(words, ""), UNKNOWN, words), UNKNOWN)
        table = table.set_column(table.column_names.index(name), name, given)
    return table


def look(rows: Table, columns: Columns) -> Seen:
    """Look at all rows once: whether they can be counted, and in what range their scores are.

    Raises
    ------
    Invalid
        With what is wrong, how often, and one case as an example.
    """
    rules = list(_rules(rows, columns))
    told = _facts(rows, columns, rules).to_pyarrow().to_pylist()[0]
    problems = [*_problems(told, rules), *_repeated(rows, columns)]
    seen = Seen(
        rows=told["rows"],
        no_prediction=told["no_prediction"],
        lowest=np.nan if told["lowest"] is None else told["lowest"],
        highest=np.nan if told["highest"] is None else told["highest"],
        most_of_a_patient=_most_of_a_patient(rows, columns),
    )
    if columns.one_row_per_patient and seen.most_of_a_patient > 1:
        rule = "must stand in one row each, as declared (one_row_per_patient)"
        problems.append(problem(columns.patient, rule))
    if problems:
        raise Invalid("The predictions cannot be read.", problems)
    return seen


def _rules(rows: Table, columns: Columns) -> Iterator[Rule]:
    score, truth = rows[columns.score].cast("float64"), rows[columns.truth].cast("float64")
    given = score.notnull() & ~score.isnan()
    largest = float(np.finfo(np.float32).max)
    rule = "must be a finite number, or missing where the model gave no prediction"
    yield columns.score, rule, given & (score.abs() > largest)
    yield columns.truth, "must be 0 or 1", truth.isnull() | ~truth.isin([0.0, 1.0])
    if columns.weight in rows.columns:
        weight = rows[columns.weight].cast("float64")
        finite = weight.notnull() & ~weight.isnan() & ~weight.isinf()
        yield columns.weight, "must be more than 0", ~finite | (weight <= 0)
    for name in (columns.sample, columns.patient):
        if name in rows.columns:
            yield name, "must not be missing", rows[name].isnull()


def _facts(rows: Table, columns: Columns, rules: Sequence[Rule]) -> Table:
    score = rows[columns.score].cast("float32")
    given = score.notnull() & ~score.isnan()
    wrong: dict[str, Any] = {}
    for index, (_, _, bad) in enumerate(rules):
        broken = bad.fill_null(True)
        wrong[f"bad_{index}"] = broken.cast("int64").sum()
        wrong[f"such_{index}"] = rows[columns.sample].cast("string").min(where=broken)
    return rows.aggregate(
        rows=rows.count(),
        no_prediction=(~given).cast("int64").sum(),
        lowest=score.min(where=given),
        highest=score.max(where=given),
        **wrong,
    )


def _problems(told: dict[str, Any], rules: Sequence[Rule]) -> Iterator[Problem]:
    for index, (name, rule, _) in enumerate(rules):
        if told[f"bad_{index}"]:
            case = told[f"such_{index}"]
            such = f", such as sample {case}" if case is not None else ""
            yield problem(name, rule, f"{told[f'bad_{index}']} rows{such}")


def _repeated(rows: Table, columns: Columns) -> Iterator[Problem]:
    """Find a pair of sample and label that stands twice: it would be counted twice."""
    key = [name for name in (columns.sample, columns.label) if name in rows.columns]
    times = rows.group_by(key).aggregate(times=rows.count())
    twice = times.filter(times.times > 1).limit(1).to_pyarrow().to_pylist()
    if twice:
        rule = "must not repeat: one row per sample and label"
        yield problem(columns.sample, rule, twice[0][columns.sample])


def _most_of_a_patient(rows: Table, columns: Columns) -> int:
    if columns.patient not in rows.columns:
        return 1
    key = [name for name in (columns.patient, columns.label) if name in rows.columns]
    times = rows.group_by(key).aggregate(times=rows.count())
    return int(times.times.max().to_pyarrow().as_py() or 1)
