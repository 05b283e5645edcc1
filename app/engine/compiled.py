"""Compiled passes; imported only where numba is installed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = Any  # numba infers the types itself


@njit(cache=True)  # type: ignore[untyped-decorator]
def rank(columns: Array, member: Array, totals: Array, out: Array) -> None:
    """Add concordant pairs and precision of all groupings, in one pass over the sorted rows.

    `columns` are score, cell * 2 + truth and weight, by ascending score; equal scores are one
    run, in which ties count half.
    """
    score, code, weight = columns
    neg, pos = totals
    concordant, precision = out
    weighted, groupings = weight.shape[0] > 1, member.shape[0]
    n_low, p_low = np.zeros_like(neg), np.zeros_like(neg)
    n_tie, p_tie = np.zeros_like(neg), np.zeros_like(neg)
    first, n = 0, score.shape[0]
    while first < n:
        last = first + 1
        while last < n and score[last] == score[first]:
            last += 1
        single = last == first + 1
        if not single:
            for at in range(first, last):
                w = weight[at] if weighted else 1.0
                for level in range(groupings):
                    g = member[level, code[at] >> 1]
                    if code[at] & 1:
                        p_tie[g] += w
                    else:
                        n_tie[g] += w
        for at in range(first, last):
            w = weight[at] if weighted else 1.0
            cell = code[at] >> 1
            if code[at] & 1:
                for level in range(groupings):
                    g = member[level, cell]
                    concordant[g] += w * (n_low[g] + n_tie[g] / 2)
                    from_here = pos[g] - p_low[g]
                    precision[g] += w * from_here / (from_here + neg[g] - n_low[g])
                    if single:
                        p_low[g] += w
            elif single:
                for level in range(groupings):
                    n_low[member[level, cell]] += w
        if not single:
            for at in range(first, last):
                for level in range(groupings):
                    g = member[level, code[at] >> 1]
                    n_low[g] += n_tie[g]
                    p_low[g] += p_tie[g]
                    n_tie[g] = 0.0
                    p_tie[g] = 0.0
        first = last


@njit(cache=True)  # type: ignore[untyped-decorator]
def place(columns: Array, order: Array, member: Array, totals: Array, placed: Array) -> None:
    """Give every row its placement among the other outcome of its group, in one grouping."""
    score, code, weight = columns
    neg, pos = totals
    weighted = weight.shape[0] > 1
    low, tie = np.zeros((2, neg.shape[0])), np.zeros((2, neg.shape[0]))
    first, n = 0, score.shape[0]
    while first < n:
        last = first
        while last < n and score[last] == score[first]:
            tie[code[last] & 1, member[code[last] >> 1]] += weight[last] if weighted else 1.0
            last += 1
        for at in range(first, last):
            g = member[code[at] >> 1]
            if code[at] & 1:
                placed[order[at]] = (low[0, g] + tie[0, g] / 2) / neg[g] if neg[g] > 0 else 0.0
            else:
                above = pos[g] - low[1, g] - tie[1, g] / 2
                placed[order[at]] = above / pos[g] if pos[g] > 0 else 0.0
        for at in range(first, last):
            g, truth = member[code[at] >> 1], code[at] & 1
            low[truth, g] += tie[truth, g]
            tie[truth, g] = 0.0
        first = last


@njit(cache=True)  # type: ignore[untyped-decorator]
def clusters(columns: Array, member: Array, mean: Array, square: Array, people: Array) -> None:
    """Add, per group of one grouping, squares of patients' summed placements, and patients.

    `columns` are placement, cell, truth, weight and patient; the rows of a patient stand
    together.
    """
    placed, cell, truth, weight, patient = columns
    weighted, groups = weight.shape[0] > 1, people.shape[1]
    held, seen = np.zeros((2, groups)), np.zeros((2, groups), dtype=np.bool_)
    first, n = 0, cell.shape[0]
    while first < n:
        last = first
        while last < n and patient[last] == patient[first]:
            t, g = truth[last], member[cell[last]]
            seen[t, g] = True
            held[t, g] += (weight[last] if weighted else 1.0) * (placed[last] - mean[g])
            last += 1
        for at in range(first, last):
            g = member[cell[at]]
            if seen[0, g] or seen[1, g]:
                people[0, g] += 1
                people[1, g] += seen[1, g]
                people[2, g] += seen[0, g]
                square[0, g] += held[1, g] * held[1, g]
                square[1, g] += held[0, g] * held[0, g]
                square[2, g] += held[0, g] * held[1, g]
                held[0, g], held[1, g] = 0.0, 0.0
                seen[0, g], seen[1, g] = False, False
        first = last


@njit(cache=True)  # type: ignore[untyped-decorator]
def people(columns: Array, member: Array, found: Array) -> None:
    """Count the patients of every group: any, with a positive, with a negative.

    Outcome is 0, 1, or 2 where there is no prediction; the rows of a patient stand together.
    """
    cell, outcome, patient = columns
    seen = np.zeros((3, found.shape[1]), dtype=np.bool_)
    first, n = 0, cell.shape[0]
    while first < n:
        last = first
        while last < n and patient[last] == patient[first]:
            t = outcome[last]
            for level in range(member.shape[0]):
                if t < 2:
                    g = member[level, cell[last]]
                    seen[0, g] = True
                    seen[2 - t, g] = True
            last += 1
        for at in range(first, last):
            same = at > first and cell[at] == cell[at - 1]
            for level in range(0 if same else member.shape[0]):
                g = member[level, cell[at]]
                for kind in range(3):
                    found[kind, g] += seen[kind, g]
                    seen[kind, g] = False
        first = last


@njit(cache=True)  # type: ignore[untyped-decorator]
def look_up(table: Array, drawn: Array, found: Array) -> None:
    """Put the table's entry of each number drawn in its place."""
    for at in range(drawn.shape[0]):
        found[at] = table[drawn[at]]


