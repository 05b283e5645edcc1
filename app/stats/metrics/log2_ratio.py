"""The representation ratio in doublings."""

from __future__ import annotations

from dataclasses import replace

from app.domain.reason import Reason
from app.language import N_
from app.stats.arithmetic import log2
from app.stats.composition import Composition
from app.stats.metric import Measured
from app.stats.metrics import representation_ratio


def compute(composition: Composition) -> Measured:
    """Return the logarithm to base 2 of each group's ratio, shape (..., G)."""
    ratio = representation_ratio.compute(composition)
    zero = (ratio.value == 0) | (ratio.low == 0) | (ratio.high == 0)
    reason = ratio.reason.copy()
    # A reading of zero has no logarithm, whatever is not known besides.
    reason[(zero & (reason == "")) | (ratio.value == 0)] = Reason.LOG_OF_ZERO
    return Measured(log2(ratio.value), log2(ratio.low), log2(ratio.high), reason)


METRIC = replace(
    representation_ratio.METRIC,
    id="log2_ratio",
    name=N_("Representation ratio, in doublings"),
    question=N_(
        "How many doublings lie between the share in the reference and the share in the data?"
    ),
    formula=N_("log2(p / q) with p = n / N; none where q N < 11 or where the share is zero"),
    unit=N_("doublings (log2)"),
    direction=N_("0: as in the reference; -1: half its share there; +1: twice."),
    neutral=0.0,
    source=N_(
        "Logarithm of the representation ratio, so that half and twice are equally far from "
        "parity; this project’s choice of base."
    ),
    compute=compute,
)
