"""Values: every measure of every group of one grouping, with its guard, errors and intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.domain.scores import Interval, IntervalKind, Score, Support
from app.engine.tallied import Supported
from app.stats.arithmetic import Bools, Floats, divide
from app.stats.intervals import (
    clopper_pearson,
    effective_number,
    max_t,
    normal_quantile,
    on_scale,
    wilson,
)
from app.stats.performance_metric import LEAST_PATIENTS, GroupMetric
from app.stats.sums import Sums

Reasons = NDArray[np.object_]
GUARDS = {
    "all": ("n_patients", Reason.TOO_FEW_PATIENTS),
    "positive": ("n_pos_patients", Reason.TOO_FEW_POSITIVE_PATIENTS),
    "negative": ("n_neg_patients", Reason.TOO_FEW_NEGATIVE_PATIENTS),
}
THRESHOLD_SUMS = {"true_positive", "false_positive"}


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """One measure over the groups of one grouping.

    Parameters
    ----------
    metric : GroupMetric
    value : ndarray of shape (K,)
        NaN where `reason` says why.
    reason : ndarray of Reason or "", shape (K,)
    error : ndarray of shape (K,)
        Standard error.
    centred : ndarray of shape (R, K)
        Joint replicates less their mean; NaN where the value is.
    """

    metric: GroupMetric
    value: Floats
    reason: Reasons
    error: Floats
    centred: Floats

    @property
    def usable(self) -> Bools:
        """Groups with a value."""
        return ~np.isnan(self.value)


def computed(metric: GroupMetric, sums: Sums) -> Floats:
    """Return the values of a measure, NaN where its sums are not there."""
    if not sums.has(metric.needs):
        shape = sums.n.shape + ((sums.n.shape[-1],) if metric.pairs else ())
        return np.full(shape, np.nan)
    return metric.compute(sums)


def reasons(
    metric: GroupMetric, sums: Sums, supported: Supported, outcome: Outcome, least: int
) -> Reasons:
    """Return why each group has no value, "" where it has; the most telling reason first.

    Parameters
    ----------
    metric : GroupMetric
    sums : Sums
        Shape (K,).
    supported : Supported
    outcome : Outcome
        Of the rows.
    least : int
        Patients from which on a value is printed.

    Returns
    -------
    ndarray of shape (K,)
    """
    found = np.full(len(sums.n), "", dtype=object)
    values = computed(metric, sums)
    undefined = np.isnan(values).all(axis=-1) if metric.pairs else np.isnan(values)
    found[undefined] = metric.empty
    for who in metric.guard:
        name, why = GUARDS[who]
        people = getattr(supported, name)
        found[(found == "") & (people < least)] = Reason.TOO_SMALL_TO_PRINT
        found[people < LEAST_PATIENTS] = why
    if outcome is Outcome.BINARY:
        found[(sums.pos <= 0) & ("positive" in metric.guard)] = Reason.NO_POSITIVES
        found[(sums.neg <= 0) & ("negative" in metric.guard)] = Reason.NO_NEGATIVES
    found[sums.n <= 0] = Reason.NO_PREDICTIONS
    if not sums.has(metric.needs):
        found[:] = _absent(metric, outcome)
    return found


def _absent(metric: GroupMetric, outcome: Outcome) -> Reason:
    if metric.outcome is not outcome:
        return Reason.OTHER_OUTCOME
    if THRESHOLD_SUMS & set(metric.needs):
        return Reason.NO_THRESHOLD
    return Reason.NOT_A_PROBABILITY if metric.probabilities else Reason.NOT_FROM_COUNTS


def values_of(
    metric: GroupMetric,
    sums: Sums,
    replicates: Sums | None,
    supported: Supported,
    outcome: Outcome,
    least: int,
) -> Values:
    """Compute one measure of one grouping, and its spread over the replicates."""
    why = reasons(metric, sums, supported, outcome, least)
    value = _where(why, computed(metric, sums), metric.pairs)
    drawn = np.zeros((0, *value.shape))
    if replicates is not None and replicates.has(metric.needs):
        drawn = _where(why, computed(metric, replicates), metric.pairs)
    centred = drawn - _mean(drawn)
    people = np.maximum(supported.n_patients, 2)
    square = np.full(len(why), np.nan)
    if len(drawn) and not metric.pairs:
        square = _mean(centred**2)[0] * people / (people - 1)
    centred = np.where(np.isnan(centred) & ~np.isnan(value), 0.0, centred)
    return Values(metric, value, why, np.sqrt(square), centred)


def _where(why: Reasons, values: Floats, pairs: bool) -> Floats:
    """Return the values where there is no reason against them; of pairs, against either."""
    usable = why == ""
    return np.where(usable[:, None] & usable if pairs else usable, values, np.nan)


def _mean(drawn: Floats) -> Floats:
    """Return the mean over the replicates in which a group has a value, shape (1, K)."""
    there = ~np.isnan(drawn)
    total = np.where(there, drawn, 0.0).sum(axis=0, keepdims=True)
    return divide(total, there.sum(axis=0, keepdims=True).astype(np.float64))


def with_error(values: Values, variance: Floats) -> Values:
    """Return the values with the standard error of a formula in place of the replicates'."""
    error = np.where(np.isnan(values.value), np.nan, np.sqrt(variance))
    return Values(values.metric, values.value, values.reason, error, values.centred)


