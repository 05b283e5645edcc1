"""From counts to sums: what mergeable counts leave for the same measures, with stated bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma

from app.engine.cells import ece_bin_of_bin
from app.engine.counts import ScoreCounts, coarsened
from app.engine.exact import ECE_BINS, ECE_EDGES
from app.engine.groups import Groups
from app.engine.lanes import ranks_of_bins
from app.engine.ranked import obuchowski
from app.engine.tallied import Supported, Tallied
from app.stats.arithmetic import Floats, divide
from app.stats.sums import Sums


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """Sums of counts: as if the scores of a bin were tied, and the two ends of what may be.

    The exact value of a measure lies between its values at `ends`, whichever is the larger.
    """

    middle: Tallied
    ends: tuple[Tallied, Tallied]
    variance: Floats
    supported: Supported


@dataclass(frozen=True, slots=True, eq=False)
class _InGroups:
    """Counts added up to groups, in the bins that all their cells have in common.

    `lower` and `upper_end` keep the weights where the cells' own bins begin and end, which tells
    more of pairs than the bins in common; shapes (K, 2, B) and (K, 2, B + 1).
    """

    n: NDArray[np.int64]
    weight: Floats
    square: Floats
    score: Floats | None
    score_square: Floats | None
    lower: Floats
    upper_end: Floats
    starts: NDArray[np.bool_]
    edges: NDArray[np.float32]

    @property
    def upper(self) -> NDArray[np.float32]:
        """Upper edge of each group's bin, at its first, shape (K, B)."""
        return np.asarray(self.edges[_end(self.starts)])


