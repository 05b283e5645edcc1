"""Registry of performance: every measure of the drawer, found by walking it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.stats import performance
from app.stats.drawer import measures_in, named
from app.stats.performance_metric import GapMetric, GroupMetric

PerformanceMetric = GroupMetric | GapMetric


_ALL: Mapping[str, PerformanceMetric] = measures_in(performance)
GROUP_METRICS: Mapping[str, GroupMetric] = MappingProxyType(
    {name: each for name, each in _ALL.items() if isinstance(each, GroupMetric)}
)
GAP_METRICS: Mapping[str, GapMetric] = MappingProxyType(
    {name: each for name, each in _ALL.items() if isinstance(each, GapMetric)}
)


def performance_metric(metric_id: str) -> PerformanceMetric:
    """Return the measure of performance of this id.

    Raises
    ------
    NotFound
        When there is none; the nearest id is given as an example.
    """
    return named(_ALL, metric_id)
