"""Answers: what was computed of a run, as it is kept, handed out and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure as it was defined when the run was computed."""

    id: str
    title: str
    question: str
    formula: str
    unit: str
    direction: str
    version: int
    citation: str


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One measure of one group, everybody where `group` is empty.

    `kind` says over what the interval is (`rows`: each as if of another patient, and then how many
    patients there are is not known; `site`: value and interval are the site's own); `together_*`
    holds for all groups of the measure at once; `bound_*` are what counts alone leave open. Counts
    are null where they are too small to be printed, or would give such a one back; then `hidden` is
    true, and values that would give them back are rounded to so many `decimals`, as a site's own
    always are.
    """

    label: str | None
    group: Mapping[str, str]
    metric: str
    value: float | None
    reason: str | None
    low: float | None
    high: float | None
    kind: str
    method: str | None
    together_low: float | None
    together_high: float | None
    standard_error: float | None
    bound_low: float | None
    bound_high: float | None
    n: int | None
    n_pos: int | None
    n_patients: int | None
    n_no_prediction: int | None
    hidden: bool
    decimals: int | None


@dataclass(frozen=True, slots=True)
class GroupGap:
    """One gap between groups, beside what equal groups of these sizes would show.

    It is rounded to so many `decimals` where a value is that it lies between.
    """

    label: str | None
    attributes: Sequence[str]
    metric: str
    value: float | None
    reason: str | None
    null_median: float | None
    null_p95: float | None
    p: float | None
    p_adjusted: float | None
    at_least: float | None
    kind: str
    groups: Sequence[Mapping[str, str]]
    left_out: Sequence[Mapping[str, str]]
    best: Mapping[str, str] | None
    worst: Mapping[str, str] | None
    decimals: int | None


@dataclass(frozen=True, slots=True)
class Curve:
    """Rates at the `start` of each bin of the score (null: the lowest) and what is in the bin.

    Bins begin at quantiles of the scores of all cases, at the bins of calibration and at the
    threshold, and are merged until none holds few cases with or without the finding. The rates are
    exact at their starts; in a group whose counts are hidden they are rounded to `decimals`, and
    the rest is null. Where cases are weighted, all are of weights.
    """

    label: str | None
    group: Mapping[str, str]
    start: Sequence[float | None]
    false_positive_rate: Sequence[float]
    true_positive_rate: Sequence[float]
    decimals: int | None
    negatives: Sequence[float] | None
    positives: Sequence[float] | None
    mean_score: Sequence[float | None] | None


@dataclass(frozen=True, slots=True)
class FileShown:
    """An uploaded file: what was computed can be computed again from files of these hashes."""

    number: int
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class RunAnswer:
    """All that was computed of a run, with where it comes from.

    `reported` are values that a site which sends counts alone computed itself, from cases that
    nobody here has seen.
    """

    id: str
    level: str
    outcome: str
    split: str
    uploaded_by: str
    uploaded_at: str
    evaluated_at: str
    interval_kind: str
    interval_level: float
    replicates: int
    seed: int
    threshold: float | None
    threshold_source: str
    floor: int
    rows: int
    warnings: Sequence[str]
    measures: Sequence[MeasureShown]
    scores: Sequence[GroupScore]
    reported: Sequence[GroupScore]
    gaps: Sequence[GroupGap]
    curves: Sequence[Curve]
    files: Sequence[FileShown]
    job: Mapping[str, Any]


def answer_of(text: str) -> RunAnswer:
    """Read an answer as it is kept."""
    kept = orjson.loads(text)
    parts = {
        "measures": MeasureShown, "scores": GroupScore, "reported": GroupScore, "gaps": GroupGap,
        "curves": Curve, "files": FileShown,
    }  # fmt: skip
    # Answers that were kept before sites could report have no values of theirs.
    read = {
        name: tuple(make(**each) for each in kept.get(name, ())) for name, make in parts.items()
    }
    return RunAnswer(**kept | read)
