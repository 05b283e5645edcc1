"""Evaluate: prediction rows and a question in; values, intervals and gaps per group out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from app.domain.reason import Reason
from app.domain.rows import Outcome, Rows
from app.domain.scores import Gap, IntervalKind, Score
from app.engine.exact import Read, are_probabilities, read_exactly, support
from app.engine.gaps import adjusted, gap_of
from app.engine.groups import Groups, group
from app.engine.question import Question, ThresholdSource
from app.engine.replicates import replicate
from app.engine.tallied import Supported, Tallied
from app.engine.values import (
    Around,
    Values,
    as_independent,
    computed,
    intervals,
    scores,
    simultaneous,
    values_of,
    with_error,
)
from app.stats.arithmetic import Floats
from app.stats.performance_metric import LEAST_PATIENTS, GapMetric, GroupMetric
from app.stats.performance_registry import GROUP_METRICS

NEAR = 0.05  # bounds of counts no farther apart than this leave a value
LEFT_OPEN = {Reason.NO_PREDICTIONS, Reason.NO_SPREAD, Reason.NOT_A_PROBABILITY}
TEST_SET = "The threshold was chosen on the cases that are evaluated: its rates look too good."
NO_PATIENTS = (
    "Patients are not known: rows are treated as independent, and intervals are too narrow where "
    "a patient has several."
)


@dataclass(frozen=True, slots=True, eq=False)
class Evaluated:
    """The answer to a question.

    Parameters
    ----------
    question : Question
    interval_kind : IntervalKind
    scores : tuple of Score
        Every measure of every group, everybody (an empty group) first.
    gaps : tuple of Gap
    warnings : tuple of str
        Sentences that stand beside the figures.
    replicates : mapping of (attributes, metric) to ndarray of shape (R, K)
        Values of a grouping's groups, in the order of their scores, in the same resamples, about
        the exact value; NaN where a group has no value. For differences between any groups.
    reported : tuple of Score
        What a site computed itself, with intervals of kind `site`.
    """

    question: Question
    interval_kind: IntervalKind
    scores: tuple[Score, ...]
    gaps: tuple[Gap, ...]
    warnings: tuple[str, ...]
    replicates: Mapping[tuple[tuple[str, ...], str], Floats] = field(default_factory=dict)
    reported: tuple[Score, ...] = ()


def evaluate(rows: Rows, question: Question) -> Evaluated:
    """Compute every measure that is asked, of every group.

    Parameters
    ----------
    rows : Rows
        Of one finding, or the question names one.
    question : Question

    Returns
    -------
    Evaluated
        Values are exact; intervals are over patients where these are known.

    Raises
    ------
    Invalid, NotFound
        When the question does not fit the rows.
    TooLarge
        When it asks for too many groups.

    Notes
    -----
    AUROC: Obuchowski's variance, on the logit scale. Rates: Wilson's interval on the number of
    independent cases that the patient bootstrap shows them to be worth. Others: the patient
    bootstrap's standard error, about the exact value. Nothing under 10 positive or 10 negative
    patients, as each measure's guard says.
    """
    drawn = draw(rows, question)
    return answer(drawn, question)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Rows read for a question, with the replicates of their sums."""

    outcome: Outcome
    kind: IntervalKind
    groups: Groups
    supported: Supported
    tallied: Tallied
    variance: Floats
    replicates: Tallied | None
    warnings: tuple[str, ...]
    ends: tuple[Tallied, Tallied] | None = None
    least_patients: int = LEAST_PATIENTS


def draw(rows: Rows, question: Question) -> Drawn:
    """Read the rows once, and draw the replicates."""
    wanted = rows.of_label(question.label)
    whole = group(wanted.attributes, question.groupings, len(wanted))
    given = ~np.isnan(wanted.score)
    seen, groups = wanted, whole
    if not given.all():
        seen = wanted.at(given)
        groups = Groups(whole.cell[given], whole.cells, whole.groupings, whole.member, whole.names)
    needs = question.needed(wanted.outcome)
    intervals_too = question.replicates > 0
    read = read_exactly(seen, groups, needs, question.threshold, intervals_too)
    return Drawn(
        wanted.outcome,
        IntervalKind(wanted.interval_kind),
        whole,
        support(wanted, whole),
        read.tallied,
        read.variance,
        _replicates(read, needs, question) if intervals_too and len(seen) else None,
        tuple(_warnings(wanted, seen, question)),
        least_patients=question.least_patients,
    )


def _replicates(read: Read, needs: set[str], question: Question) -> Tallied:
    return replicate(read, needs, question.threshold, question.replicates, question.seed)


def _warnings(rows: Rows, seen: Rows, question: Question) -> list[str]:
    found = []
    if question.threshold is not None and question.threshold_source is ThresholdSource.TEST_SET:
        found.append(TEST_SET)
    if rows.patient is None:
        found.append(NO_PATIENTS)
    if len(seen) < len(rows):
        found.append(
            f"The model gave no prediction for {len(rows) - len(seen):,} of {len(rows):,} rows."
        )
    if rows.outcome is Outcome.BINARY and not are_probabilities(seen.score):
        found.append("The scores are not probabilities: nothing is said of calibration.")
    return found


