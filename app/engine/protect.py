"""Protect: bins of counts merged group by group, until no small cell shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.counts import ScoreCounts, coarsened

LEAST_CELL = 11


def protected(
    counts: ScoreCounts, *, threshold: float | None, least: int = LEAST_CELL
) -> ScoreCounts:
    """Merge bins, group by group, until no cell holds from 1 to `least` - 1 rows.

    Bins are not merged across the threshold as long as either side can do without; a group that
    is too small even as one bin is left out. Of the scores of a bin only their sum is kept: the
    mean of many.

    Parameters
    ----------
    counts : ScoreCounts
    threshold : float or None
        An edge of the counts.
    least : int

    Returns
    -------
    ScoreCounts
    """
    cut = 0 if threshold is None else int(np.searchsorted(counts.edges, np.float32(threshold)))
    starts = np.zeros((len(counts.words), counts.bins), dtype=bool)
    kept = np.zeros(len(counts.words), dtype=bool)
    for index, cell in enumerate(counts.n):
        begun = _merged_bins(cell, cut, least)
        kept[index] = begun is not None
        if begun is not None:
            starts[index, begun] = True
    totals: dict[str, Any] = {
        name: coarsened(values, starts[:, None, :])[kept]
        for name in ("n", "weight", "weight_square", "score_sum")
        if (values := getattr(counts, name)) is not None
    }
    words = tuple(word for word, keep in zip(counts.words, kept, strict=True) if keep)
    return replace(counts, words=words, starts=starts[kept], score_square=None, **totals)


def _merged_bins(cell: NDArray[np.int64], cut: int, least: int) -> list[int] | None:
    """Return where the bins of a group begin, or None where even one bin is too small."""
    sides = [(0, cut), (cut, cell.shape[1])] if cut > 0 else [(0, cell.shape[1])]
    begun: list[int] = []
    for low, high in sides:
        part = _merged_side(cell, low, high, least)
        if part is None:
            return [0] if _large(cell.sum(axis=1), least) else None
        begun += part
    return begun


def _merged_side(cell: NDArray[np.int64], low: int, high: int, least: int) -> list[int] | None:
    """Return where bins begin between two edges, each large enough; None where none can be."""
    begun, held = [low], np.zeros(2, dtype=np.int64)
    for place in range(low, high):
        if _large(held, least) and held.any() and place > begun[-1]:
            rest = cell[:, place:high].sum(axis=1)
            if _large(rest, least):
                begun.append(place)
                held = np.zeros(2, dtype=np.int64)
        held = held + cell[:, place]
    return begun if _large(held, least) else None


def _large(held: NDArray[np.int64], least: int) -> bool:
    return bool(np.all((held == 0) | (held >= least)))
