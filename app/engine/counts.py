"""Mergeable counts: how many of each group, truth and bin of the score; the second road.

For sites that let no row out, and for sets beyond one machine. Counts of the same edges add up
in any order. A site may merge neighbouring bins of a group so that no small cell shows; `starts`
says where the bins of each group begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app.domain.rows import UNKNOWN, Coded, Outcome, Rows
from app.engine.cells import Edges, bin_of
from app.engine.groups import group
from app.errors import Conflict, Invalid, problem
from app.stats.arithmetic import Floats, added

FLOATS = ("weight", "weight_square", "score_sum", "score_square")
COUNTED = ("n", *FLOATS)


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCounts:
    """Counts of binned scores.

    Parameters
    ----------
    attributes : tuple of str
    words : tuple of tuple of str
        Per cell, its word of each attribute; no two cells alike.
    edges : ndarray of float32, shape (B + 1,)
        See `app.engine.cells`.
    n : ndarray of int64, shape (C, 2, B)
        Negatives and positives.
    weight, weight_square : ndarray of float64, shape (C, 2, B)
    score_sum, score_square : ndarray of float64, shape (C, 2, B), or None
        Where only counts were sent, None: then what rests on them has bounds.
    starts : ndarray of bool, shape (C, B)
        Where a bin of the cell begins; the counts of a merged bin stand at its first.
    """

    attributes: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    edges: Edges
    n: NDArray[np.int64]
    weight: Floats
    weight_square: Floats
    score_sum: Floats | None
    score_square: Floats | None
    starts: NDArray[np.bool_]

    @property
    def bins(self) -> int:
        """Number of bins, B."""
        return len(self.edges) - 1

    def coded(self) -> Mapping[str, Coded]:
        """Return the cells' attributes as columns of codes."""
        found = {}
        for index, name in enumerate(self.attributes):
            words = sorted({each[index] for each in self.words})
            codes = np.array([words.index(each[index]) for each in self.words], dtype=np.int32)
            found[name] = Coded(codes, tuple(words))
        return found


def count(rows: Rows, attributes: tuple[str, ...], at: Edges) -> ScoreCounts:
    """Count the rows with a prediction.

    Parameters
    ----------
    rows : Rows
        Yes or no.
    attributes : tuple of str
        Crossed with each other.
    at : ndarray of float32
        Edges, computed once.

    Returns
    -------
    ScoreCounts

    Raises
    ------
    Invalid
        When truth is not yes or no.
    """
    if rows.outcome is not Outcome.BINARY or rows.truth is None:
        rule = "must be binary: only yes or no is counted by bins of the score"
        raise Invalid("These rows cannot be counted.", [problem("outcome", rule, rows.outcome)])
    given = rows.at(~np.isnan(rows.score))
    groups = group(given.attributes, (attributes,) if attributes else (), len(given))
    names = groups.names[-1]
    where = groups.of_row(len(groups.groupings) - 1).astype(np.int64)
    shape = (len(names), 2, len(at) - 1)
    truth = np.asarray(given.truth)
    code = (where * 2 + truth) * shape[2] + bin_of(given.score, at)
    room, weight = int(np.prod(shape)), given.weight
    w = np.ones(len(given)) if weight is None else weight
    score = given.score.astype(np.float64)
    square = [added(code, each, room).reshape(shape) for each in (w * w, w * score * score)]
    return ScoreCounts(
        attributes,
        tuple(tuple(name[each] for each in attributes) for name in names),
        at,
        added(code, None, room).astype(np.int64).reshape(shape),
        added(code, w, room).reshape(shape),
        square[0],
        added(code, w * score, room).reshape(shape),
        square[1],
        np.ones((shape[0], shape[2]), dtype=bool),
    )


def merge(one: ScoreCounts, other: ScoreCounts) -> ScoreCounts:
    """Add the counts of two parts of the same evaluation; the order does not matter.

    Raises
    ------
    Conflict
        When the edges or the attributes differ: such counts cannot be added.
    """
    if one.attributes != other.attributes or not np.array_equal(one.edges, other.edges):
        rule = "must be the same in all parts: compute them once and hand them on"
        raise Conflict("These counts do not add up.", [problem("edges and attributes", rule)])
    words = tuple(sorted({*one.words, *other.words}))
    at = {word: index for index, word in enumerate(words)}
    place = [[at[word] for word in each.words] for each in (one, other)]
    starts = np.ones((len(words), one.bins), dtype=bool)
    for each, where in zip((one, other), place, strict=True):
        starts[where] &= each.starts
    totals: dict[str, Any] = {}
    for name in COUNTED:
        parts = [getattr(each, name) for each in (one, other)]
        if any(part is None for part in parts):
            totals[name] = None
            continue
        total = np.zeros((len(words), 2, one.bins), dtype=parts[0].dtype)
        for part, where in zip(parts, place, strict=True):
            total[where] += part
        totals[name] = coarsened(total, starts[:, None, :])
    return replace(one, words=words, starts=starts, **totals)


