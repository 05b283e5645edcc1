"""Curves: how a group fares at every threshold that may be shown, and how its scores hold true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from app.engine.counts import ScoreCounts
from app.services.runs.answers import Curve
from app.services.runs.coarse import decimals
from app.services.runs.compute import Computed
from app.services.runs.small import Group, Hidden
from app.stats.arithmetic import Floats

COARSEST = 2  # decimals; a curve in tenths would mislead


def curves_of(one: Computed, shown: Mapping[Group, bool], hidden: Hidden) -> Iterator[Curve]:
    """Yield the curve of everybody and of each group with an AUROC.

    Parameters
    ----------
    one : Computed
    shown : mapping of Group to bool
        Whether the AUROC of a group is printed: enough patients with and without the finding.
    hidden : Hidden
        Groups whose counts are hidden have rates in few decimals and no counts. So has everybody
        as soon as an attribute has one: a sum less its parts gives the hidden one back.
    """
    parts_hidden = any(len(group) == 1 for group in hidden.positives)
    counted = [one.counts, *one.by_attribute] if one.counts else one.by_attribute
    for counts in counted:
        for index, words in enumerate(counts.words):
            group = dict(zip(counts.attributes, words, strict=True))
            key = frozenset(group.items())
            secret = key in hidden.positives if key else parts_hidden
            if shown.get(key) and (made := _curve(counts, index, secret)):
                yield Curve(one.label, group, **made)


def _curve(counts: ScoreCounts, index: int, secret: bool) -> dict[str, Any] | None:
    at = np.flatnonzero(counts.starts[index])
    to = decimals(int(counts.n[index].sum(axis=1).min())) if secret else None
    if to is not None and to < COARSEST:
        return None
    weighted = not np.array_equal(counts.weight[index], counts.n[index])
    n = (counts.weight if weighted else counts.n)[index][:, at]
    edges = counts.edges[at].astype(np.float64)
    made: dict[str, Any] = {
        "start": [float(edge) if np.isfinite(edge) else None for edge in edges],
        "false_positive_rate": _from(n[0], to),
        "true_positive_rate": _from(n[1], to),
        "decimals": to,
        "negatives": None,
        "positives": None,
        "mean_score": None,
    }
    if secret:
        return made
    return made | {"negatives": n[0].tolist(), "positives": n[1].tolist(),
                   "mean_score": _means(counts, index, at)}  # fmt: skip


def _from(n: Floats, to: int | None) -> list[float]:
    """Return the share of cases in each bin or above it."""
    shares = np.cumsum(n[::-1])[::-1] / n.sum()
    return [float(each) if to is None else round(float(each), to) for each in shares]


def _means(counts: ScoreCounts, index: int, at: Any) -> list[float | None] | None:
    """Return the mean score of each bin; None where only counts were sent."""
    if counts.score_sum is None:
        return None
    total, weight = (
        values[index][:, at].sum(axis=0) for values in (counts.score_sum, counts.weight)
    )
    return [float(a / b) if b > 0 else None for a, b in zip(total, weight, strict=True)]
