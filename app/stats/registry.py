"""Registry: every measure, found by walking the drawer; the one way to compute one."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.reason import Reason
from app.errors import NotFound, problem
from app.stats import metrics
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric, undefined


def _found() -> Mapping[str, Metric]:
    """Import each file of the drawer whose name does not start with `_`, in order of name."""
    found: dict[str, Metric] = {}
    for module in pkgutil.iter_modules(metrics.__path__):
        if module.name.startswith("_"):
            continue
        metric: Metric = importlib.import_module(f"{metrics.__name__}.{module.name}").METRIC
        if metric.id != module.name:
            raise ValueError(f"{module.name}.py: METRIC.id must be the name of the file")
        found[metric.id] = metric
    return MappingProxyType(dict(sorted(found.items())))


METRICS: Mapping[str, Metric] = _found()


def metric_named(metric_id: str) -> Metric:
    """Return the metric of this id.

    Raises
    ------
    NotFound
        When there is none; the nearest id is given as an example.
    """
    if metric_id in METRICS:
        return METRICS[metric_id]
    near = difflib.get_close_matches(metric_id, METRICS, n=1, cutoff=0.0)
    rule = f"must be one of {', '.join(METRICS)}"
    raise NotFound("There is no such measure.", [problem("metric", rule, metric_id, near[0])])


def score(metric_id: str, composition: Composition, **options: float) -> Measured:
    """Compute one measure.

    Parameters
    ----------
    metric_id : str
        A key of `METRICS`.
    composition : Composition
        Groups on the last axis, shape (..., G).
    **options : float
        Options of the measure by name, such as `k` of coverage.

    Returns
    -------
    Measured
        Shape (..., G) for a group measure, (...,) for an overall one.

    Raises
    ------
    NotFound
        When there is no such measure.

    Examples
    --------
    >>> import numpy as np
    >>> subject = Composition(np.array([30.0, 10.0]), np.array(60.0))
    >>> score("share", subject).high
    array([0.9, 0.7])
    """
    metric = metric_named(metric_id)
    if metric.needs_reference and composition.reference is None:
        return undefined(metric, composition, Reason.NO_REFERENCE)
    return metric.compute(composition, **options)