def coarsened(values: NDArray[Any], starts: NDArray[np.bool_]) -> NDArray[Any]:
    """Move what stands in a bin that does not begin there to the bin it belongs to."""
    first = np.maximum.accumulate(np.where(starts, np.arange(values.shape[-1]), 0), axis=-1)
    if starts.all():
        return values
    out = np.zeros_like(values)
    index: list[Any] = list(np.indices(values.shape, sparse=True))
    index[-1] = np.broadcast_to(first, values.shape)
    np.add.at(out, tuple(index), values)
    return out


def to_table(counts: ScoreCounts) -> pa.Table:
    """Return the cells that are not empty, one a row, in the columns of `cells.SCHEMA`."""
    cell, truth, place = np.nonzero(counts.n)
    columns: dict[str, Any] = {
        name: pa.array([counts.words[each][index] for each in cell], pa.string())
        for index, name in enumerate(counts.attributes)
    }
    columns |= {"truth": truth.astype(np.uint8), "bin": place.astype(np.int32)}
    for name in COUNTED:
        values = getattr(counts, name)
        if values is not None:
            columns[name] = values[cell, truth, place]
    return pa.table(columns)


def from_table(
    table: pa.Table, attributes: tuple[str, ...], at: Edges, starts: NDArray[np.bool_] | None = None
) -> ScoreCounts:
    """Read counts that a database, a cluster or a site has reduced its rows to.

    Parameters
    ----------
    table : pyarrow.Table
        In the columns of `cells.SCHEMA`; `weight`, `weight_square` and the sums of scores may
        be missing. Several rows of one cell are added.
    attributes : tuple of str
    at : ndarray of float32
    starts : ndarray of bool, shape (C, B), or None
        Cells in ascending order of their words; None: every bin begins where it says.

    Returns
    -------
    ScoreCounts

    Raises
    ------
    Invalid
        When a column is missing or a value is out of range.
    """
    _check(table, attributes, at)
    words = [_words(table.column(name)) for name in attributes]
    each = list(zip(*words, strict=True)) if words else [()] * len(table)
    unique = tuple(sorted(set(each)))
    at_word = {word: index for index, word in enumerate(unique)}
    cell = np.array([at_word[word] for word in each], dtype=np.int64)
    shape = (len(unique), 2, len(at) - 1)
    place = (cell, table.column("truth").to_numpy().astype(int), table.column("bin").to_numpy())

    def column(name: str, kind: type) -> NDArray[Any]:
        out: NDArray[Any] = np.zeros(shape, dtype=kind)
        np.add.at(out, place, table.column(name).to_numpy().astype(kind))
        return out

    n = column("n", np.int64)
    names = set(table.column_names)
    found = [column(name, np.float64) if name in names else None for name in FLOATS]
    weight = n.astype(np.float64) if found[0] is None else found[0]
    square = n.astype(np.float64) if found[1] is None else found[1]
    begun = np.ones((shape[0], shape[2]), dtype=bool) if starts is None else starts
    return ScoreCounts(attributes, unique, at, n, weight, square, found[2], found[3], begun)


def _words(column: pa.ChunkedArray) -> list[str]:
    return [UNKNOWN if each is None else str(each) for each in column.to_pylist()]


def _check(table: pa.Table, attributes: tuple[str, ...], at: Edges) -> None:
    problems = [
        problem(name, "must be a column of the counts", example="n")
        for name in (*attributes, "truth", "bin", "n")
        if name not in table.column_names
    ]
    if not problems:
        for name, low, high in (("truth", 0, 1), ("bin", 0, len(at) - 2), ("n", 0, 2**53)):
            values = table.column(name).to_numpy()
            bad = np.flatnonzero(~((values >= low) & (values <= high)))
            if len(bad):
                rule = f"must be a whole number from {low} to {high}"
                problems.append(problem(f"{name}, row {bad[0] + 1}", rule, values[bad[0]].item()))
    if problems:
        raise Invalid("These counts cannot be read.", problems)
