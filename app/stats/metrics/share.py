"""Share of the known, with bounds over the unknown."""

from __future__ import annotations

import numpy as np

from app.language import N_
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric, explained, rules_of_counts


def compute(composition: Composition) -> Measured:
    """Return each group's share, shape (..., G), in [0, 1]."""
    total = composition.total_low[..., None]
    nobody = (composition.total_high == 0)[..., None]
    full = (composition.most >= total) & ~nobody
    high = np.divide(composition.most, total, out=np.ones(full.shape), where=~full & ~nobody)
    return explained(
        composition.known_shares,
        composition.floors,
        np.where(nobody, np.nan, high),
        *rules_of_counts(composition, "group"),
    )


METRIC = Metric(
    id="share",
    name="Share",
    kind="group",
    question=N_("Of those whose group is known, which part is in this group?"),
    formula=N_("n / N; low = n_min / total_max; high = min(1, n_max / total_min)"),
    unit=N_("share, 0 to 1"),
    direction=N_("Higher: more of the known are in this group."),
    neutral=None,
    symmetric=False,
    needs_reference=False,
    version=1,
    source=N_(
        "A proportion. Bounds that place all unknown against and for the group: Manski CF. "
        "Partial Identification of Probability Distributions. Springer; 2003."
    ),
    compute=compute,
)