@njit(cache=True)  # type: ignore[untyped-decorator]
def additive(columns: Array, edges: Array, threshold: Array, counts: Array, bins: Array) -> None:
    """Add what needs no ranks over the finest cells.

    `counts` has, per cell: negatives, positives, those at or above the threshold, and squared
    error; `bins`, per cell and bin of calibration: weight, positives, scores, squared weights.
    """
    score, truth, cell, weight = columns
    weighted, last = weight.shape[0] > 1, bins.shape[1] - 1
    for row in range(score.shape[0]):
        s, t, c = score[row], truth[row], cell[row]
        w = weight[row] if weighted else 1.0
        counts[c, t] += w
        if s >= threshold:
            counts[c, 2 + t] += w
        if last >= 0:
            off = np.float64(s) - t
            counts[c, 4] += w * off * off
            b = min(int(s * (last + 1)), last)
            while b < last and s >= edges[b]:
                b += 1
            while b > 0 and s < edges[b - 1]:
                b -= 1
            bins[c, b, 0] += w
            bins[c, b, 1] += w * t
            bins[c, b, 2] += w * np.float64(s)
            bins[c, b, 3] += w * w


@njit(cache=True)  # type: ignore[untyped-decorator]
def scatter(cell: Array, patient: Array, weight: Array, drawn: Array, held: Array) -> None:
    """Add each patient's appearances (lanes side by side) to the cells of its rows."""
    lanes = held.shape[1]
    if weight.shape[0] > 1:
        for row in range(cell.shape[0]):
            c, p, w = cell[row], patient[row], weight[row]
            for lane in range(lanes):
                held[c, lane] += w * drawn[p, lane]
    else:
        for row in range(cell.shape[0]):
            c, p = cell[row], patient[row]
            for lane in range(lanes):
                held[c, lane] += drawn[p, lane]


@njit(cache=True, fastmath=True)  # type: ignore[untyped-decorator]
def sum_cells(held: Array, means: Array, ece_bin: Array, called: Array, out: Array) -> None:
    """Add what needs no ranks over the bins of each finest cell, lanes side by side."""
    mean_score, mean_off, mean_square = means
    counts, bins = out
    cells, _, room, lanes = held.shape
    calibrated, thresholded = mean_score.shape[0] > 0, called.shape[0] > 0
    for c in range(cells):
        for t in range(2):
            for b in range(room):
                above, e = thresholded and called[b], ece_bin[b]
                for lane in range(lanes):
                    counts[t, c, lane] += held[c, t, b, lane]
                if above:
                    for lane in range(lanes):
                        counts[2 + t, c, lane] += held[c, t, b, lane]
                if calibrated:
                    s, off, sq = mean_score[c, t, b], mean_off[c, t, b], mean_square[c, t, b]
                    for lane in range(lanes):
                        w = held[c, t, b, lane]
                        counts[4, c, lane] += w * off
                        bins[0, c, e, lane] += w
                        bins[1, c, e, lane] += w * t
                        bins[2, c, e, lane] += w * s
                        bins[3, c, e, lane] += 2 * w * sq


@njit(cache=True, fastmath=True)  # type: ignore[untyped-decorator]
def ranks_of_bins(neg: Array, pos: Array, concordant: Array, precision: Array) -> None:
    """Add concordant pairs and precision of binned scores, lanes side by side."""
    groups, bins, lanes = neg.shape
    for g in range(groups):
        n_low, p_from, all_from = np.zeros(lanes), np.zeros(lanes), np.zeros(lanes)
        for b in range(bins):
            for lane in range(lanes):
                concordant[g, lane] += pos[g, b, lane] * (n_low[lane] + neg[g, b, lane] / 2)
                n_low[lane] += neg[g, b, lane]
        for b in range(bins - 1, -1, -1):
            for lane in range(lanes):
                p = pos[g, b, lane]
                p_from[lane] += p
                all_from[lane] += p + neg[g, b, lane]
                precision[g, lane] += p * p_from[lane] / max(all_from[lane], 1e-300)
