"""Dissimilarity: the share of people who would have to change group."""

from __future__ import annotations

import numpy as np

from app.language import N_
from app.stats.composition import Composition
from app.stats.divergence import distance, total_variation_terms
from app.stats.metric import Measured, Metric


def compute(composition: Composition) -> Measured:
    """Return the dissimilarity, shape (...,), in [0, 1], with its range over all placements."""
    return distance(composition, total_variation_terms, np.asarray)


METRIC = Metric(
    id="dissimilarity",
    name="Dissimilarity",
    kind="overall",
    question=N_(
        "Which part of the known would have to be in another group to match the reference?"
    ),
    formula=N_("sum |p - q| / 2"),
    unit=N_("share, 0 to 1"),
    direction=N_("0: composed as the reference; 1: no group in common."),
    neutral=0.0,
    symmetric=True,
    needs_reference=True,
    version=1,
    source=N_(
        "Duncan OD, Duncan B. A methodological analysis of segregation indexes. American "
        "Sociological Review 1955;20(2):210-217; the total variation of two distributions."
    ),
    compute=compute,
)
