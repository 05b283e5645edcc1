"""Evaluate counts: the same question, asked of mergeable counts instead of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from app.domain.rows import Outcome
from app.domain.scores import Interval, IntervalKind, Score, Support
from app.engine.binned import sums_of_counts
from app.engine.counts import ScoreCounts
from app.engine.evaluate import NO_PATIENTS, TEST_SET, Drawn, Evaluated, answer
from app.engine.groups import group
from app.engine.question import Question, ThresholdSource
from app.errors import Invalid, problem
from app.stats.intervals import normal_quantile
from app.stats.performance_registry import performance_metric

COUNTS_ONLY = "From counts alone: bounds say between which values the exact one lies."


@dataclass(frozen=True, slots=True)
class Reported:
    """A value that a site computed from rows it let nobody see.

    Parameters
    ----------
    group : mapping of str to str
    metric : str
    value : float
    standard_error : float
        Over its patients; NaN where it gave none.
    """

    group: Mapping[str, str]
    metric: str
    value: float
    standard_error: float = float("nan")


def evaluate_counts(
    counts: ScoreCounts,
    question: Question,
    reported: Sequence[Reported] = (),
    most_of_a_patient: int = 1,
) -> Evaluated:
    """Compute every measure that counts can tell, with bounds.

    Parameters
    ----------
    counts : ScoreCounts
    question : Question
        `threshold` must be an edge of the counts, else rates are refused with their bounds;
        `replicates` is not used, for counts have no patients.
    reported : sequence of Reported
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
    warnings = [COUNTS_ONLY, NO_PATIENTS]
    if question.threshold_source is ThresholdSource.TEST_SET:
        warnings.append(TEST_SET)
    drawn = Drawn(
        Outcome.BINARY,
        IntervalKind.ROWS,
        groups,
        bounded.supported,
        bounded.middle,
        bounded.variance,
        None,
        tuple(warnings),
        bounded.ends,
    )
    found = answer(drawn, question)
    return replace(found, reported=tuple(_as_scores(reported, question.level, found.scores)))


def _as_scores(reported: Sequence[Reported], level: float, scores: Sequence[Score]) -> list[Score]:
    """Return the site's values as scores, with the support that the counts show."""
    support = {frozenset(each.group.items()): each.support for each in scores}
    nobody = Support(0, 0, 0, 0, 0, 0.0, 0)
    found, problems = [], []
    for index, each in enumerate(reported):
        performance_metric(each.metric)
        if not isfinite(each.value) or each.standard_error < 0:
            rule = "must be a finite value with a standard error of 0 or more"
            problems.append(problem(f"reported[{index}]", rule, each.value))
            continue
        known = support.get(frozenset(each.group.items()), nobody)
        interval = _of_site(each, level)
        error = each.standard_error
        found.append(Score(each.group, each.metric, each.value, known, interval, None, error))
    if problems:
        raise Invalid("The reported values are not usable.", problems)
    return found


def _of_site(each: Reported, level: float) -> Interval | None:
    if np.isnan(each.standard_error):
        return None
    half = normal_quantile(level) * each.standard_error
    ends = each.value - half, each.value + half
    return Interval(*ends, level, IntervalKind.SITE, "as the site reports its standard error")