def answer(drawn: Drawn, question: Question) -> Evaluated:
    """Put the sums of rows or counts into scores and gaps."""
    group_metrics, gap_metrics = question.asked(drawn.outcome)
    values = group_values(drawn, group_metrics, gap_metrics)
    found: list[Score] = []
    for metric in group_metrics:
        if not metric.pairs:
            found += _scores(drawn, values[metric.id], question.level)
    told = values if drawn.ends is None else _without_open(drawn, values)
    gaps = [
        _gap(metric, drawn, told, index)
        for index in range(1, len(drawn.groups.groupings))
        for metric in gap_metrics
    ]
    return Evaluated(
        question,
        drawn.kind,
        tuple(found),
        tuple(adjusted(gaps, question.families)),
        drawn.warnings,
        _joint(drawn, values),
    )


def group_values(
    drawn: Drawn, group_metrics: list[GroupMetric], gap_metrics: list[GapMetric]
) -> dict[str, list[Values]]:
    """Return the values of every measure, asked for or needed by a gap, per grouping."""
    ids = dict.fromkeys(each.id for each in group_metrics)
    ids |= dict.fromkeys(name for gap in gap_metrics for name in gap.of)
    return {
        name: [
            _values_in(drawn, GROUP_METRICS[name], index)
            for index in range(len(drawn.groups.groupings))
        ]
        for name in ids
    }


def _values_in(drawn: Drawn, metric: GroupMetric, grouping: int) -> Values:
    where = drawn.groups.slices[grouping]
    sums, supported = drawn.tallied.of(drawn.groups, grouping), drawn.supported.of(where)
    replicates = drawn.replicates.of(drawn.groups, grouping) if drawn.replicates else None
    found = values_of(metric, sums, replicates, supported, drawn.outcome, drawn.least_patients)
    if metric.id == "auroc":
        return with_error(found, drawn.variance[where])
    return found if drawn.ends is None else as_independent(found, sums, supported)


def _around(metric: GroupMetric, level: float, kind: IntervalKind) -> Around:
    if metric.id == "auroc":
        return Around(level, kind, "Obuchowski, logit" if kind == "patients" else "DeLong, logit")
    scale = ", logit" if np.isfinite(metric.low) and np.isfinite(metric.high) else ""
    return Around(level, kind, f"bootstrap{scale}")


def _scores(drawn: Drawn, values: list[Values], level: float) -> list[Score]:
    around = _around(values[0].metric, level, drawn.kind)
    together = simultaneous(values, around)
    found: list[Score] = []
    for index, each in enumerate(values):
        supported = drawn.supported.of(drawn.groups.slices[index])
        own = intervals(each, drawn.tallied.of(drawn.groups, index), supported, around)
        part = scores(each, drawn.groups.names[index], supported, own, together[index])
        found += part if drawn.ends is None else _with_bounds(part, each, drawn, index)
    return found


def _with_bounds(part: list[Score], values: Values, drawn: Drawn, grouping: int) -> list[Score]:
    """Add what counts leave open; a share that a bin across the threshold leaves open has none."""
    ends = [computed(values.metric, each.of(drawn.groups, grouping)) for each in drawn.ends or ()]
    low, high = np.minimum(*ends), np.maximum(*ends)
    found = []
    for score, a, b in zip(part, low, high, strict=True):
        if np.isfinite(a) and np.isfinite(b) and score.reason in {None, values.metric.empty}:
            found.append(_open_between(score, float(a), float(b)))
        elif score.reason in LEFT_OPEN and values.metric.denominator is None:
            found.append(replace(score, reason=Reason.NOT_FROM_COUNTS))
        else:
            found.append(score)
    return found


def _open_between(score: Score, low: float, high: float) -> Score:
    """Return a score with its bounds; where they lie wide apart the middle is no value."""
    if score.reason is None and high - low <= NEAR:
        return replace(score, bounds=(low, high))
    return replace(
        score,
        value=float("nan"),
        interval=None,
        simultaneous=None,
        standard_error=float("nan"),
        reason=Reason.NOT_FROM_COUNTS,
        bounds=(low, high),
    )


def _without_open(drawn: Drawn, values: dict[str, list[Values]]) -> dict[str, list[Values]]:
    """Take out the values whose bounds lie wide apart: no gap lies between two middles."""
    return {
        name: [_closed(each, drawn, index) for index, each in enumerate(per_grouping)]
        for name, per_grouping in values.items()
    }


def _closed(values: Values, drawn: Drawn, grouping: int) -> Values:
    ends = [computed(values.metric, each.of(drawn.groups, grouping)) for each in drawn.ends or ()]
    width = np.abs(ends[0] - ends[1])
    wide = (width.max(axis=-1) if values.metric.pairs else width) > NEAR
    reason = np.where((values.reason == "") & wide, Reason.NOT_FROM_COUNTS, values.reason)
    return replace(values, reason=reason)


def _gap(metric: GapMetric, drawn: Drawn, values: dict[str, list[Values]], grouping: int) -> Gap:
    whole = [values[name][0] for name in metric.of]
    parts = [values[name][grouping] for name in metric.of]
    return gap_of(metric, whole, parts, drawn.groups, grouping, drawn.kind)


def _joint(
    drawn: Drawn, values: dict[str, list[Values]]
) -> dict[tuple[tuple[str, ...], str], Floats]:
    found = {}
    for name, per_grouping in values.items():
        for attributes, each in zip(drawn.groups.groupings, per_grouping, strict=True):
            if len(each.centred) and not each.metric.pairs:
                found[attributes, name] = each.value + each.centred
    return found
