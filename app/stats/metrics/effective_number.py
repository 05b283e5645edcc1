"""Concentration: the number of equally large groups that would be as spread out."""

from __future__ import annotations

import numpy as np

from app.language import N_
from app.stats.arithmetic import Floats, entropy
from app.stats.composition import Composition
from app.stats.concentration import concentration
from app.stats.metric import Measured, Metric


def compute(composition: Composition) -> Measured:
    """Return the effective number of groups, shape (...,), from 1 to G."""
    return concentration(composition, _effective)


def _effective(shares: Floats) -> Floats:
    return np.asarray(np.exp2(entropy(shares)))


METRIC = Metric(
    id="effective_number",
    name=N_("Effective number of countries"),
    kind="overall",
    question=N_("How many equally large countries would be as spread out as what is counted?"),
    formula=N_("exp(-sum p ln p); of what is counted"),
    unit=N_("countries (or other groups)"),
    direction=N_("Higher: more evenly spread; 1: all in one."),
    neutral=None,
    symmetric=False,
    needs_reference=False,
    version=1,
    source=N_(
        "Jost L. Entropy and diversity. Oikos 2006;113(2):363-375; the Hill number of order 1."
    ),
    compute=compute,
)
