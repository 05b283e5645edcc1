"""Concentration: the fewest groups that together hold half."""

from __future__ import annotations

import numpy as np

from app.language import N_
from app.stats.arithmetic import Floats
from app.stats.composition import Composition
from app.stats.concentration import concentration
from app.stats.metric import Measured, Metric


def compute(composition: Composition) -> Measured:
    """Return how many groups hold half, shape (...,), a whole number of 1 or more."""
    return concentration(composition, _holding_half)


def _holding_half(shares: Floats) -> Floats:
    held = np.flip(np.sort(shares, axis=-1), axis=-1).cumsum(axis=-1)
    # A sum of shares that is half in truth can fall short by rounding.
    count = 1.0 + (held < 0.5 - 1e-12).sum(axis=-1)
    return np.asarray(np.where(np.isnan(held).any(axis=-1), np.nan, count))


METRIC = Metric(
    id="countries_holding_half",
    name=N_("Countries holding half"),
    kind="overall",
    question=N_("In how few countries were half of those counted imaged?"),
    formula=N_("smallest k with n_(1) + ... + n_(k) >= N / 2, largest first; of what is counted"),
    unit=N_("countries (or other groups)"),
    direction=N_("Fewer: what is counted lies in fewer places."),
    neutral=None,
    symmetric=False,
    needs_reference=False,
    version=1,
    source=N_(
        "Definition of this project. A country in which none were found enters as 0 of what is "
        "counted; the range places the unknown in any of the groups named."
    ),
    compute=compute,
)
