"""Alike: whether two runs may be compared, and which of their measures and attributes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.run import Level
from app.errors import Conflict, Problem, problem
from app.language import _
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.runs.answers import RunAnswer
from app.services.runs.joint import Joint
from app.services.wording import exact, joined
from app.stats.performance_metric import GroupMetric
from app.stats.performance_registry import GROUP_METRICS

AT_THRESHOLD = {"true_positive", "false_positive"}


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of two runs: its card, what was computed, and its replicates where there are any."""

    card: EvaluationDetail
    run: RunAnswer
    joint: Joint | None


def check_alike(first: Side, second: Side) -> tuple[Joint, Joint]:
    """Return the replicates of two runs on the same cases; others are refused.

    Raises
    ------
    Conflict
        Naming everything that differs.
    """
    one, other = first.joint, second.joint
    problems = list(_differences(first, second))
    if problems or one is None or other is None:
        raise Conflict(_("These two runs cannot be compared: like is compared with like."),
                       problems)  # fmt: skip
    return one, other


def _differences(first: Side, second: Side) -> Iterator[Problem]:
    same = _("must be the same in both runs")
    for name in ("dataset", "label"):
        values = [str(getattr(side.card, name)) for side in (first, second)]
        if values[0] != values[1]:
            yield problem(name, same, joined(values))
    if first.run.outcome != second.run.outcome:
        yield problem("outcome", same, joined((first.run.outcome, second.run.outcome)))
    for side in (first, second):
        if side.joint is None:
            yield problem(side.card.slug, _why_no_replicates(side.run))
    if first.joint is not None and second.joint is not None:
        numbers = joined(_("{n} cases", n=exact(side.run.rows)) for side in (first, second))
        yield from _other_cases(first.joint, second.joint, numbers)


def _why_no_replicates(run: RunAnswer) -> str:
    if run.level == Level.COUNTS:
        return _("sent counts only: whose cases they are is not known, so nothing can be paired")
    if any(each.bound_low is not None for each in run.scores):
        return _("was reduced to counts: which rows are of one patient is not used, so nothing can "
                 "be paired")  # fmt: skip
    return _("names no patients, so nothing can be paired")


def _other_cases(one: Joint, other: Joint, numbers: str) -> Iterator[Problem]:
    if one.draw != other.draw:
        yield problem("cases", _("must be the same cases of the same patients"), numbers)
        return
    for name in ("truth", "weight"):
        if any(_of(one, label, name) != _of(other, label, name) for label in labels(one, other)):
            yield problem(name, _("must be the same in both runs"))


def labels(one: Joint, other: Joint) -> list[str]:
    """Return the findings that both have."""
    return sorted(one.same.keys() & other.same.keys())


def _of(joint: Joint, label: str, name: str) -> str | None:
    return joint.same[label].get(name)


def common_attributes(one: Joint, other: Joint, label: str) -> tuple[list[str], list[str]]:
    """Return the attributes that are the same in both runs, and those that are not."""
    names = [each for each in sorted(one.same[label].keys() | other.same[label].keys())
             if each not in ("truth", "weight")]  # fmt: skip
    same = [name for name in names if _of(one, label, name) == _of(other, label, name)]
    return same, [name for name in names if name not in same]


def common_crossings(
    first: Side, second: Side, label: str | None, attributes: Sequence[str]
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the pairs of attributes that both runs cross, and why others are left out."""
    kept: list[tuple[str, ...]] = []
    left: list[str] = []
    for pair in combinations(attributes, 2):
        crossed = [_crosses(side.run, label, pair) for side in (first, second)]
        if all(side.joint and side.joint.crosses(label, pair) for side in (first, second)):
            kept.append(pair)
        elif all(crossed):
            left.append(_("{pair}: so many crossed groups are not resampled together",
                          pair=" × ".join(pair)))  # fmt: skip
        elif any(crossed):
            left.append(_("{pair}: crossed in one of the runs only", pair=" × ".join(pair)))
    return kept, left


def _crosses(run: RunAnswer, label: str | None, pair: tuple[str, str]) -> bool:
    return any(each.label == label and set(each.group) == set(pair) for each in run.scores)


def common_measures(first: RunAnswer, second: RunAnswer) -> tuple[list[GroupMetric], list[str]]:
    """Return the measures of both that mean the same, and why others are left out."""
    defined = [{each.id: each.version for each in run.measures} for run in (first, second)]
    kept, left = [], []
    for name, metric in GROUP_METRICS.items():
        if name not in defined[0] or name not in defined[1] or metric.pairs:
            continue
        if defined[0][name] != defined[1][name]:
            left.append(_("{measure}: it was defined differently", measure=_(metric.title)))
        elif AT_THRESHOLD & set(metric.needs) and first.threshold != second.threshold:
            left.append(
                _(
                    "{measure}: the thresholds differ ({first} and {second})",
                    measure=_(metric.title),
                    first=first.threshold,
                    second=second.threshold,
                )
            )
        else:
            kept.append(metric)
    return kept, left
