"""Distance to parity of all groups together."""

from __future__ import annotations

from app.language import N_
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric
from app.stats.parity import all_at_once


def compute(composition: Composition) -> Measured:
    """Return how many to add to each group until all are at parity, shape (..., G)."""
    return all_at_once(composition)


METRIC = Metric(
    id="parity_all_at_once",
    name=N_("To parity, all groups at once"),
    kind="group",
    question=N_("How many would have to be added to every group until all stand at parity?"),
    formula="q N' - n with N' = max over all groups of n / q: the least total without removing any",
    unit="people",
    direction=N_("0: the group commonest against the reference; higher: so many to add."),
    neutral=0.0,
    symmetric=False,
    needs_reference=True,
    version=1,
    source=N_("Algebra: the least N' with q N' >= n in every group."),
    compute=compute,
)
