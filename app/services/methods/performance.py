"""Measures of performance and of inequality, each worked out on readers and groups made up here.

The rows are few and their scores round, so that every number can be worked out by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from app.domain.rows import Coded, Outcome, Rows
from app.engine import Question
from app.engine.evaluate import draw, group_values
from app.language import N_, _
from app.stats.inequality_measure import InequalityMeasure, Levels
from app.stats.inequality_registry import INEQUALITY, unequal
from app.stats.performance_metric import LEAST_PATIENTS, GapMetric, GroupMetric
from app.stats.performance_registry import GAP_METRICS, GROUP_METRICS

Case = tuple[str, float, float, int]  # group, score, truth (0 where there is none), patients
THRESHOLD = 0.5
EVERYBODY = N_("everybody")
_WOMEN, _MEN = N_("women"), N_("men")
_BETWEEN = N_("women and men")


@dataclass(frozen=True, slots=True)
class Made:
    """Predictions made up for an example: its name, and the sentences that say what they are."""

    name: str
    said: str
    cases: tuple[Case, ...]


# Score: women with the finding and without, men with and without.
_SCORES = {0.9: (10, 1, 6, 2), 0.6: (5, 3, 6, 4), 0.4: (3, 6, 4, 5), 0.1: (2, 10, 4, 9)}


def _binary() -> Iterator[Case]:
    for score, numbers in _SCORES.items():
        for n, (group, truth) in zip(
            numbers, ((_WOMEN, 1), (_WOMEN, 0), (_MEN, 1), (_MEN, 0)), strict=True
        ):
            yield group, score, truth, n


def _figures(women: tuple[float, float], men: tuple[float, float]) -> tuple[Case, ...]:
    """Give each group ten patients, five of either figure."""
    return tuple(
        (group, each, 0.0, 5) for group, both in ((_WOMEN, women), (_MEN, men)) for each in both
    )


MADE: Mapping[Outcome, Made] = MappingProxyType(
    {
        Outcome.BINARY: Made(
            N_("Yes or no"),
            N_(
                "A model looks for a finding in 80 patients: 20 women who have it and 20 who do "
                "not, and as many men. It scores them 0.9, 0.6, 0.4 or 0.1: of the women who have "
                "it 10, 5, 3 and 2, of those who do not 1, 3, 6 and 10; of the men who have it 6, "
                "6, 4 and 4, of those who do not 2, 4, 5 and 9. A score of 0.5 or more counts as "
                "yes."
            ),
            tuple(_binary()),
        ),
        Outcome.ORDINAL: Made(
            N_("Grades"),
            N_(
                "A model grades 10 women and 10 men from 0 to 2. Five of each truly have grade 0 "
                "and five grade 2. It grades all women rightly; of the men it calls the first "
                "five 0, and the others 1."
            ),
            ((_WOMEN, 0, 0, 5), (_WOMEN, 2, 2, 5), (_MEN, 0, 0, 5), (_MEN, 1, 2, 5)),
        ),
        Outcome.REGRESSION: Made(
            N_("Numbers"),
            N_(
                "A model tells the age of 10 women and 10 men who are all 40 years old. It says 42 "
                "of five women and 39 of five, 45 of five men and 39 of five."
            ),
            ((_WOMEN, 42, 40, 5), (_WOMEN, 39, 40, 5), (_MEN, 45, 40, 5), (_MEN, 39, 40, 5)),
        ),
        Outcome.DICE: Made(
            N_("Outlines, by Dice"),
            N_(
                "A model outlines an organ in 10 women and 10 men. Five women have a Dice of 0.9 "
                "and five 0.8, five men 0.8 and five 0.6."
            ),
            _figures((0.9, 0.8), (0.8, 0.6)),
        ),
        Outcome.IOU: Made(
            N_("Outlines, by overlap"),
            N_(
                "A model outlines an organ in 10 women and 10 men. Five women have an intersection "
                "over union of 0.8 and five 0.7, five men 0.7 and five 0.5."
            ),
            _figures((0.8, 0.7), (0.7, 0.5)),
        ),
        Outcome.HD95: Made(
            N_("Outlines, by distance"),
            N_(
                "A model outlines an organ in 10 women and 10 men. Five women have a distance of "
                "2 mm and five of 4 mm, five men of 4 mm and five of 8 mm."
            ),
            _figures((2, 4), (4, 8)),
        ),
    }
)
GROUPS = (N_("first group"), N_("second group"), N_("third group"))
LEVELS = Levels(np.array([0.70, 0.80, 0.90]), np.array([100.0, 300.0, 600.0]), ordered=True)
GROUPS_NAME = N_("Three groups")
GROUPS_SAID = N_(
    "Three groups, from the least to the most advantaged, have 100, 300 and 600 people. The "
    "measure in them is 0.70, 0.80 and 0.90; higher is better."
)


@dataclass(frozen=True, slots=True)
class WorkedValue:
    """What a measure gives for a group, a pair of groups or between them."""

    of: str
    value: float


@dataclass(frozen=True, slots=True)
class PerformanceShown:
    """One measure as Methods shows it; `facts` are sentences."""

    id: str
    name: str
    question: str
    formula: str
    unit: str
    facts: tuple[str, ...]
    source: str
    version: int
    made: str  # the name of what the example is about
    example: tuple[WorkedValue, ...]


def group_measures() -> tuple[PerformanceShown, ...]:
    """Return every measure of a group's performance, by its name."""
    return _by_name(_of_group(each) for each in GROUP_METRICS.values())


