"""Counted per million people who live there."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.language import N_
from app.stats.arithmetic import divide
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric, explained, rules_of_counts, rules_of_reference


def compute(composition: Composition) -> Measured:
    """Return those counted per million people of the reference, shape (..., G)."""
    nobody = (composition.known == 0)[..., None]
    rate = 1e6 * np.where(nobody, np.nan, composition.n)
    return explained(
        divide(rate, composition.expected),
        divide(1e6 * composition.fewest, composition.expected),
        divide(1e6 * composition.most, composition.expected),
        *rules_of_reference(composition, "group"),
        (composition.expected == 0, Reason.REFERENCE_ZERO),
        *rules_of_counts(composition, "group"),
    )


METRIC = Metric(
    id="per_million",
    name=N_("Per million people"),
    kind="group",
    question=N_("How many are counted for every million people of this group in the reference?"),
    formula=N_(
        "1,000,000 n / r, r the people of the reference in this group (a count, not a share)"
    ),
    unit=N_("patients (or datasets) per million people; never images"),
    direction=N_("Higher: more counted for as many people."),
    neutral=None,
    symmetric=False,
    needs_reference=True,
    version=1,
    source=N_("A crude rate."),
    compute=compute,
    reference_scale_free=False,
)
