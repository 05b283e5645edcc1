"""Cells: bins of scores that keep ranks, the threshold and the bins of calibration.

An edge is a float32, computed once and handed on as it is: whoever bins again, here, in a
database or on a cluster, compares the stored scores with the same edges and finds the same
bins. Bin b holds the scores with edges[b] <= score < edges[b + 1]; the first edge is minus
infinity and the last plus infinity. Bins are never of equal width, which would lose the ranks
of a rare finding.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.exact import ECE_EDGES
from app.errors import Invalid, problem

BINS = 1024
Edges = NDArray[np.float32]

# One row per cell that is not empty; what every reduction to mergeable counts returns.
SCHEMA: dict[str, str] = {
    "<attribute>": "one column per attribute, its word; 'unknown' where it is missing",
    "truth": "uint8: 0 or 1",
    "bin": "int32: edges[bin] <= score < edges[bin + 1]",
    "n": "int64: rows",
    "weight": "float64: sum of weights (n without weights)",
    "weight_square": "float64: sum of squared weights (n without weights)",
    "score_sum": "float64: sum of weight * score",
    "score_square": "float64: sum of weight * score * score",
}


def edges(score: NDArray[Any], *, threshold: float | None = None, bins: int = BINS) -> Edges:
    """Compute the edges of the bins, once, for all groups and everybody who bins these scores.

    Parameters
    ----------
    score : ndarray of float32, shape (N,)
        Of all rows, or of a sample of them; NaN is left out. All distinct scores become edges
        where they are fewer than `bins`: then nothing is lost.
    threshold : float or None
        An edge of its own, in float32.
    bins : int, at least 1
        Quantile bins before the edges of the threshold and of calibration are added.

    Returns
    -------
    ndarray of float32, ascending
        From minus to plus infinity.

    Raises
    ------
    Invalid
        When `bins` is less than 1.

    Examples
    --------
    >>> edges(np.array([2.0, 3.0, 3.0], dtype=np.float32), threshold=2.5)
    array([-inf,  2. ,  2.5,  3. ,  inf], dtype=float32)
    """
    given = np.asarray(score, dtype=np.float32)
    return edges_of_sorted(np.sort(given[~np.isnan(given)]), threshold=threshold, bins=bins)


def edges_of_sorted(score: Edges, *, threshold: float | None = None, bins: int = BINS) -> Edges:
    """Compute the edges from scores that stand in ascending order, none of them NaN."""
    if bins < 1:
        raise Invalid("There must be a bin.", [problem("bins", "must be at least 1", bins)])
    few = _distinct(score, bins)
    inner = few if few is not None else score[(np.arange(1, bins) * len(score)) // bins]
    # The ends show whether all scores are probabilities, however few are not.
    parts = [inner, score[:1], score[-1:], np.array([-np.inf, np.inf], dtype=np.float32)]
    if threshold is not None:
        parts.append(np.array([threshold], dtype=np.float32))
    if not len(score) or (score[0] >= 0 and score[-1] <= 1):
        parts.append(ECE_EDGES)
    return np.unique(np.concatenate(parts).astype(np.float32))


def _distinct(score: Edges, most: int) -> Edges | None:
    """Return the distinct scores where they are at most so many."""
    new = np.concatenate([[True], score[1:] != score[:-1]])[: len(score)]
    return score[new] if np.count_nonzero(new) <= most else None


def bin_of(score: NDArray[Any], at: Edges) -> NDArray[np.int32]:
    """Return the bin of each score, in the type that scores are stored in."""
    place = np.searchsorted(at, np.asarray(score, dtype=np.float32), side="right") - 1
    return np.minimum(place, len(at) - 2).astype(np.int32)


def bin_in_order(score: NDArray[np.float32], order: NDArray[Any], at: Edges) -> NDArray[np.int32]:
    """Return the bin of each row from the order of the scores: a search per edge, not per row."""
    ends = np.searchsorted(score[order], at[1:-1], side="left")
    in_order = np.repeat(
        np.arange(len(at) - 1, dtype=np.int32), np.diff(np.concatenate([[0], ends, [len(order)]]))
    )
    found = np.empty(len(order), dtype=np.int32)
    found[order] = in_order
    return found


def ece_bin_of_bin(at: Edges) -> NDArray[np.int64]:
    """Return the bin of calibration that each bin lies in."""
    return np.searchsorted(ECE_EDGES, at[:-1], side="right")
