"""Jensen-Shannon divergence with the unknown as a category."""

from __future__ import annotations

from app.language import N_
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric
from app.stats.missingness import measured, whole


def compute(composition: Composition) -> Measured:
    """Return J, shape (...,), in bits, in [0, 1]."""
    return measured(composition, whole)


METRIC = Metric(
    id="jensen_shannon_divergence",
    name=N_("Jensen-Shannon divergence, unknown included"),
    kind="overall",
    question=N_("How far is the data from the reference when the unknown count as a category?"),
    formula=N_("J = H((P + Q) / 2) - H(P) / 2 - H(Q) / 2 = J_miss + J_comp, P = ((1 - u) p, u)"),
    unit=N_("bits, 0 to 1"),
    direction=N_("0: composed as the reference, and nobody unknown; 1: nothing in common."),
    neutral=0.0,
    symmetric=True,
    needs_reference=True,
    version=1,
    source=N_(
        "Lin J. Divergence measures based on the Shannon entropy. IEEE Transactions on "
        "Information Theory 1991;37(1):145-151."
    ),
    compute=compute,
)