def _end(starts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the index of the edge where the bin that begins at a place ends."""
    bins = starts.shape[1]
    place = np.where(starts, np.arange(bins), bins)
    later = np.minimum.accumulate(place[:, ::-1], axis=1)[:, ::-1]
    return np.concatenate([later[:, 1:], np.full((len(later), 1), bins)], axis=1)


def sums_of_counts(
    counts: ScoreCounts, groups: Groups, threshold: float | None, most_of_a_patient: int = 1
) -> Bounded:
    """Compute the sums of all groups, and their bounds.

    Parameters
    ----------
    counts : ScoreCounts
    groups : Groups
        Of the cells of the counts as rows.
    threshold : float or None
    most_of_a_patient : int
        Rows that one patient has at most.

    Returns
    -------
    Bounded
    """
    cell = _in_groups(counts, groups.cell, groups.cells)
    parts = [
        _of_grouping(_merged(cell, member, size), threshold)
        for member, size in zip(groups.member, groups.sizes, strict=True)
    ]
    nothing: tuple[None, ...] = (None,) * len(groups.groupings)
    middle, one_end, other_end = (
        Tallied(_joined([part[0][index] for part in parts]), nothing) for index in range(3)
    )
    variance = np.concatenate([part[1] for part in parts])
    supported = _support([part[2] for part in parts], most_of_a_patient)
    return Bounded(middle, (one_end, other_end), variance, supported)


def _joined(parts: list[Sums]) -> Sums:
    names = [name for name in Sums.__slots__ if getattr(parts[0], name) is not None]
    return Sums(**{name: np.concatenate([getattr(each, name) for each in parts]) for name in names})


def _support(parts: list[_InGroups], most: int) -> Supported:
    """Count rows; of patients, counts know how many there must be at least."""
    n, pos = (
        np.concatenate(
            [each.n.sum(axis=(1, 2)) if every else each.n[:, 1].sum(axis=1) for each in parts]
        )
        for every in (True, False)
    )
    weight = np.concatenate([each.weight.sum(axis=(1, 2)) for each in parts])
    square = np.concatenate([each.square.sum(axis=(1, 2)) for each in parts])
    kish = np.nan_to_num(divide(weight**2, square))
    people = [-(-each // most) for each in (n, pos, n - pos)]
    return Supported(n, pos, people[0], people[1], people[2], kish, np.zeros_like(n))


def _in_groups(counts: ScoreCounts, cell: NDArray[Any], cells: int) -> _InGroups:
    ended = np.zeros((len(counts.n), 2, counts.bins + 1))
    place = np.broadcast_to(_end(counts.starts)[:, None, :], counts.n.shape)
    index: Any = np.indices(counts.n.shape, sparse=True)
    np.add.at(ended, (index[0], index[1], place), counts.weight)
    everything = _InGroups(
        counts.n,
        counts.weight,
        counts.weight_square,
        counts.score_sum,
        counts.score_square,
        counts.weight,
        ended,
        counts.starts,
        counts.edges,
    )
    return _merged(everything, cell, cells)


def _merged(parts: _InGroups, member: NDArray[Any], groups: int) -> _InGroups:
    """Add cells up; a bin begins only where it begins in all cells that are added."""
    starts = np.ones((groups, parts.starts.shape[1]), dtype=bool)
    np.logical_and.at(starts, member, parts.starts)

    def plain(values: NDArray[Any]) -> Any:
        out: NDArray[Any] = np.zeros((groups, *values.shape[1:]), dtype=values.dtype)
        np.add.at(out, member, values)
        return out

    def total(values: NDArray[Any] | None) -> Any:
        return None if values is None else coarsened(plain(values), starts[:, None, :])

    return _InGroups(
        total(parts.n),
        total(parts.weight),
        total(parts.square),
        total(parts.score),
        total(parts.score_square),
        plain(parts.lower),
        plain(parts.upper_end),
        starts,
        parts.edges,
    )


def _of_grouping(held: _InGroups, threshold: float | None) -> tuple[list[Sums], Floats, _InGroups]:
    """Return the sums in the middle and at both ends, and the variance of the AUROC."""
    neg, pos = held.weight[:, 0], held.weight[:, 1]
    total = {"n": (neg + pos).sum(axis=1), "pos": pos.sum(axis=1)}
    three: list[dict[str, Floats]] = [dict(total) for _ in range(3)]
    for add in (_ranks(held), _called(held, threshold), _calibration(held)):
        for name, values in add.items():
            for each, value in zip(three, values, strict=True):
                each[name] = value
    variance = _variance(neg, pos, three[0]["concordant"])
    return [Sums(**each) for each in three], variance, held


def _ranks(held: _InGroups) -> dict[str, list[Floats]]:
    """Return pairs and precision; a pair is sure where the cells' own bins do not overlap."""
    neg, pos = held.weight[:, 0], held.weight[:, 1]
    precision = ranks_of_bins(neg[..., None], pos[..., None])[1][:, 0]
    ended = np.cumsum(held.upper_end[:, 0], axis=1)[:, :-1]
    sure = (held.lower[:, 1] * ended).sum(axis=1)
    begun = np.cumsum(held.lower[:, 0], axis=1)
    possible = (held.upper_end[:, 1, 1:] * begun).sum(axis=1)
    above = [each.sum(axis=1, keepdims=True) - np.cumsum(each, axis=1) for each in (neg, pos)]
    low = _precision_in_order(pos, above[1], above[0] + neg)
    high = (pos * np.nan_to_num(divide(above[1] + pos, above[1] + pos + above[0]))).sum(axis=1)
    return {
        "concordant": [(sure + possible) / 2, sure, possible],
        "precision": [precision, low, high],
    }


def _precision_in_order(pos: Floats, pos_above: Floats, neg_above: Floats) -> Floats:
    """Return the least precision of bins: all negatives first, then the positives one by one.

    The sum over i = 1 ... p of (a + i) / (a + i + b) is p - b (psi(a + b + p + 1) -
    psi(a + b + 1)); for weights, which need not be whole, the first term p times stands below.
    """
    a, b = pos_above, neg_above
    if np.all(pos == np.floor(pos)) and np.all(b == np.floor(b)):
        fallen = b * (digamma(a + b + pos + 1) - digamma(a + b + 1))
        return np.asarray((pos - fallen).sum(axis=1))
    return np.asarray((pos * np.nan_to_num(divide(a, a + b))).sum(axis=1))


def _called(held: _InGroups, threshold: float | None) -> dict[str, list[Floats]]:
    """Return positives at or above the threshold; a bin across it may lie on either side."""
    if threshold is None:
        return {}
    at = np.float32(threshold)
    surely = held.starts & (held.edges[:-1] >= at)
    perhaps = held.starts & (held.upper > at)
    found = {}
    for name, weight in (
        ("false_positive", held.weight[:, 0]),
        ("true_positive", held.weight[:, 1]),
    ):
        low, high = ((weight * where).sum(axis=1) for where in (surely, perhaps))
        found[name] = [np.where(low == high, low, np.nan), low, high]
    return found


def _calibration(held: _InGroups) -> dict[str, list[Floats]]:
    """Return squared errors and the bins of calibration, with the ends of both."""
    in_range = np.clip(held.edges, 0, 1).astype(np.float64)
    outside = (held.n.sum(axis=(0, 1)) > 0) & (
        (held.edges[:-1] < 0) & np.isfinite(held.edges[:-1]) | (held.edges[:-1] > 1)
    )
    if outside.any():
        return {}
    low, high = in_range[:-1][None, :], np.clip(held.upper, 0, 1).astype(np.float64)
    neg, pos = held.weight[:, 0], held.weight[:, 1]
    if held.score is None or held.score_square is None:
        score = [(neg + pos) * each for each in (low, high)]
        squared = [
            (neg * s**2 + pos * (1 - t) ** 2).sum(axis=1) for s, t in ((low, high), (high, low))
        ]
        middle = np.where(squared[0] == squared[1], squared[0], np.nan)
    else:
        score = [held.score.sum(axis=1)] * 2
        middle = (
            held.score_square.sum(axis=(1, 2)) - 2 * held.score[:, 1].sum(axis=1) + pos.sum(axis=1)
        )
        squared = [middle, middle]
    found = {"squared_error": [middle, *squared]}
    return found | _ece_bins(held, score)


def _ece_bins(held: _InGroups, score: list[Floats]) -> dict[str, list[Floats]]:
    """Return the bins of calibration; NaN in groups whose own bins do not have their edges."""
    place, needed = ece_bin_of_bin(held.edges), np.isin(held.edges[:-1], ECE_EDGES)
    whole = held.starts[:, needed].all(axis=1) & (needed.sum() == len(ECE_EDGES))

    def binned(values: Floats) -> Floats:
        out = np.zeros((len(values), ECE_BINS))
        np.add.at(out.T, place, values.T)
        return np.where(whole[:, None], out, np.nan)

    pos = binned(held.weight[:, 1])
    low, high = (binned(each) for each in score)
    nearest = np.clip(pos, low, high)
    farthest = np.where(np.abs(low - pos) > np.abs(high - pos), low, high)
    middle = np.where(low == high, low, np.nan)
    n, square = binned(held.weight.sum(axis=1)), binned(held.square.sum(axis=1))
    return {
        "bin_n": [n] * 3,
        "bin_pos": [pos] * 3,
        "bin_score": [middle, nearest, farthest],
        "bin_square": [square] * 3,
    }


def _variance(neg: Floats, pos: Floats, concordant: Floats) -> Floats:
    """Return DeLong's variance with bins as ties and rows as independent."""
    all_neg, all_pos = neg.sum(axis=1, keepdims=True), pos.sum(axis=1, keepdims=True)
    mean = divide(concordant[:, None], all_neg * all_pos)
    of_pos = np.nan_to_num(divide(np.cumsum(neg, axis=1) - neg / 2, all_neg) - mean)
    of_neg = np.nan_to_num(divide(all_pos - np.cumsum(pos, axis=1) + pos / 2, all_pos) - mean)
    square = np.array(
        [(pos * of_pos**2).sum(axis=1), (neg * of_neg**2).sum(axis=1), np.zeros(len(neg))]
    )
    people = np.array([(all_neg + all_pos)[:, 0], all_pos[:, 0], all_neg[:, 0]])
    return obuchowski(square, people, all_neg[:, 0], all_pos[:, 0])
