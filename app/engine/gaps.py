"""Gaps: differences between groups beside what equal groups of these sizes would show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from app.domain.reason import Reason
from app.domain.scores import Gap, IntervalKind, Null
from app.engine.groups import Groups
from app.engine.values import Values
from app.stats.arithmetic import Bools, Floats
from app.stats.intervals import benjamini_hochberg
from app.stats.performance_metric import GapMetric

LEVEL = 0.95


def gap_of(
    metric: GapMetric,
    whole: list[Values],
    parts: list[Values],
    groups: Groups,
    grouping: int,
    kind: IntervalKind,
) -> Gap:
    """Compute one gap between the groups of one grouping.

    Parameters
    ----------
    metric : GapMetric
    whole, parts : list of Values
        Of everybody and of the groups, one per measure that the gap is of.
    groups : Groups
    grouping : int
    kind : IntervalKind

    Returns
    -------
    Gap
        Over the known groups that have every value; the rest is named in `left_out`.
    """
    names = groups.names[grouping]
    among = ~groups.is_unknown(grouping) & (np.array([each.reason for each in parts]) == "").all(0)
    kept = tuple(name for name, keep in zip(names, among, strict=True) if keep)
    out = tuple(name for name, keep in zip(names, among, strict=True) if not keep)
    base = Gap(groups.groupings[grouping], metric.id, float("nan"), kept, out, kind)
    if len(kept) < 2:
        return replace(base, reason=Reason.FEWER_THAN_TWO_GROUPS)
    values = [_among(each.value, among, each.metric.pairs) for each in parts]
    value = float(metric.compute([each.value for each in whole], values))
    if np.isnan(value):
        return replace(base, reason=parts[0].metric.empty)
    base = replace(base, value=value)
    if metric.between:
        base = _with_ends(base, parts[0], among)
    if not all(len(each.centred) for each in parts):
        return base
    drawn = [_among(each.centred, among, each.metric.pairs) for each in parts]
    null = None if np.isnan(metric.equal) else _null(metric, value, whole, values, drawn)
    at_least = _at_least(values[0], drawn[0]) if metric.between else float("nan")
    return replace(base, null=null, at_least=at_least)


def _among(values: Floats, among: Bools, pairs: bool) -> Floats:
    return values[..., among, :][..., among] if pairs else values[..., among]


def _with_ends(gap: Gap, values: Values, among: Bools) -> Gap:
    """Name the best and the worst group, where one way is better."""
    shown = values.value[among]
    low, high = gap.groups[int(shown.argmin())], gap.groups[int(shown.argmax())]
    if values.metric.direction == "higher":
        return replace(gap, best=high, worst=low)
    return replace(gap, best=low, worst=high) if values.metric.direction == "lower" else gap


def _null(
    metric: GapMetric,
    value: float,
    whole: list[Values],
    values: list[Floats],
    drawn: list[Floats],
) -> Null:
    """Return the gap in worlds where all groups are equal: joint replicates about one value."""
    level = [np.nanmean(each) for each in values]
    everybody = [each.centred + middle for each, middle in zip(whole, level, strict=True)]
    equal = [each + middle for each, middle in zip(drawn, level, strict=True)]
    worlds = metric.compute(everybody, equal)
    worse = worlds >= value if metric.direction == "lower" else worlds <= value
    tail = 0.95 if metric.direction == "lower" else 0.05
    return Null(
        float(np.median(worlds)),
        float(np.quantile(worlds, tail)),
        float((1 + worse.sum()) / (1 + len(worlds))),
    )


def _at_least(values: Floats, drawn: Floats) -> float:
    """Return the lower bound of the largest difference, from all pairs at once.

    The largest over pairs of |difference| less its simultaneous width: with 95 % confidence the
    true gap between some two groups is at least that.
    """
    one, other = np.triu_indices(len(values), 1)
    difference = np.abs(values[one] - values[other])
    spread = drawn[:, one] - drawn[:, other]
    error = np.sqrt((spread**2).mean(axis=0))
    there = error > 0
    if not there.any():
        return float("nan")
    width = np.quantile(np.abs(spread[:, there] / error[there]).max(axis=1), LEVEL)
    return float(max(0.0, (difference[there] - width * error[there]).max()))


def adjusted(gaps: list[Gap], families: Mapping[str, tuple[str, ...]]) -> list[Gap]:
    """Return the gaps with the p of each named family adjusted together.

    A measure that stands in several families keeps the largest of its adjusted p.
    """
    found = np.full(len(gaps), np.nan)
    for members in families.values():
        p = np.array(
            [each.null.p if each.null and each.metric in members else np.nan for each in gaps]
        )
        found = np.fmax(found, benjamini_hochberg(p))
    return [replace(each, p_adjusted=float(p)) for each, p in zip(gaps, found, strict=True)]
