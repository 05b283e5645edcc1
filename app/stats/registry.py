"""Registry: every measure, found by walking the drawer; the one way to compute one."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.reason import Reason
from app.stats import metrics
from app.stats.composition import Composition
from app.stats.drawer import measures_in, named
from app.stats.metric import Measured, Metric, undefined

METRICS: Mapping[str, Metric] = measures_in(metrics)


def metric_named(metric_id: str) -> Metric:
    """Return the metric of this id.

    Raises
    ------
    NotFound
        When there is none; the nearest id is given as an example.
    """
    return named(METRICS, metric_id)


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
