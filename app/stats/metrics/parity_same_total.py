"""Distance to parity with the total as it is."""

from __future__ import annotations

from app.language import N_
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric
from app.stats.parity import same_total


def compute(composition: Composition) -> Measured:
    """Return how many more of each group, in place of others, shape (..., G)."""
    return same_total(composition)


METRIC = Metric(
    id="parity_same_total",
    name=N_("To parity, total unchanged"),
    kind="group",
    question=N_("How many more of this group, in place of others, would make its share the same?"),
    formula=N_("q N - n; low = q total_min - n_max; high = q total_max - n_min"),
    unit="people",
    direction=N_("Above 0: so many short of parity; below 0: so many beyond it."),
    neutral=0.0,
    symmetric=False,
    needs_reference=True,
    version=1,
    source=N_("Algebra: (n + x) / N = q, solved for x."),
    compute=compute,
)
