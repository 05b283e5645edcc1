"""Inequality of counts per person who lives there."""

from __future__ import annotations

import numpy as np

from app.language import N_
from app.stats.arithmetic import Floats, divide
from app.stats.composition import Composition
from app.stats.metric import (
    Measured,
    Metric,
    explained,
    rules_of_counts,
    rules_of_reference,
    too_few_groups,
)
from app.stats.placement import poured


def compute(composition: Composition) -> Measured:
    """Return the Gini index, shape (...,), in [0, 1], with its range over all placements.

    It is convex in the shares, so the most is found with all unknown in one group, and the least
    with the unknown poured where the fewest are counted per person. Unknown of the reference
    are left out.
    """
    people, floors = composition.reference_shares, composition.floors
    value = between(composition.counted_shares, people)
    low = between(poured(floors, people), people)
    settled = composition.without_overlap & (composition.total_high == composition.known)
    low = np.where(settled, value, low)
    high = np.where(settled, value, _greatest(floors, people))
    few, why = too_few_groups(composition)
    value, low, high = (np.where(few, np.nan, each) for each in (value, low, high))
    rules = [*rules_of_reference(composition, "overall"), *rules_of_counts(composition, "overall")]
    return explained(value, low, high, (few, why), *rules)


def between(shares: Floats, people: Floats) -> Floats:
    """Return twice the area between the Lorenz curve and the diagonal.

    Parameters
    ----------
    shares, people : ndarray of shape (..., G), each adding up to 1
        Of what is counted, and of the people who live there.

    Returns
    -------
    ndarray of shape (...,)
    """
    shares, people = np.broadcast_arrays(shares, people)
    order = np.argsort(np.where(people == 0, np.inf, divide(shares, people)), axis=-1)
    width = np.take_along_axis(people, order, axis=-1)
    part = np.take_along_axis(shares, order, axis=-1)
    area = (width * (part.cumsum(axis=-1) - part / 2.0)).sum(axis=-1)
    return np.asarray(np.clip(1.0 - 2.0 * area, 0.0, 1.0))


def _greatest(floors: Floats, people: Floats) -> Floats:
    """Try each group in turn as the home of all unknown."""
    rest = 1.0 - floors.sum(axis=-1)
    found = np.full(rest.shape, -np.inf)
    # One by one: all at once would take the square of the number of groups in memory.
    for group in range(floors.shape[-1]):
        placed = floors.copy()
        placed[..., group] += rest
        found = np.maximum(found, between(placed, people))
    return np.asarray(found)


METRIC = Metric(
    id="gini",
    name=N_("Gini index over people"),
    kind="overall",
    question=N_(
        "How unequally are those counted spread over the people who live in the countries?"
    ),
    formula=N_(
        "1 - 2 x area under the Lorenz curve of cumulative counts against cumulative people, "
        "countries in the order of n per person; = sum over i, j of |p_i q_j - p_j q_i| / 2"
    ),
    unit=N_("index, 0 to 1"),
    direction=N_(
        "0: as many counted per person everywhere; towards 1: all counted where few live."
    ),
    neutral=0.0,
    symmetric=True,
    needs_reference=True,
    version=1,
    source=N_(
        "Lorenz MO. Methods of measuring the concentration of wealth. Publications of the "
        "American Statistical Association 1905;9(70):209-219; weighted by population as in "
        "Brown MC. Social Science & Medicine 1994;38(9):1243-1256."
    ),
    compute=compute,
)
