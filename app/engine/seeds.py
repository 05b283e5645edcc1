"""Seeds: several trainings of one job are one run with its spread, never a confidence interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.domain.scores import Interval, IntervalKind, Score
from app.errors import Conflict, problem


def over_seeds(runs: Sequence[Sequence[Score]]) -> tuple[Score, ...]:
    """Put the scores of several seeds together, group by group.

    Parameters
    ----------
    runs : sequence of sequences of Score
        The same measures of the same groups in the same order, one per seed; at least two.

    Returns
    -------
    tuple of Score
        Mean over the seeds; the interval goes from the lowest to the highest seed and is of
        kind `seeds`: it says nothing about other patients, so there is no standard error. A
        group that one seed has no value of has none, with that seed's reason.

    Raises
    ------
    Conflict
        When there are fewer than two seeds, or they are not of the same groups and measures.
    """
    keys = [[(each.metric, tuple(each.group.items())) for each in run] for run in runs]
    if len(runs) < 2 or any(each != keys[0] for each in keys):
        rule = "must be two or more, of the same measures and groups"
        raise Conflict("These seeds are not one run.", [problem("seeds", rule, len(runs))])
    return tuple(_together(each) for each in zip(*runs, strict=True))


def range_of(values: Sequence[float]) -> Interval:
    """Return the range of a value over trainings, which is no interval over people.

    Parameters
    ----------
    values : sequence of float
        One per seed.

    Returns
    -------
    Interval
        From the lowest to the highest, of kind `seeds`.
    """
    ends = float(min(values)), float(max(values))
    return Interval(*ends, 1.0, IntervalKind.SEEDS, f"range of {len(values)} seeds")


def _together(scores: tuple[Score, ...]) -> Score:
    values = [each.value for each in scores]
    reason = next((each.reason for each in scores if each.reason), None)
    return replace(
        scores[0],
        value=float(np.mean(values)),
        interval=None if reason else range_of(values),
        simultaneous=None,
        standard_error=float("nan"),
        reason=reason,
    )
