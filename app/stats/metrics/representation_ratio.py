"""Share in the data against share in the reference."""

from __future__ import annotations

import numpy as np

from app.domain.reason import Reason
from app.language import N_
from app.stats.arithmetic import divide
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric, explained, rules_of_counts, rules_of_reference
from app.stats.metrics import share

FEWEST_EXPECTED = 11


def compute(composition: Composition) -> Measured:
    """Return each group's ratio, shape (..., G), 0 or more.

    All of it is refused where fewer than 11 of the known would be expected at parity.
    """
    shares, parity = share.compute(composition), composition.reference_shares
    # Exactly 11 is enough, also where a share of it has no exact binary form.
    few = parity * composition.known[..., None] < FEWEST_EXPECTED * (1.0 - 1e-12)
    zero = composition.expected == 0
    three = (
        divide(shares.value, parity),
        divide(shares.low, composition.reference_ceilings),
        divide(shares.high, composition.reference_floors),
    )
    value, low, high = (np.where(few | zero, np.nan, each) for each in three)
    of_counts = rules_of_counts(composition, "group")
    return explained(
        value,
        low,
        high,
        *rules_of_reference(composition, "group"),
        (zero, Reason.REFERENCE_ZERO),
        of_counts[0],
        (few, Reason.TOO_FEW_EXPECTED),
        *of_counts[1:],
    )


METRIC = Metric(
    id="representation_ratio",
    name=N_("Representation ratio"),
    kind="group",
    question=N_("How many times its share in the reference does this group have in the data?"),
    formula=N_(
        "p / q with p = n / N; low and high from the bounds of the share; none where q N < 11"
    ),
    unit=N_("ratio, 0 or more"),
    direction=N_("1: as in the reference; below 1: rarer than there; above 1: commoner."),
    neutral=1.0,
    symmetric=False,
    needs_reference=True,
    version=1,
    source=N_(
        "The participation to prevalence ratio of Scott PE et al. Journal of the American "
        "College of Cardiology 2018;71(18):1960-1969. The limit of 11 people is this "
        "project’s."
    ),
    compute=compute,
)
