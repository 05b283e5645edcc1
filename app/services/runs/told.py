"""Told: what was computed, without small counts, as an answer and as the card that is reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

import numpy as np

from app.domain.reason import Reason
from app.domain.run import RunAbout, RunFile
from app.domain.scores import Gap, Interval, IntervalKind, Score
from app.engine.counts import ScoreCounts
from app.importers.reading.evaluation import GROUP_DIMS
from app.services.runs.answers import (
    Curve,
    FileShown,
    GroupGap,
    GroupScore,
    MeasureShown,
    RunAnswer,
)
from app.services.runs.compute import Computed, question_of
from app.services.runs.small import Hidden, hidden_groups
from app.stats.performance_metric import GroupMetric
from app.stats.performance_registry import performance_metric

Card = Mapping[str, Any]
SOURCE = "upload"
# What stands on the card: measures that a reader compares, with an interval of their own.


@dataclass(frozen=True, slots=True)
class Upload:
    """Whose upload it was, and when."""

    id: str
    by: str
    at: str
    now: str


def answer(
    about: RunAbout, upload: Upload, files: Sequence[RunFile], found: Sequence[Computed], floor: int
) -> RunAnswer:
    """Put everything that was computed into one answer."""
    question = question_of(about)
    first = found[0].evaluated
    scores = [each for one in found for each in _scores(one, floor)]
    gaps = [_gap(each, one.label) for one in found for each in one.evaluated.gaps]
    ids = dict.fromkeys([*(each.metric for each in scores), *(each.metric for each in gaps)])
    return RunAnswer(
        id=upload.id,
        level=about.level,
        outcome=about.outcome,
        split=about.split,
        uploaded_by=upload.by,
        uploaded_at=upload.at,
        evaluated_at=upload.now,
        interval_kind=first.interval_kind,
        interval_level=question.level,
        replicates=question.replicates,
        seed=question.seed,
        threshold=about.threshold,
        threshold_source=about.threshold_source,
        floor=floor,
        rows=sum(each.rows for each in found),
        warnings=tuple(dict.fromkeys(w for each in found for w in each.evaluated.warnings)),
        measures=tuple(_measure(each) for each in ids),
        scores=tuple(scores),
        gaps=tuple(gaps),
        curves=tuple(each for one in found for each in _curves(one, floor)),
        files=tuple(FileShown(each.number, each.sha256, each.bytes) for each in files),
        job=about.job,
    )


def _measure(metric_id: str) -> MeasureShown:
    metric = performance_metric(metric_id)
    names = ("id", "title", "formula", "unit", "direction", "version", "citation")
    return MeasureShown(**{name: getattr(metric, name) for name in names})


def _hidden(one: Computed, floor: int) -> Hidden:
    supports = {frozenset(each.group.items()): each.support for each in one.evaluated.scores}
    return hidden_groups(supports, one.evaluated.question.groupings, floor)


def _scores(one: Computed, floor: int) -> Iterator[GroupScore]:
    hidden = _hidden(one, floor)
    for each in one.evaluated.scores:
        yield _score(each, one.label, hidden, floor)


def _score(each: Score, label: str | None, hidden: Hidden, floor: int) -> GroupScore:
    group = frozenset(each.group.items())
    size, positives = group in hidden.sizes, group in hidden.positives
    reason = each.reason or _too_few(each, floor)
    shown = reason is None
    support, own, together = each.support, each.interval, each.simultaneous
    lost = support.n_no_prediction
    return GroupScore(
        label=label,
        group=dict(each.group),
        metric=each.metric,
        value=each.value if shown else None,
        reason=reason,
        **_ends("", own if shown else None),
        kind=own.kind if own and shown else IntervalKind.ROWS if own is None else own.kind,
        method=own.method if own and shown else None,
        **_ends("together_", together if shown else None),
        standard_error=_number(each.standard_error) if shown else None,
        bound_low=each.bounds[0] if each.bounds else None,
        bound_high=each.bounds[1] if each.bounds else None,
        n=None if size else support.n,
        n_pos=None if size or positives else support.n_pos,
        n_patients=None if size else support.n_patients,
        n_no_prediction=None if size or 0 < lost < floor else lost,
        hidden=size or positives,
    )


def _too_few(each: Score, floor: int) -> Reason | None:
    """Say that a group is too small to be printed, where its measure rests on so few."""
    metric, support = performance_metric(each.metric), each.support
    people = {
        "all": support.n_patients,
        "positive": support.n_pos_patients,
        "negative": support.n_neg_patients,
    }
    guard = metric.guard if isinstance(metric, GroupMetric) else ()
    small = any(people[name] < floor for name in guard)
    return Reason.TOO_SMALL_TO_PRINT if small else None


def _ends(prefix: str, interval: Interval | None) -> dict[str, Any]:
    low, high = (interval.low, interval.high) if interval else (None, None)
    return {f"{prefix}low": low, f"{prefix}high": high}


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


def _gap(each: Gap, label: str | None) -> GroupGap:
    null = each.null
    return GroupGap(
        label=label,
        attributes=each.attributes,
        metric=each.metric,
        value=_number(each.value),
        reason=each.reason,
        null_median=null.median if null else None,
        null_p95=null.p95 if null else None,
        p=null.p if null else None,
        p_adjusted=_number(each.p_adjusted),
        at_least=_number(each.at_least),
        kind=each.kind,
        groups=tuple(dict(group) for group in each.groups),
        left_out=tuple(dict(group) for group in each.left_out),
        best=each.best and dict(each.best),
        worst=each.worst and dict(each.worst),
    )


def _curves(one: Computed, floor: int) -> Iterator[Curve]:
    """Yield counts by bin of groups whose counts are printed.

    Everybody's are left out where any group's are hidden, which they would help to give back.
    """
    hidden = _hidden(one, floor).positives
    if one.counts is not None and not hidden:
        yield from _curves_of(one.counts, one.label)
    for counts in one.by_attribute:
        for curve in _curves_of(counts, one.label):
            if frozenset(curve.group.items()) not in hidden:
                yield curve


def _curves_of(counts: ScoreCounts, label: str | None) -> Iterator[Curve]:
    for words, n, begun in zip(counts.words, counts.n, counts.starts, strict=True):
        at = np.flatnonzero(begun)
        start = [_number(float(counts.edges[each])) for each in at]
        group = dict(zip(counts.attributes, words, strict=True))
        yield Curve(label, group, start, n[0, at].tolist(), n[1, at].tolist())


def card(about: RunAbout, told: RunAnswer) -> dict[str, Any]:
    """Make the evaluation card of a run: its values per group, for review."""
    known = [each for each in told.scores if _on_card(each)]
    used = dict.fromkeys(each.metric for each in known)
    definitions = {
        each.id: f"{each.title}: {each.formula}" for each in told.measures if each.id in used
    }
    citation = (
        f"Computed by FairAtlas from predictions that {told.uploaded_by} uploaded on "
        f"{told.uploaded_at[:10]} (run {told.id}; split {about.split})."
    )
    made: dict[str, Any] = {
        name: getattr(about, name)
        for name in ("slug", "model", "dataset", "task", "label", "protocol")
    }
    optional = {"model_detail": about.model_detail, "protocol_note": about.protocol_note}
    return {
        **made,
        **{name: value for name, value in optional.items() if value},
        "metric_definitions": definitions,
        "scale": "fraction",
        "publication_status": "run",
        "overall": [_printed(each) for each in known if not each.group],
        "results": [_printed(each) for each in known if each.group],
        "sources": [{"id": SOURCE, "citation": citation}],
    }


def _on_card(each: GroupScore) -> bool:
    return each.value is not None and len(each.group) <= 1 and set(each.group) <= set(GROUP_DIMS)


def _printed(each: GroupScore) -> dict[str, Any]:
    label = {"label": each.label} if each.label else {}
    made = {
        "dims": {**each.group, **label},
        "metric": each.metric,
        "value": each.value,
        "ci_low": each.low,
        "ci_high": each.high,
        "n": each.n,
        "n_pos": each.n_pos,
        "source": SOURCE,
    }
    kind = {"interval_kind": str(each.kind)} if each.low is not None else {}
    return {name: value for name, value in made.items() if value is not None} | kind


def problem_rows(problems: Sequence[Any]) -> list[dict[str, str]]:
    """Write problems as they are kept beside a run that was refused."""
    names = ("field", "rule", "value", "example")
    return [{name: asdict(each)[name] for name in names} for each in problems]