def as_independent(values: Values, sums: Sums, supported: Supported) -> Values:
    """Return rates with the standard error of independent rows; none where rows are weighted."""
    count = values.metric.denominator
    if count is None or not sums.has(values.metric.needs):
        return values
    alike = np.isclose(supported.n_effective, supported.n)
    variance = divide(values.value * (1 - values.value), count(sums))
    return with_error(values, np.where(alike, variance, np.nan))


@dataclass(frozen=True, slots=True)
class Around:
    """How intervals are to be said: level, what they are over, and by which method."""

    level: float
    kind: IntervalKind
    method: str


def intervals(
    values: Values, sums: Sums, supported: Supported, around: Around
) -> list[Interval | None]:
    """Return the interval of each group for itself; None where there is none.

    Rates have Wilson's on their effective number of cases, and Clopper's and Pearson's where
    they are 0 or 1; others their standard error on the scale of the measure.
    """
    metric = values.metric
    if not (metric.has_interval and sums.has(metric.needs)):
        return [None] * len(values.value)
    if metric.denominator is not None:
        n = metric.denominator(sums)
        people = _denominator_patients(metric, supported)
        effective = effective_number(values.value, n, values.error, people)
        middle = wilson(values.value, effective, around.level)
        exact = clopper_pearson(values.value, effective, around.level)
        at_end = (values.value <= 0) | (values.value >= 1)
        ends = [np.where(at_end, e, m) for e, m in zip(exact, middle, strict=True)]
        methods = np.where(at_end, "Clopper-Pearson", "Wilson")
    else:
        width = normal_quantile(around.level)
        scale = (metric.low, metric.high)
        ends = list(on_scale(values.value, values.error, width, scale))
        methods = np.full(len(n := values.value), around.method)
    drawn = np.isfinite(values.error)
    return [
        Interval(float(low), float(high), around.level, around.kind, str(method))
        if there and np.isfinite(low) and np.isfinite(high)
        else None
        for low, high, there, method in zip(*ends, drawn, methods, strict=True)
    ]


def _denominator_patients(metric: GroupMetric, supported: Supported) -> Floats:
    """Return the patients that a rate is of: those of its guard, or all."""
    name = GUARDS[metric.guard[0]][0] if len(metric.guard) == 1 else "n_patients"
    return np.maximum(np.asarray(getattr(supported, name), dtype=np.float64), 1.0)


def simultaneous(values: list[Values], around: Around) -> list[list[Interval | None]]:
    """Return intervals that hold for all groups of all groupings at once (max-T).

    Parameters
    ----------
    values : list of Values
        The same measure over every grouping.
    around : Around

    Returns
    -------
    list of lists of Interval or None
        As `values`.
    """
    centred = np.concatenate([each.centred for each in values], axis=1)
    spread = np.sqrt((centred**2).mean(axis=0)) if len(centred) else np.zeros(centred.shape[1])
    width = max_t(centred, spread, around.level) if len(centred) else float("nan")
    found = []
    if not values[0].metric.has_interval:
        return [[None] * len(each.value) for each in values]
    for each in values:
        low, high = on_scale(each.value, each.error, width, (each.metric.low, each.metric.high))
        found.append(
            [
                Interval(float(a), float(b), around.level, around.kind, "max-T")
                if np.isfinite(a) and np.isfinite(b) and error > 0
                else None
                for a, b, error in zip(low, high, each.error, strict=True)
            ]
        )
    return found


def support_of(supported: Supported, index: int) -> Support:
    """Return the support of one group."""
    return Support(
        int(supported.n[index]),
        int(supported.n_pos[index]),
        int(supported.n_patients[index]),
        int(supported.n_pos_patients[index]),
        int(supported.n_neg_patients[index]),
        float(supported.n_effective[index]),
        int(supported.n_no_prediction[index]),
    )


def scores(
    values: Values,
    names: Any,
    supported: Supported,
    own: list[Interval | None],
    together: list[Interval | None],
) -> list[Score]:
    """Put values, intervals and support together, one Score per group."""
    return [
        Score(
            name,
            values.metric.id,
            float(values.value[index]),
            support_of(supported, index),
            own[index],
            together[index],
            float(values.error[index]),
            values.reason[index] or None,
        )
        for index, name in enumerate(names)
    ]
