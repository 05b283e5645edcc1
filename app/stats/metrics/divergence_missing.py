"""The part of the divergence that lies in what is missing."""

from __future__ import annotations

from app.language import N_
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric
from app.stats.missingness import measured, of_missing


def compute(composition: Composition) -> Measured:
    """Return J_miss, shape (...,), in bits; defined also where nobody is known."""
    return measured(composition, of_missing, needs_known=False)


METRIC = Metric(
    id="divergence_missing",
    name=N_("Divergence: what is missing"),
    kind="overall",
    question=N_("How much of the divergence comes from people whose group is not known?"),
    formula=N_("J_miss = h((u + v) / 2) - (h(u) + h(v)) / 2, v the unknown share of the reference"),
    unit=N_("bits, 0 to 1"),
    direction=N_("0: as much is unknown as in the reference; higher: more (or less) is."),
    neutral=0.0,
    symmetric=True,
    needs_reference=True,
    version=1,
    source=N_(
        "Grouping property of entropy: Shannon CE. Bell System Technical Journal "
        "1948;27(3):379-423, section 6; applied to the divergence of Lin 1991."
    ),
    compute=compute,
)
