"""Told: what was computed, without small counts, as an answer and as the card that is reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import nan
from typing import Any

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.domain.run import RunAbout, RunFile
from app.domain.scores import Gap, Interval, IntervalKind, Score
from app.importers.reading.evaluation import GROUP_DIMS
from app.services.runs.answers import (
    Curve,
    FileShown,
    GroupGap,
    GroupScore,
    MeasureShown,
    RunAnswer,
)
from app.services.runs.coarse import coarse, coarse_bounds, decimals_of
from app.services.runs.compute import Computed, question_of
from app.services.runs.curves import curves_of
from app.services.runs.small import Hidden, hidden_groups
from app.stats.performance_metric import GroupMetric
from app.stats.performance_registry import GAP_METRICS, performance_metric
from app.stats.rounding import down

Card = Mapping[str, Any]
SOURCE = "upload"
# Reasons that tell what everybody in a group has in common.
TELLING = frozenset(
    {
        Reason.NO_POSITIVES, Reason.NO_NEGATIVES, Reason.NO_PREDICTIONS, Reason.NO_SPREAD,
        Reason.NONE_CALLED_POSITIVE,
    }
)  # fmt: skip


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
    question = question_of(about, floor)
    first = found[0].evaluated
    scores = [each for one in found for each in _scores(one, floor)]
    reported = [each for one in found for each in _reported(one, floor)]
    gaps = [each for one in found for each in _gaps(one, floor)]
    ids = dict.fromkeys([*(s.metric for s in (*scores, *reported)), *(g.metric for g in gaps)])
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
        reported=tuple(reported),
        gaps=tuple(gaps),
        curves=tuple(each for one in found for each in _curves(one, scores, floor)),
        files=tuple(FileShown(each.number, each.sha256, each.bytes) for each in files),
        job=about.job,
    )


def _measure(metric_id: str) -> MeasureShown:
    metric = performance_metric(metric_id)
    names = ("id", "title", "question", "formula", "unit", "direction", "version", "citation")
    return MeasureShown(**{name: getattr(metric, name) for name in names})


def _hidden(one: Computed, floor: int) -> Hidden:
    supports = {frozenset(each.group.items()): each.support for each in one.evaluated.scores}
    return hidden_groups(supports, one.evaluated.question.groupings, floor)


def _scores(one: Computed, floor: int) -> Iterator[GroupScore]:
    hidden = _hidden(one, floor)
    for each in one.evaluated.scores:
        to = decimals_of(each.metric, each.support, *_hides(hidden, each.group))
        yield _score(one, each, hidden, floor, to)


def _reported(one: Computed, floor: int) -> Iterator[GroupScore]:
    """Yield the site's own values; nobody here knows whom it left out of its counts.

    In many decimals they would tell how many these are.
    """
    hidden = _hidden(one, floor)
    for each in one.evaluated.reported:
        if small := _too_few(each, floor):
            each = replace(each, value=nan, interval=None, reason=small)
        made = _score(one, each, hidden, floor, decimals_of(each.metric, each.support, True, True))
        yield replace(made, kind=IntervalKind.SITE)


def _hides(hidden: Hidden, group: Mapping[str, str]) -> tuple[bool, bool]:
    named = frozenset(group.items())
    return named in hidden.sizes, named in hidden.positives


def _score(one: Computed, each: Score, hidden: Hidden, floor: int, to: int | None) -> GroupScore:
    size, positives = _hides(hidden, each.group)
    reason = _reason(each, positives)
    shown = reason is None
    own, together = (each.interval, each.simultaneous) if shown else (None, None)
    low, high = coarse_bounds(each.bounds, to)
    return GroupScore(
        label=one.label,
        group=dict(each.group),
        metric=each.metric,
        value=coarse(each.value, to) if shown else None,
        reason=reason,
        **_ends("", own, to),
        kind=one.evaluated.interval_kind,
        method=own.method if own else None,
        **_ends("together_", together, to),
        standard_error=coarse(each.standard_error, None if to is None else to + 1)
        if shown
        else None,
        bound_low=low,
        bound_high=high,
        **_counts(each, size, positives, floor),
        n_patients=None if size or not _knows_patients(one) else each.support.n_patients,
        hidden=size or positives,
        decimals=to if shown or low is not None else None,
    )


def _counts(each: Score, size: bool, positives: bool, floor: int) -> dict[str, Any]:
    """Return the counts that are printed; what is not yes or no has no positives."""
    support, metric = each.support, performance_metric(each.metric)
    binary = isinstance(metric, GroupMetric) and metric.outcome is Outcome.BINARY
    lost = support.n_no_prediction
    return {
        "n": None if size else support.n,
        "n_pos": support.n_pos if binary and not (size or positives) else None,
        "n_no_prediction": None if size or 0 < lost < floor else lost,
    }


def _knows_patients(one: Computed) -> bool:
    return one.evaluated.interval_kind is IntervalKind.PATIENTS


def _reason(each: Score, hidden: bool) -> Reason | None:
    """Say why there is no value; what everybody in a small group has or lacks is not said."""
    return Reason.TOO_SMALL_TO_PRINT if hidden and each.reason in TELLING else each.reason


def _too_few(each: Score, floor: int) -> Reason | None:
    """Say that a group is too small for a value of the site, where its measure rests on so few."""
    metric, support = performance_metric(each.metric), each.support
    people = {
        "all": support.n_patients,
        "positive": support.n_pos_patients,
        "negative": support.n_neg_patients,
    }
    guard = metric.guard if isinstance(metric, GroupMetric) else ()
    small = any(people[name] < floor for name in guard)
    return Reason.TOO_SMALL_TO_PRINT if small else None


def _ends(prefix: str, interval: Interval | None, to: int | None) -> dict[str, Any]:
    low, high = (interval.low, interval.high) if interval else (None, None)
    return {f"{prefix}low": coarse(low, to), f"{prefix}high": coarse(high, to)}


def _gaps(one: Computed, floor: int) -> Iterator[GroupGap]:
    """Yield the gaps; one that a rounded value is in is rounded as that value is."""
    hidden = _hidden(one, floor)
    supports = {frozenset(each.group.items()): each.support for each in one.evaluated.scores}
    for each in one.evaluated.gaps:
        to = [
            decimals_of(name, supports[frozenset(group.items())], *_hides(hidden, group))
            for group in each.groups
            for name in GAP_METRICS[each.metric].of
        ]
        yield _gap(each, one.label, min((x for x in to if x is not None), default=None))


def _gap(each: Gap, label: str | None, to: int | None) -> GroupGap:
    null = each.null
    return GroupGap(
        label=label,
        attributes=each.attributes,
        metric=each.metric,
        value=coarse(each.value, to),
        reason=each.reason,
        null_median=null.median if null else None,
        null_p95=null.p95 if null else None,
        p=null.p if null else None,
        p_adjusted=coarse(each.p_adjusted, None),
        at_least=coarse(down(each.at_least, to), None),
        kind=each.kind,
        groups=tuple(dict(group) for group in each.groups),
        left_out=tuple(dict(group) for group in each.left_out),
        best=each.best and dict(each.best),
        worst=each.worst and dict(each.worst),
        decimals=to,
    )


def _curves(one: Computed, scores: Sequence[GroupScore], floor: int) -> Iterator[Curve]:
    shown = {
        frozenset(each.group.items()): each.value is not None or each.bound_low is not None
        for each in scores
        if each.label == one.label and each.metric == "auroc"
    }
    return curves_of(one, shown, _hidden(one, floor))


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
