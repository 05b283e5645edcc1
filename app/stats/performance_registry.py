"""Registry of performance: every measure of the drawer, found by walking it."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from app.errors import NotFound, problem
from app.stats import performance
from app.stats.performance_metric import GapMetric, GroupMetric

PerformanceMetric = GroupMetric | GapMetric


def drawer(package: ModuleType) -> Mapping[str, object]:
    """Return the METRIC of every file of a drawer, in order of name.

    Raises
    ------
    ValueError
        When an id is not the name of its file: a fault of the drawer.
    """
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue
        metric = importlib.import_module(f"{package.__name__}.{module.name}").METRIC
        if metric.id != module.name:
            raise ValueError(f"{module.name}.py: METRIC.id must be the name of the file")
        found[metric.id] = metric
    return MappingProxyType(dict(sorted(found.items())))


_ALL = drawer(performance)
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
    found = GROUP_METRICS.get(metric_id) or GAP_METRICS.get(metric_id)
    if found:
        return found
    near = difflib.get_close_matches(metric_id, _ALL, n=1, cutoff=0.0)
    rule = f"must be one of {', '.join(_ALL)}"
    raise NotFound("There is no such measure.", [problem("metric", rule, metric_id, near[0])])