def gap_measures() -> tuple[PerformanceShown, ...]:
    """Return every measure of the differences between groups, by its name."""
    return _by_name(_of_gap(each) for each in GAP_METRICS.values())


def inequality_measures() -> tuple[PerformanceShown, ...]:
    """Return every measure of inequality between groups of known size, by its name."""
    return _by_name(_of_inequality(each) for each in INEQUALITY.values())


def _by_name(found: Iterator[PerformanceShown]) -> tuple[PerformanceShown, ...]:
    return tuple(sorted(found, key=lambda each: each.name.lower()))


_DIRECTIONS = {
    "higher": N_("Higher is better."),
    "lower": N_("Lower is better."),
    "one": N_("Best at 1."),
    "none": N_("Neither more nor less is better."),
}
_GUARDED = {
    frozenset({"all"}): N_("Given only of {n} patients or more."),
    frozenset({"positive"}): N_("Given only where {n} patients or more have the finding."),
    frozenset({"negative"}): N_("Given only where {n} patients or more do not have the finding."),
    frozenset({"positive", "negative"}): N_(
        "Given only where {n} patients or more have the finding and {n} or more do not."
    ),
}


def _of_group(metric: GroupMetric) -> PerformanceShown:
    facts = (
        _(_DIRECTIONS[metric.direction]),
        _(_GUARDED[frozenset(metric.guard)], n=LEAST_PATIENTS),
    )
    whole, groups = values_of_example(metric.outcome)[metric.id]
    parts = zip(_pairs() if metric.pairs else (_(_WOMEN), _(_MEN)), groups, strict=True)
    example = [WorkedValue(of, value) for of, value in parts]
    if len(whole) == 1 and np.isfinite(whole[0]):  # what holds a group against others has no whole
        example.insert(0, WorkedValue(_(EVERYBODY), whole[0]))
    return _shown(metric, facts, MADE[metric.outcome].name, tuple(example))


def _pairs() -> Iterator[str]:
    for having in (_WOMEN, _MEN):
        for free in (_WOMEN, _MEN):
            yield _("{one} who have it, {other} who do not", one=_(having), other=_(free))


def _of_gap(metric: GapMetric) -> PerformanceShown:
    outcome = GROUP_METRICS[metric.of[0]].outcome
    compared = ", ".join(GROUP_METRICS[name].title for name in metric.of)
    equal = f"{metric.equal:g}"
    facts = [_(_DIRECTIONS[metric.direction]), _("Compares {measures}.", measures=compared)]
    if np.isfinite(metric.equal):
        facts.append(_("Groups that are equal have {n}.", n=equal))
    example = (WorkedValue(_(_BETWEEN), _gap_of_example(metric, outcome)),)
    return _shown(metric, tuple(facts), MADE[outcome].name, example)


def _gap_of_example(metric: GapMetric, outcome: Outcome) -> float:
    found = values_of_example(outcome)
    wholes, groups = zip(*(found[name] for name in metric.of), strict=True)
    shape = (2, 2) if GROUP_METRICS[metric.of[0]].pairs else (2,)
    return float(
        metric.compute(
            [np.array(each) for each in wholes], [np.reshape(each, shape) for each in groups]
        )
    )


@cache
def values_of_example(
    outcome: Outcome,
) -> Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]:
    """Compute all measures of an outcome: of everybody, and of the groups or their pairs."""
    metrics = [each for each in GROUP_METRICS.values() if each.outcome is outcome]
    question = Question(
        (("sex",),), tuple(each.id for each in metrics), threshold=THRESHOLD, replicates=0
    )
    found = group_values(draw(_rows(outcome), question), metrics, [])
    return {
        name: (tuple(np.ravel(whole.value)), tuple(np.ravel(parts.value)))
        for name, (whole, parts) in found.items()
    }


def _rows(outcome: Outcome) -> Rows:
    """Write the made-up cases as rows, one patient each."""
    cases = MADE[outcome].cases
    times = [n for *_rest, n in cases]
    sexes = np.repeat([(_WOMEN, _MEN).index(sex) for sex, *_rest in cases], times)
    truth = np.repeat([each[2] for each in cases], times)
    kind = np.float32 if outcome is Outcome.REGRESSION else np.uint8
    patients = np.arange(len(sexes))
    return Rows(
        outcome,
        patients.astype(np.uint64),
        np.repeat([each[1] for each in cases], times).astype(np.float32),
        None if outcome.per_case else truth.astype(kind),
        patients.astype(np.int32),
        True,
        {"sex": Coded(sexes, (_WOMEN, _MEN))},
    )


def _of_inequality(metric: InequalityMeasure) -> PerformanceShown:
    value, _reason = unequal(metric.id, LEVELS)
    facts = (metric.direction, _("Groups that are equal have {n}.", n=f"{metric.neutral:g}"))
    return _shown(metric, facts, GROUPS_NAME, (WorkedValue(_("the three groups"), float(value)),))


def _shown(
    metric: GroupMetric | GapMetric | InequalityMeasure,
    facts: tuple[str, ...],
    made: str,
    example: tuple[WorkedValue, ...],
) -> PerformanceShown:
    return PerformanceShown(
        metric.id,
        metric.title,
        metric.question,
        metric.formula,
        metric.unit,
        facts,
        metric.citation,
        metric.version,
        made,
        example,
    )
