"""Curves of a run for pictures: ROC, calibration, and the rates at every threshold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.reason import Reason
from app.language import _, plural
from app.services.results.run_question import RunQuestion, group_words, is_known, scores_of
from app.services.results.run_values import value_text, why
from app.services.runs.answers import Curve, RunAnswer
from app.services.wording import joined, percent, percent_between

MOST_THRESHOLDS = 101
PARTS = 10
MOST_NAMED = 6  # groups; of more the two farthest are said
FEWEST = 3  # bins; a line through fewer would look like a result


def curves_shown(run: RunAnswer, question: RunQuestion) -> list[Curve]:
    """Return the curves of everybody and of the groups, in this order."""
    wanted = ({question.by}, set()) if question.by else (set(),)
    found = [each for each in run.curves if each.label == question.label]
    shown = [each for each in found if set(each.group) in wanted and len(each.start) >= FEWEST]
    return sorted(shown, key=lambda each: (len(each.group), not is_known(each.group)))


def without_curve(run: RunAnswer, question: RunQuestion) -> dict[str, list[str]]:
    """Name the groups that have none, by the reason why."""
    have = [each.group for each in curves_shown(run, question)]
    found = [*scores_of(run, question, "auroc"), *scores_of(run, question, "auroc", question.by)]
    missing: dict[str, list[str]] = {}
    for each in found:
        if each.group not in have:
            reason = why(each) or _("too few bins are large enough to be shown")
            missing.setdefault(reason, []).append(group_words(each.group))
    return missing


# --- Thresholds -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate; the two ends differ where a threshold lies inside a bin of the group."""

    low: float
    high: float

    @property
    def text(self) -> str:
        """The rate in words."""
        if self.low == self.high:
            return percent(self.low)
        low, high = percent_between(self.low, self.high)
        return _("{low} to {high}", low=low, high=high)


@dataclass(frozen=True, slots=True)
class At:
    """One group at one threshold: found of those with the finding, flagged of those without."""

    found: Rate
    flagged: Rate


@dataclass(frozen=True, slots=True)
class Step:
    """One threshold, with every group in the order of the curves, and a sentence about it."""

    threshold: float
    groups: tuple[At, ...]
    sentence: str


def steps(run: RunAnswer, curves: Sequence[Curve]) -> tuple[Step, ...]:
    """Return the rates at every threshold that can be chosen.

    A threshold is exact for the groups that have a bin beginning there; for others the rates lie
    between those of the two neighbouring ones, and both are given.
    """
    return tuple(
        Step(at, groups, _sentence(at, curves, groups))
        for at in _thresholds(run, curves)
        for groups in [tuple(_at(curve, at) for curve in curves)]
    )


def own_threshold(run: RunAnswer) -> float | None:
    """Return the threshold of the run in the type of its scores."""
    return None if run.threshold is None else float(np.float32(run.threshold))


def step_shown(run: RunAnswer, found: Sequence[Step], asked: str | None) -> int:
    """Return the step that the address asks for, the run's own, or the middle one."""
    own = own_threshold(run)
    try:
        wanted = float(asked) if asked else own
    except ValueError:
        wanted = own
    if wanted is None:
        return len(found) // 2
    return min(range(len(found)), key=lambda at: abs(found[at].threshold - wanted))


def _thresholds(run: RunAnswer, curves: Sequence[Curve]) -> list[float]:
    every = sorted({at for curve in curves for at in curve.start if at is not None})
    if len(every) <= MOST_THRESHOLDS:
        return every
    kept = {every[round(i)] for i in np.linspace(0, len(every) - 1, MOST_THRESHOLDS)}
    own = own_threshold(run)
    return sorted(kept | ({own} & set(every) if own is not None else set()))


