"""The part of the divergence that lies in the composition of the known."""

from __future__ import annotations

from app.language import N_
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric
from app.stats.missingness import measured, of_composition


def compute(composition: Composition) -> Measured:
    """Return J_comp, shape (...,), in bits."""
    return measured(composition, of_composition)


METRIC = Metric(
    id="divergence_composition",
    name=N_("Divergence: the composition of the known"),
    kind="overall",
    question=N_("How much of the divergence comes from the composition of the known?"),
    formula=N_(
        "J_comp = (1 - (u + v) / 2) (H(m) - w H(p) - (1 - w) H(q)), w = (1 - u) / (2 - u - v), "
        "m = w p + (1 - w) q"
    ),
    unit=N_("bits, 0 to 1"),
    direction=N_(
        "Higher: more of the divergence lies in the composition. It shrinks as more is "
        "unknown, so subjects are never put in its order."
    ),
    neutral=0.0,
    symmetric=True,
    needs_reference=True,
    version=1,
    source=N_(
        "Grouping property of entropy: Shannon CE. Bell System Technical Journal "
        "1948;27(3):379-423, section 6; applied to the divergence of Lin 1991."
    ),
    compute=compute,
    sortable=False,
)
