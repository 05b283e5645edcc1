"""Coarse: values of groups whose counts are hidden, in too few decimals to give the counts back.

A share of q cases is p/q: to many decimals it tells q. In steps that are no finer than 1/q every
q nearby has a p that fits, so that nothing is told.
"""

from __future__ import annotations

from math import isfinite, log10

from app.domain.scores import Support
from app.stats.performance_metric import GroupMetric
from app.stats.performance_registry import performance_metric
from app.stats.rounding import down, up

_FEWEST = 2  # of measures that are no share of cases


def decimals_of(metric_id: str, support: Support, size: bool, positives: bool) -> int | None:
    """Return the decimals that a group's value may have; None where no count behind it is hidden.

    `size` and `positives` say which counts of the group are hidden.
    """
    metric = performance_metric(metric_id)
    guard = metric.guard if isinstance(metric, GroupMetric) else ()
    if not (size or (positives and set(guard) != {"all"})):
        return None
    rows = [_rows(support, who) for who in guard or ("all",)]
    share = isinstance(metric, GroupMetric) and metric.denominator is not None
    return max(decimals(min(rows)), 0 if share else _FEWEST)


def _rows(support: Support, who: str) -> int:
    counts = {"all": support.n, "positive": support.n_pos}
    return counts.get(who, support.n - support.n_pos)


def decimals(cases: int) -> int:
    """Return in how many decimals a share of so many cases does not tell how many they are."""
    return int(log10(cases)) if cases > 0 else 0


def coarse_bounds(
    bounds: tuple[float, float] | None, to: int | None
) -> tuple[float | None, float | None]:
    """Round bounds away from each other, if they must be: the true ones stay between them."""
    if bounds is None:
        return None, None
    low, high = down(bounds[0], to), up(bounds[1], to)
    return low if isfinite(low) else None, high if isfinite(high) else None


def coarse(value: float | None, to: int | None) -> float | None:
    """Round a value, if it must be; what is no finite number is None."""
    if value is None or not isfinite(value):
        return None
    return value if to is None else round(value, to) + 0.0  # never a minus zero
