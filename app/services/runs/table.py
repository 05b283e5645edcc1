"""Tables of a run: measures per group, rates at every threshold, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.table import Table
from app.services.catalogue.tabulate import shown, table
from app.services.runs.answers import Curve, GroupScore
from app.services.runs.shown import EvaluationRun, RunCurves, RunGaps


def group_text(group: Mapping[str, str] | None) -> str | None:
    """Write a group for a cell; nothing where there is none."""
    return None if group is None else "; ".join(f"{name}={word}" for name, word in group.items())


def _group(row: GroupScore | _Bin) -> str | None:
    return group_text(row.group)


_SCORES = (
    shown("label", "Finding, where the run has several"),
    shown("group", "Attributes of the group and their words; empty: everybody", read=_group),
    shown("metric", "Measure"),
    shown("value", "Exact, or the middle of its bounds where only counts are known", "number"),
    shown("reason", "Why there is no value"),
    shown("low", "Lower end of the interval", "number"),
    shown("high", "Upper end of the interval", "number"),
    shown("kind", "What the interval is over: patients, rows as if independent; site: its own"),
    shown("method", "How the interval was computed"),
    shown("together_low", "Lower end that holds for all groups at once", "number"),
    shown("together_high", "Upper end that holds for all groups at once", "number"),
    shown("standard_error", "Standard error of the value", "number"),
    shown("bound_low", "Lowest value that counts leave open", "number"),
    shown("bound_high", "Highest value that counts leave open", "number"),
    shown("n", "Rows with a prediction", "whole", "rows"),
    shown("n_pos", "Positives among them", "whole", "rows"),
    shown("n_patients", "Patients with a prediction, where they are known", "whole", "patients"),
    shown("n_no_prediction", "Rows without a prediction", "whole", "rows"),
    shown("hidden", "Whether a count is too small to be printed", "flag"),
    shown("decimals", "Decimals of a value where a count is or may be hidden", "whole"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bin:
    """One bin of a curve."""

    label: str | None
    group: Mapping[str, str]
    start: float | None
    false_positive_rate: float
    true_positive_rate: float
    negatives: float | None
    positives: float | None
    mean_score: float | None


_BINS = (
    shown("label", "Finding, where the run has several"),
    shown("group", "Attributes of the group and their words; empty: everybody", read=_group),
    shown("start", "Threshold; empty: below every score", "number"),
    shown("false_positive_rate", "Share of those without the finding at or above it", "number"),
    shown("true_positive_rate", "Share of those with the finding at or above it", "number"),
    shown("negatives", "Cases without the finding from here to the next start", "number", "rows"),
    shown("positives", "Cases with the finding from here to the next start", "number", "rows"),
    shown("mean_score", "Mean score of these cases", "number"),
)
_GAPS = (
    shown("label", "Finding, where the run has several"),
    shown("attributes", "What the groups are told apart by"),
    shown("metric", "Measure of the gap"),
    shown("value", "The gap", "number"),
    shown("reason", "Why there is no value"),
    shown("null_median", "Median over worlds of equal groups of these sizes", "number"),
    shown("null_p95", "95 of 100 of these worlds are below; above, where more is better", "number"),
    shown("p", "Share of these worlds with a gap at least this large", "number"),
    shown("p_adjusted", "The same, adjusted over all gaps of the run", "number"),
    shown("at_least", "Lower 95 % bound of the largest difference", "number"),
    shown("kind", "Over what the worlds were drawn"),
    shown("best", "Group at the better end", read=lambda row: group_text(row.best)),
    shown("worst", "Group at the worse end", read=lambda row: group_text(row.worst)),
    shown("left_out", "Groups that are not compared",
          read=lambda row: tuple(map(group_text, row.left_out))),
)  # fmt: skip


def run_table(found: EvaluationRun) -> Table:
    """One row per measure and group."""
    definition = (
        "One row per measure and group, computed here from uploaded predictions; of kind `site` "
        "are values that a site computed itself."
    )
    scores = (*found.run.scores, *found.run.reported) if found.run else ()
    return table(f"evaluation-{found.slug}-run", definition, _SCORES, scores, found.release)


def curve_table(found: RunCurves) -> Table:
    """One row per group and threshold."""
    definition = "One row per group and threshold; rates are exact there, or rounded as said."
    rows = [each for curve in found.items for each in _bins(curve)]
    return table(f"evaluation-{found.slug}-curves", definition, _BINS, rows, found.release)


def _bins(curve: Curve) -> Iterator[_Bin]:
    for at, start in enumerate(curve.start):
        yield _Bin(
            curve.label,
            curve.group,
            start,
            curve.false_positive_rate[at],
            curve.true_positive_rate[at],
            curve.negatives[at] if curve.negatives else None,
            curve.positives[at] if curve.positives else None,
            curve.mean_score[at] if curve.mean_score else None,
        )


def gap_table(found: RunGaps) -> Table:
    """One row per gap."""
    definition = "One row per gap between groups, beside what equal groups would show."
    return table(f"evaluation-{found.slug}-gaps", definition, _GAPS, found.items, found.release)
