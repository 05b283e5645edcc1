"""Distance to parity by adding to one group."""

from __future__ import annotations

from app.language import N_
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric
from app.stats.parity import add_only


def compute(composition: Composition) -> Measured:
    """Return how many to add to each group, no other changed, shape (..., G)."""
    return add_only(composition)


METRIC = Metric(
    id="parity_add_only",
    name=N_("To parity, by adding"),
    kind="group",
    question=N_("How many of this group would have to be added, all others staying as they are?"),
    formula=N_("(q N - n) / (1 - q); bounds with n_max and total_min, n_min and total_max"),
    unit="people",
    direction=N_("Above 0: so many to add; below 0: beyond parity, nobody to add."),
    neutral=0.0,
    symmetric=False,
    needs_reference=True,
    version=1,
    source=N_("Algebra: (n + x) / (N + x) = q, solved for x."),
    compute=compute,
)
