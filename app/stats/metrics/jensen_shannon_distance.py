"""Jensen-Shannon distance of the known from the reference."""

from __future__ import annotations

import numpy as np

from app.language import N_
from app.stats.composition import Composition
from app.stats.divergence import distance, jensen_shannon_terms
from app.stats.metric import Measured, Metric


def compute(composition: Composition) -> Measured:
    """Return the distance, shape (...,), in [0, 1], with its range over all placements."""
    return distance(composition, jensen_shannon_terms, np.sqrt)


METRIC = Metric(
    id="jensen_shannon_distance",
    name=N_("Jensen-Shannon distance"),
    kind="overall",
    question=N_("How far are the known from the composition of the reference?"),
    formula=N_("sqrt(H(m) - H(p) / 2 - H(q) / 2) with m = (p + q) / 2 and H in bits"),
    unit=N_("distance, 0 to 1"),
    direction=N_("0: composed as the reference; 1: no group in common."),
    neutral=0.0,
    symmetric=True,
    needs_reference=True,
    version=1,
    source=N_(
        "Endres DM, Schindelin JE. A new metric for probability distributions. IEEE "
        "Transactions on Information Theory 2003;49(7):1858-1860. Range by water filling "
        "(least) and at vertices (greatest), as any convex function on a simplex."
    ),
    compute=compute,
)
