"""Counts of scores: group x label x bin, made here, with no small count among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

BINS = 200
CALIBRATION = 15  # bins of calibration that the server measures it in
Array = np.ndarray[Any, Any]


def edges_of(score: Array, threshold: float | None) -> Array:
    """Return the inner edges of the bins: quantiles, or each score where these are few.

    Parameters
    ----------
    score : ndarray of float32
    threshold : float or None
        An edge of its own.
    """
    distinct = np.unique(score)
    ordered = np.sort(score)
    places = (np.arange(1, BINS) * len(ordered)) // BINS
    inner = distinct if len(distinct) <= BINS else ordered[places]
    more = [inner]
    if threshold is not None:
        more.append(np.array([threshold]))
    if not len(score) or (ordered[0] >= 0 and ordered[-1] <= 1):
        more.append(np.linspace(0, 1, CALIBRATION + 1)[1:-1])
    return np.unique(np.concatenate(more).astype(np.float32))


def binned(
    table: pa.Table, attributes: Sequence[str], threshold: float | None, least: int
) -> tuple[pa.Table, list[float], int]:
    """Count rows by group, label and bin.

    Parameters
    ----------
    table : pyarrow.Table
        Rows of a run.
    attributes : sequence of str
        Crossed with each other.
    threshold : float or None
        Bins are not merged across it as long as either side can do without.
    least : int
        No count from 1 to `least` - 1 is left. Where a patient has several rows it is multiplied
        by the most that one has: so many rows may be one person.

    Returns
    -------
    counts : pyarrow.Table
        Attributes, truth, bin and n; a bin begins wherever a group has a row.
    edges : list of float
    left_out : int
        Groups that are too small even as one bin.
    """
    table = table.filter(~np.isnan(table.column("score").to_numpy()))
    score = table.column("score").to_numpy().astype(np.float32)
    edges = edges_of(score, threshold)
    place = np.searchsorted(edges, score, side="right")
    truth = table.column("truth").to_numpy().astype(int)
    words = [table.column(name).fill_null("unknown").to_pylist() for name in attributes]
    groups = list(zip(*words)) if words else [()] * len(table)  # noqa: B905
    unique = sorted(set(groups))
    index = {group: at for at, group in enumerate(unique)}
    n = np.zeros((len(unique), 2, len(edges) + 1), dtype=np.int64)
    np.add.at(n, ([index[each] for each in groups], truth, place), 1)
    cut = 0 if threshold is None else int(np.searchsorted(edges, np.float32(threshold))) + 1
    enough = least * _most_of_a_patient(table)
    begun = [merged_bins(cell, cut, enough) for cell in n]
    rows = [
        (*group, label, start, int(count))
        for group, cell, starts in zip(unique, n, begun)  # noqa: B905
        for start, end in _spans(starts, cell.shape[1])
        for label, count in enumerate(cell[:, start:end].sum(axis=1))
    ]
    names = (*attributes, "truth", "bin", "n")
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    types = [pa.string()] * len(attributes) + [pa.uint8(), pa.int32(), pa.int64()]
    made = pa.table(columns, schema=pa.schema(list(zip(names, types))))  # noqa: B905
    return made, [float(each) for each in edges], sum(each is None for each in begun)


def _most_of_a_patient(table: pa.Table) -> int:
    if "patient" not in table.column_names or not len(table):
        return 1
    return int(max(table.column("patient").value_counts().field("counts").to_pylist()))


def _spans(starts: list[int] | None, bins: int) -> list[tuple[int, int]]:
    return [] if starts is None else list(zip(starts, [*starts[1:], bins]))  # noqa: B905


def merged_bins(cell: Array, cut: int, least: int) -> list[int] | None:
    """Return where the bins of a group begin, None where even one bin is too small.

    Parameters
    ----------
    cell : ndarray of int, shape (2, B)
        Negatives and positives.
    cut : int
        Bin that begins at the threshold; 0 where there is none.
    least : int
    """
    sides = [(0, cut), (cut, cell.shape[1])] if cut else [(0, cell.shape[1])]
    begun: list[int] = []
    for low, high in sides:
        part = _merged_side(cell, low, high, least)
        if part is None:
            return [0] if _large(cell.sum(axis=1), least) else None
        begun += part
    return begun


def _merged_side(cell: Array, low: int, high: int, least: int) -> list[int] | None:
    begun, held = [low], np.zeros(2, dtype=np.int64)
    for place in range(low, high):
        enough = held.any() and _large(held, least) and place > begun[-1]
        if enough and _large(cell[:, place:high].sum(axis=1), least):
            begun.append(place)
            held = np.zeros(2, dtype=np.int64)
        held = held + cell[:, place]
    return begun if _large(held, least) else None


def _large(held: Array, least: int) -> bool:
    return bool(np.all((held == 0) | (held >= least)))
