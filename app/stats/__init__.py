"""The lab: pure functions on arrays, with no database, no web and no files."""

from app.stats.composition import Composition
from app.stats.metric import Measured, Metric
from app.stats.registry import METRICS, metric_named, score

__all__ = ["METRICS", "Composition", "Measured", "Metric", "metric_named", "score"]
