"""Evaluate counts: the same question, asked of mergeable counts instead of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

import numpy as np

from app.domain.rows import Outcome
from app.domain.scores import Interval, IntervalKind, Score, SiteValue
from app.engine.binned import sums_of_counts
from app.engine.counts import ScoreCounts
from app.engine.evaluate import NO_PATIENTS, TEST_SET, Drawn, Evaluated, answer
from app.engine.groups import group
from app.engine.question import Question, ThresholdSource
from app.errors import Invalid, problem
from app.stats.intervals import normal_quantile
from app.stats.performance_metric import GroupMetric
from app.stats.performance_registry import performance_metric

COUNTS_ONLY = "From counts alone: bounds say between which values the exact one lies."


def evaluate_counts(
    counts: ScoreCounts,
    question: Question,
    reported: Sequence[SiteValue] = (),
    most_of_a_patient: int = 1,
) -> Evaluated:
    """Compute every measure that counts can tell, with bounds.

    Parameters
    ----------
    counts : ScoreCounts
    question : Question
        `threshold` must be an edge of the counts, else rates are refused with their bounds;
        `replicates` is not used, for counts have no patients.
    reported : sequence of SiteValue
        The site's own values; given back as such, never mixed with ours.
    most_of_a_patient : int
        Rows that one patient has at most: a group has at least so many times fewer patients than
        rows, and only these count where a measure needs ten, or a group is too small to print.

    Returns
    -------
    Evaluated
        Rates (of rows without weights) with Wilson's interval and AUROC with DeLong's, over rows
        treated as independent.
        Gaps have a value and no null: counts do not tell how the patients of groups overlap.

    Raises
    ------
    Invalid, NotFound
        When the question does not fit the counts, or a reported value is not usable.
    """
    groups = group(counts.coded(), question.groupings, len(counts.words))
    bounded = sums_of_counts(counts, groups, question.threshold, most_of_a_patient)
    chosen = [TEST_SET] if question.threshold_source is ThresholdSource.TEST_SET else []
    drawn = Drawn(
        Outcome.BINARY,
        IntervalKind.ROWS,
        groups,
        bounded.supported,
        bounded.middle,
        bounded.variance,
        None,
        (COUNTS_ONLY, NO_PATIENTS, *chosen),
        bounded.ends,
        question.least_patients,
    )
    found = answer(drawn, question)
    return replace(found, reported=tuple(_as_scores(reported, question.level, found.scores)))


def _as_scores(reported: Sequence[SiteValue], level: float, scores: Sequence[Score]) -> list[Score]:
    """Return the site's values as scores, with the support that the counts show."""
    support = {frozenset(each.group.items()): each.support for each in scores}
    found, problems = [], []
    for index, each in enumerate(reported):
        performance_metric(each.metric)
        known = support.get(frozenset(each.group.items()))
        if not isfinite(each.value) or each.standard_error < 0:
            rule = "must be a finite value with a standard error of 0 or more"
            problems.append(problem(f"reported[{index}]", rule, each.value))
        elif known is None:
            rule = "must be a group of the counts: words of one attribute, or of a pair"
            problems.append(problem(f"reported[{index}].group", rule, dict(each.group)))
        else:
            interval, error = _of_site(each, level), each.standard_error
            found.append(Score(each.group, each.metric, each.value, known, interval, None, error))
    if problems:
        raise Invalid("The reported values are not usable.", problems[:100])
    return found


def _of_site(each: SiteValue, level: float) -> Interval | None:
    """Return the interval that the standard error gives, within the scale of the measure."""
    if np.isnan(each.standard_error):
        return None
    half = normal_quantile(level) * each.standard_error
    ends = each.value - half, each.value + half
    metric = performance_metric(each.metric)
    if isinstance(metric, GroupMetric):
        ends = max(ends[0], metric.low), min(ends[1], metric.high)
    return Interval(*ends, level, IntervalKind.SITE, "normal")
