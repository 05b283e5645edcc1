"""Coverage: where people live of whom at least some are counted."""

from __future__ import annotations

import numpy as np

from app.language import N_
from app.stats.arithmetic import Floats, divide
from app.stats.composition import Composition
from app.stats.metric import Measured, Metric, explained, rules_of_counts, rules_of_reference

ENOUGH = 100


def compute(composition: Composition, k: float = ENOUGH) -> Measured:
    """Return the share of the reference's people in groups with at least k counted.

    Parameters
    ----------
    composition : Composition
        With a reference; groups on the last axis.
    k : float, more than 0
        How many are enough, in the unit of the counts.

    Returns
    -------
    Measured
        Shape (...,), in [0, 1]. `high` fills the groups that need the fewest unknown per person
        first, the last one in part: never too low.

    Raises
    ------
    ValueError
        When k is not more than 0.
    """
    if not k > 0:
        raise ValueError(f"k: must be more than 0; found {k}")
    people = composition.reference_shares
    nobody = composition.known == 0
    value = np.where(nobody, np.nan, (people * (composition.counted >= k)).sum(axis=-1))
    low = (people * (composition.fewest >= k)).sum(axis=-1)
    rules = [*rules_of_reference(composition, "overall"), *rules_of_counts(composition, "overall")]
    return explained(value, low, _most(composition, people, k), *rules)


def _most(composition: Composition, people: Floats, k: float) -> Floats:
    """Return the most that can be covered: the relaxed knapsack, an upper bound."""
    fewest = composition.fewest
    spare = np.maximum(0.0, composition.total_high - fewest.sum(axis=-1))[..., None]
    in_reach = ~(composition.most < k)
    need = np.where(in_reach, np.maximum(0.0, k - fewest), 0.0)
    gain = people * in_reach
    order = np.argsort(np.where(gain == 0, np.inf, divide(need, gain)), axis=-1)
    need = np.take_along_axis(need, order, axis=-1)
    gain = np.take_along_axis(gain, order, axis=-1)
    left = spare - (need.cumsum(axis=-1) - need)
    part = np.where(need == 0, 1.0, np.clip(divide(left, need), 0.0, 1.0))
    return np.asarray((gain * part).sum(axis=-1))


METRIC = Metric(
    id="coverage",
    name="Coverage",
    kind="overall",
    question=N_("Which part of the people live where at least k (100 unless asked) were counted?"),
    formula=N_("sum of q over the groups with n >= k; of what is counted"),
    unit=N_("share, 0 to 1"),
    direction=N_("Higher: more people live where enough are counted."),
    neutral=None,
    symmetric=False,
    needs_reference=True,
    version=1,
    source=N_("Definition of this project; k = 100 unless asked otherwise."),
    compute=compute,
)