def _at(curve: Curve, threshold: float) -> At:
    starts = [-np.inf if each is None else each for each in curve.start]
    above = bisect_left(starts, threshold)
    exact = above < len(starts) and starts[above] == threshold

    # A rounded rate is the true one give or take half of its last decimal.
    half = 0.0 if curve.decimals is None else 0.5 * 10.0**-curve.decimals

    def rate(values: Sequence[float]) -> Rate:
        low = values[above] if above < len(values) else 0.0
        if exact:
            return Rate(low, low)
        return Rate(max(0.0, low - half), min(1.0, values[above - 1] + half))

    return At(rate(curve.true_positive_rate), rate(curve.false_positive_rate))


def _sentence(at: float, curves: Sequence[Curve], groups: Sequence[At]) -> str:
    """Say what is found in each group, and how far the farthest two are apart."""
    every = list(zip(curves, groups, strict=True))
    told = [pair for pair in every if pair[0].group and is_known(pair[0].group)] or every
    if len(told) > MOST_NAMED:
        told.sort(key=lambda pair: pair[1].found.low)
        told = [told[0], told[-1]]
    listed = [
        _("{value} ({group})", value=each.found.text, group=group_words(curve.group))
        for curve, each in told
    ]
    said = _(
        "At a threshold of {threshold}, found of those with the finding: {listed}.",
        threshold=threshold_text(at),
        listed=joined(listed),
    )
    return f"{said} {_apart([each.found for _curve, each in told])}".strip()


def _apart(rates: Sequence[Rate]) -> str:
    if len(rates) < 2 or any(rate.low != rate.high for rate in rates):
        return ""
    values = [rate.low for rate in rates]
    points = round((max(values) - min(values)) * 100)
    return plural("The farthest apart differ by {n} point.",
                  "The farthest apart differ by {n} points.", points)  # fmt: skip


def threshold_text(at: float) -> str:
    """Write a threshold."""
    return value_text(at) if 0.001 <= abs(at) < 1000 else f"{at:.3g}"


# --- ROC and calibration --------------------------------------------------------------------------


def roc(curve: Curve) -> list[tuple[float, float]]:
    """Return the corners of the ROC curve that are exact, from nobody flagged to everybody."""
    rates = zip(curve.false_positive_rate, curve.true_positive_rate, strict=True)
    return [(0.0, 0.0), *reversed(list(rates))]


@dataclass(frozen=True, slots=True)
class Part:
    """Cases of neighbouring scores: between which ends, their mean, and how many have it."""

    low: float
    high: float
    mean: float | None
    observed: float
    n: float


def calibration(curve: Curve) -> list[Part]:
    """Merge the bins of a curve into at most ten parts of about equally many cases."""
    if curve.negatives is None or curve.positives is None:
        return []  # its counts are hidden
    n = [a + b for a, b in zip(curve.negatives, curve.positives, strict=True)]
    ends = [max(0.0, each or 0.0) for each in curve.start] + [1.0]
    made = []
    for first, last in _spans(n):
        here = slice(first, last)
        total = sum(n[here])
        positives = sum(curve.positives[here])
        mean = _mean(curve.mean_score[here], n[here]) if curve.mean_score else None
        made.append(Part(ends[first], ends[last], mean, positives / total, total))
    return made


def _mean(means: Sequence[float | None], n: Sequence[float]) -> float:
    pairs = zip(means, n, strict=True)
    return sum(mean * count for mean, count in pairs if mean is not None) / sum(n)


def _spans(n: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield first and end of the bins of each part; none of them is empty."""
    total, first, done = sum(n), 0, 0.0
    for end in range(1, len(n) + 1):
        held = sum(n[first:end])
        if done + held == total:
            yield first, len(n)
            return
        if held and done + held >= total * (int(done * PARTS / total) + 1) / PARTS:
            yield first, end
            done, first = done + held, end


def no_calibration(run: RunAnswer, question: RunQuestion) -> str:
    """Say why there is no calibration to draw; nothing where there is."""
    for each in scores_of(run, question, "ece"):
        if each.reason == Reason.NOT_A_PROBABILITY:
            return Reason.NOT_A_PROBABILITY.sentence
    return ""
