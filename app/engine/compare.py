"""Compare: two runs on the same patients, group by group; levelling down is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from app.domain.reason import Reason
from app.domain.rows import UNKNOWN, Rows
from app.domain.scores import Interval, IntervalKind
from app.engine.evaluate import Drawn, draw, group_values
from app.engine.question import Question
from app.engine.values import Values
from app.errors import Conflict, Problem, problem
from app.stats.arithmetic import Bools, Floats
from app.stats.intervals import normal_quantile
from app.stats.performance_metric import GapMetric


class Levelling(StrEnum):
    """What a gap between the best and the worst group closed by."""

    NOT_CLOSED = "not_closed"
    UP = "up"  # mostly because the worst served group rose
    DOWN = "down"  # mostly because the best served group fell

    @property
    def sentence(self) -> str:
        """What is said of it, without a full stop."""
        return {
            "not_closed": "the gap did not close",
            "up": "the gap closed because the worst served group rose",
            "down": "the gap closed because the best served group fell (levelling down)",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Change:
    """How one measure of one group changed from the first run to the second.

    `change` is second less first; NaN where either is undefined, with `reason`.
    """

    group: Mapping[str, str]
    metric: str
    first: float
    second: float
    change: float
    interval: Interval | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class GapChange:
    """How one gap changed, over the groups that have a value in both runs."""

    attributes: tuple[str, ...]
    metric: str
    first: float
    second: float
    change: float
    interval: Interval | None
    levelling: Levelling | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs side by side."""

    changes: tuple[Change, ...]
    gaps: tuple[GapChange, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Whose values are compared, the same groups in both runs; an empty group is everybody."""

    attributes: tuple[str, ...]
    names: tuple[Mapping[str, str], ...]
    level: float
    kind: IntervalKind


def compare(first: Rows, second: Rows, question: Question) -> Compared:
    """Compare two runs on the same cases, paired by patient.

    Parameters
    ----------
    first, second : Rows
        Of the same samples, patients, truths and attributes; rows without a prediction in
        either are left out of both.
    question : Question
        The same threshold holds for both.

    Returns
    -------
    Compared
        Intervals of the changes come from the same appearances of patients in both runs.

    Raises
    ------
    Conflict
        When the runs are not alike, naming what differs: only like is compared with like.
    """
    one, other = (rows.of_label(question.label) for rows in (first, second))
    if problems := list(_differences(one, other)):
        raise Conflict("These runs are not on the same cases.", problems)
    given = ~(np.isnan(one.score) | np.isnan(other.score))
    drawn = [draw(rows.at(given), replace(question, label=None)) for rows in (one, other)]
    group_metrics, gap_metrics = question.asked(one.outcome)
    values = [group_values(each, group_metrics, gap_metrics) for each in drawn]
    groupings = _groupings(drawn[0], question.level)
    found = [
        each
        for metric in group_metrics
        if not metric.pairs
        for at, of in enumerate(groupings)
        for each in changes([side[metric.id][at] for side in values], of)
    ]
    gaps = [
        gap_change(
            metric,
            [[side[name][at] for name in metric.of] for side in values],
            [[side[name][0] for name in metric.of] for side in values],
            of,
        )
        for at, of in enumerate(groupings[1:], 1)
        for metric in gap_metrics
    ]
    warnings = list(dict.fromkeys([*drawn[0].warnings, *drawn[1].warnings]))
    if left := int((~given).sum()):
        warnings.append(f"{left} of {len(given)} rows have no prediction in one of the runs.")
    return Compared(tuple(found), tuple(gaps), tuple(warnings))


def _groupings(drawn: Drawn, level: float) -> list[Grouping]:
    groups = drawn.groups
    return [
        Grouping(attributes, tuple(names), level, drawn.kind)
        for attributes, names in zip(groups.groupings, groups.names, strict=True)
    ]


def _differences(one: Rows, other: Rows) -> list[Problem]:
    """Return what keeps two runs from being compared."""
    same = "must be the same in both runs"
    if one.outcome is not other.outcome:
        return [problem("outcome", same, f"{one.outcome}, {other.outcome}")]
    if not _equal(one.sample, other.sample):
        shared = len(np.intersect1d(one.sample, other.sample))
        shown = f"{len(one)} and {len(other)} samples, {shared} of them shared"
        return [problem("samples", same, shown)]
    found = [
        problem(name, same)
        for name in ("patient", "truth", "weight")
        if not _equal(getattr(one, name), getattr(other, name))
    ]
    for name in sorted(one.attributes.keys() | other.attributes.keys()):
        mine, theirs = one.attributes.get(name), other.attributes.get(name)
        if (
            mine is None
            or theirs is None
            or mine.words != theirs.words
            or not _equal(mine.codes, theirs.codes)
        ):
            found.append(problem(name, same))
    return found


def _equal(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(np.asarray(one), np.asarray(other))


def _around(change: float, drawn: Floats, level: float, kind: IntervalKind) -> Interval | None:
    if not len(drawn) or not np.isfinite(change):
        return None
    half = normal_quantile(level) * float(drawn.std())
    return Interval(change - half, change + half, level, kind, "paired bootstrap")


def changes(pair: list[Values], of: Grouping) -> list[Change]:
    """Return how one measure of each group changed from the first run to the second.

    Parameters
    ----------
    pair : list of Values
        Of both runs; replicates of the same row come from the same resample of patients.
    of : Grouping

    Returns
    -------
    list of Change
    """
    first, second = pair
    found = []
    both = len(first.centred) and len(second.centred) and first.metric.has_interval
    for index, name in enumerate(of.names):
        a, b = float(first.value[index]), float(second.value[index])
        moved = second.centred[:, index] - first.centred[:, index] if both else np.zeros(0)
        around = _around(b - a, moved, of.level, of.kind)
        why = first.reason[index] or second.reason[index] or None
        found.append(Change(name, first.metric.id, a, b, b - a, around, why))
    return found


def gap_change(
    metric: GapMetric, sides: list[list[Values]], whole: list[list[Values]], of: Grouping
) -> GapChange:
    """Return how a gap changed, and which end of it moved.

    Parameters
    ----------
    metric : GapMetric
    sides, whole : list of list of Values
        Of both runs, one per measure that the gap is of: the groups', and everybody's.
    of : Grouping

    Returns
    -------
    GapChange
        Over the known groups that have a value in both runs.
    """
    among = np.array([UNKNOWN not in name.values() for name in of.names])
    for each in (value for side in sides for value in side):
        among &= each.reason == ""
    nan = float("nan")
    if among.sum() < 2:
        few = Reason.FEWER_THAN_TWO_GROUPS
        return GapChange(of.attributes, metric.id, nan, nan, nan, None, None, few)
    gap, moved = [], []
    for side, everybody in zip(sides, whole, strict=True):
        parts = [_of(each, each.value, among) for each in side]
        gap.append(float(metric.compute([w.value for w in everybody], parts)))
        around = [w.value + w.centred for w in everybody]
        worlds = [_of(each, each.value + each.centred, among) for each in side]
        drawn_too = all(len(each.centred) for each in (*side, *everybody))
        moved.append(metric.compute(around, worlds) if drawn_too else np.zeros(0))
    interval = _around(gap[1] - gap[0], moved[1] - moved[0], of.level, of.kind)
    levelling = _levelling(sides, among) if metric.between else None
    return GapChange(
        of.attributes, metric.id, gap[0], gap[1], gap[1] - gap[0], interval, levelling, None
    )


def _of(values: Values, numbers: Floats, among: Bools) -> Floats:
    """Return the numbers of some groups, or of the pairs between them."""
    if values.metric.pairs:
        return np.asarray(numbers[..., among, :][..., among])
    return np.asarray(numbers[..., among])


def _levelling(sides: list[list[Values]], among: Bools) -> Levelling | None:
    """Name what closed the gap: what the best group lost, or what the worst one gained."""
    first, second = (side[0].value[among] for side in sides)
    direction = sides[0][0].metric.direction
    if direction not in {"higher", "lower"}:
        return None
    if direction == "lower":
        first, second = -first, -second
    if np.ptp(second) >= np.ptp(first):
        return Levelling.NOT_CLOSED
    fell, rose = first.max() - second.max(), second.min() - first.min()
    return Levelling.DOWN if fell > rose else Levelling.UP
