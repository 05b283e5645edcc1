"""Compare: two published runs on the same patients, from what each left behind.

The rows are not read again: values stand in the answers, and replicates of both come from the same
resamples of patients, so that a change has an interval of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

import numpy as np

from app.domain.scores import Interval, IntervalKind
from app.engine.compare import Change, GapChange, Grouping, changes, gap_change
from app.engine.values import Values
from app.errors import Conflict, problem
from app.language import _
from app.services.catalogue.dataset_filters import RELEASE
from app.services.catalogue.evaluations import evaluation
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.parameters import Pairs, Parameter, checked_slug, read_parameters
from app.services.runs.alike import (
    Side,
    check_alike,
    common_attributes,
    common_crossings,
    common_measures,
    labels,
)
from app.services.runs.answers import GroupScore, answer_of
from app.services.runs.coarse import coarse
from app.services.runs.compared import (
    GapChanged,
    GroupChange,
    RunComparison,
    RunNamed,
    RunRefusal,
    RunsCompared,
)
from app.services.runs.joint import Joint, name_of, unpacked, word_of
from app.stats.arithmetic import Floats
from app.stats.performance_metric import GapMetric, GroupMetric
from app.stats.performance_registry import GAP_METRICS
from app.store import Store
from app.store.evaluations import evaluation_card
from app.store.runs import run_answer, run_replicates

WITH = Parameter(
    "with",
    "Slug of the second run.",
    lambda _name, text: checked_slug("evaluation", text),
    "afzal-2023-kits19-nnunet",
)
COMPARISON = (WITH, RELEASE)
By = tuple[str, ...]  # attributes, sorted; several are crossed; none is everybody


def comparison(store: Store, slug: str, pairs: Pairs = ()) -> RunComparison:
    """Compare a run with another; where the two are not alike, the answer says what differs."""
    asked: dict[str, Any] = read_parameters(COMPARISON, pairs)
    other: str | None = asked.get("with")
    pinned = [("release", str(asked["release"]))] if "release" in asked else []
    card = evaluation(store, slug, pinned)
    try:
        if other is None:
            rule = _("must name another run")
            raise Conflict(_("There is nothing to compare with."), [problem("with", rule)])
        first, second = (_side(store, each) for each in (card, evaluation(store, other, pinned)))
        compared = _compared(first, second, check_alike(first, second))
    except Conflict as error:
        why = tuple(RunRefusal(each.field, each.rule, each.value) for each in error.problems)
        return RunComparison(card.release, slug, other, why, None)
    return RunComparison(card.release, slug, other, (), compared)


def _side(store: Store, card: EvaluationDetail) -> Side:
    with store.reading() as session:
        _card, meta = evaluation_card(session, card.slug, card.revision, card.release)
        found = run_answer(session, card.slug, meta.content_hash)
        held = run_replicates(session, card.slug, meta.content_hash)
    if found is None:
        rule = _("must be a run, computed here from predictions; this one only prints values")
        raise Conflict(_("Only runs are compared."), [problem(card.slug, rule)])
    return Side(card, answer_of(found[1]), unpacked(held) if held else None)


def _named(side: Side) -> RunNamed:
    card, run = side.card, side.run
    return RunNamed(card.slug, card.model_name, card.model_detail, card.dataset_name, run.split,
                    run.threshold, card.shared_source)  # fmt: skip


def _compared(first: Side, second: Side, joints: tuple[Joint, Joint]) -> RunsCompared:
    measures, left = common_measures(first.run, second.run)
    found: list[GroupChange] = []
    gaps: list[GapChanged] = []
    for label in labels(*joints):
        attributes, different = common_attributes(*joints, label)
        left += [_("{name}: it is not the same in both runs", name=name) for name in different]
        crossings, uncrossed = common_crossings(first, second, label or None, attributes)
        left += uncrossed
        pair = _Pair(first, second, label or None)
        groupings: list[By] = [*((name,) for name in attributes), *crossings]
        for by in ((), *groupings):
            found += pair.changes(measures, by)
        for by in groupings:
            gaps += pair.gaps(measures, by)
    titles = {each.id: each.title for each in (*first.run.measures, *second.run.measures)}
    return RunsCompared(
        _named(first),
        _named(second),
        first.run.interval_level,
        tuple(found),
        tuple(gaps),
        titles,
        tuple(dict.fromkeys(left)),
        tuple(dict.fromkeys((*first.run.warnings, *second.run.warnings))),
    )


class _Pair:
    """Two runs, one finding: values and replicates of a measure over the groups by attributes."""

    def __init__(self, first: Side, second: Side, label: str | None) -> None:
        self.sides = (first, second)
        self.label = label

    def changes(self, measures: Sequence[GroupMetric], by: By) -> Iterator[GroupChange]:
        for metric in measures:
            scores = [self._scores(side, metric.id, by) for side in self.sides]
            made = changes([self._values(at, metric, by) for at in (0, 1)],
                           self._grouping(by, scores[0]))  # fmt: skip
            for change, *both in zip(made, *scores, strict=True):
                yield _group_change(change, self.label, _fewest(both))

    def gaps(self, measures: Sequence[GroupMetric], by: By) -> Iterator[GapChanged]:
        by_id = {metric.id: metric for metric in measures}
        in_both = [{gap.metric for gap in side.run.gaps} for side in self.sides]
        for gap in GAP_METRICS.values():
            if gap.id in in_both[0] & in_both[1] and set(gap.of) <= by_id.keys():
                yield self._gap(gap, [by_id[name] for name in gap.of], by)

    def _gap(self, gap: GapMetric, of: Sequence[GroupMetric], by: By) -> GapChanged:
        parts = [[self._values(at, each, by) for each in of] for at in (0, 1)]
        whole = [[self._values(at, each, ()) for each in of] for at in (0, 1)]
        scores = self._scores(self.sides[0], of[0].id, by)
        known = [
            score.decimals
            for side in self.sides
            for each in of
            for score in self._scores(side, each.id, by)
        ]
        to = min((each for each in known if each is not None), default=None)
        made = gap_change(gap, parts, whole, self._grouping(by, scores))
        return _gap_changed(made, self.label, to)

    def _grouping(self, by: By, scores: Sequence[GroupScore]) -> Grouping:
        names = tuple(each.group for each in scores)
        return Grouping(by, names, self.sides[0].run.interval_level, IntervalKind.PATIENTS)

    def _scores(self, side: Side, metric: str, by: By) -> list[GroupScore]:
        found = [each for each in side.run.scores
                 if (each.metric, each.label) == (metric, self.label)
                 and set(each.group) == set(by)]  # fmt: skip
        return sorted(found, key=lambda each: word_of(each.group))

    def _values(self, at: int, metric: GroupMetric, by: By) -> Values:
        side = self.sides[at]
        scores = self._scores(side, metric.id, by)
        value = np.array([np.nan if each.value is None else each.value for each in scores])
        reason = np.array([each.reason or "" for each in scores], dtype=object)
        drawn = self._drawn(side.joint, metric.id, by, scores)
        centred = drawn
        if len(drawn):
            mean = drawn.mean(axis=0)  # the exact value: replicates stand about it
            centred = drawn - mean
            rounded = np.array([each.decimals is not None for each in scores])
            value = np.where(rounded, mean, value)
        return Values(metric, value, reason, np.full(len(scores), np.nan), centred)

    def _drawn(
        self, joint: Joint | None, metric: str, by: By, scores: Sequence[GroupScore]
    ) -> Floats:
        words = [word_of(each.group) for each in scores]
        found = joint.of((self.label, name_of(by), metric), words) if joint else None
        return np.zeros((0, len(scores))) if found is None else found


def _fewest(scores: Sequence[GroupScore]) -> int | None:
    return min((each.decimals for each in scores if each.decimals is not None), default=None)


def _figures(made: Change | GapChange, to: int | None) -> dict[str, float | None]:
    """Both values, the change and its ends, as coarse as the coarser side is told."""
    low, high = _ends(made.interval)
    told = {"first": made.first, "second": made.second, "change": made.change}
    return {name: coarse(each, to) for name, each in (told | {"low": low, "high": high}).items()}


def _group_change(made: Change, label: str | None, to: int | None) -> GroupChange:
    return GroupChange(
        label=label,
        group=dict(made.group),
        metric=made.metric,
        **_figures(made, to),
        reason=made.reason,
        decimals=to,
    )


def _gap_changed(made: GapChange, label: str | None, to: int | None) -> GapChanged:
    return GapChanged(
        label=label,
        attributes=made.attributes,
        metric=made.metric,
        **_figures(made, to),
        levelling=made.levelling,
        reason=made.reason,
        decimals=to,
    )


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    if interval is None or not (isfinite(interval.low) and isfinite(interval.high)):
        return None, None
    return interval.low, interval.high
