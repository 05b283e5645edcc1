"""Table of a run: one row per measure and group."""

from __future__ import annotations

from app.domain.table import Table
from app.services.catalogue.tabulate import shown, table
from app.services.runs.answers import GroupScore
from app.services.runs.shown import EvaluationRun


def _group(row: GroupScore) -> str:
    return "; ".join(f"{name}={word}" for name, word in row.group.items())


_SCORES = (
    shown("label", "Finding, where the run has several"),
    shown("group", "Attributes of the group and their words; empty: everybody", read=_group),
    shown("metric", "Measure"),
    shown("value", "Exact, or the middle of its bounds where only counts are known", "number"),
    shown("reason", "Why there is no value"),
    shown("low", "Lower end of the interval", "number"),
    shown("high", "Upper end of the interval", "number"),
    shown("kind", "Over what the interval is"),
    shown("method", "How the interval was computed"),
    shown("together_low", "Lower end that holds for all groups at once", "number"),
    shown("together_high", "Upper end that holds for all groups at once", "number"),
    shown("standard_error", "Standard error of the value", "number"),
    shown("bound_low", "Lowest value that counts leave open", "number"),
    shown("bound_high", "Highest value that counts leave open", "number"),
    shown("n", "Rows with a prediction", "whole", "rows"),
    shown("n_pos", "Positives among them", "whole", "rows"),
    shown("n_patients", "Patients with a prediction", "whole", "patients"),
    shown("n_no_prediction", "Rows without a prediction", "whole", "rows"),
    shown("hidden", "Whether a count is too small to be printed", "flag"),
)  # fmt: skip


def run_table(found: EvaluationRun) -> Table:
    """One row per measure and group."""
    definition = "One row per measure and group, computed here from uploaded predictions."
    scores = found.run.scores if found.run else ()
    return table(f"evaluation-{found.slug}-run", definition, _SCORES, scores, found.release)
