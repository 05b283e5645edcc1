"""A run: values per group, rates at every threshold, calibration, gaps, crossings, the job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.results.run_question import RunQuestion, group_words, title_of
from app.services.results.run_values import why
from app.services.runs.answers import GroupScore, RunAnswer
from app.services.runs.seeds import RunSeeds
from frontend.components.share import Files, api_files
from frontend.components.table import Cell, table
from frontend.evaluations.run_gaps import gaps
from frontend.evaluations.run_job import job
from frontend.evaluations.run_rates import calibrated, rates
from frontend.evaluations.run_seeds import over_seeds
from frontend.evaluations.run_values import crossed, values
from frontend.evaluations.told_columns import told_columns

HOW_TO_READ = (
    N_(
        "Every value was computed here from what the model said of each case. A line with ends is "
        "an interval of 95 %: over patients, or over cases as if each were another patient, which "
        "makes it too narrow. A hollow line is what counts alone leave open."
    ),
    N_(
        "Nothing is given for fewer than 10 patients with or without the finding, and no count "
        "that could show who somebody is. What has no value has a reason, and is never zero."
    ),
    N_(
        "At a threshold, a score from there on means yes. The slider picks one of the thresholds "
        "that were computed; found and flagged are the true and the false positive rate."
    ),
    N_(
        "A difference between two groups is no proof of its reason: groups also differ in age, in "
        "illness, in hospital and in how their labels were made."
    ),
)
_FINDING = N_("Finding")
_UNDEFINED = (
    (N_("Group"), "name"),
    (N_("Measure"), "words"),
    (_FINDING, "words"),
    (N_("Why there is no value"), "words"),
)


def run_files(slug: str, seeds: RunSeeds) -> tuple[Files, ...]:
    """Name the files of everything that is shown of a run."""
    at = f"/evaluations/{slug}"
    return (
        api_files(f"{at}/run", {}, _("values per group")),
        api_files(f"{at}/curves", {}, _("rates at every threshold")),
        api_files(f"{at}/gaps", {}, _("gaps")),
        *([api_files(f"{at}/seeds", {}, _("spread over seeds"))] if seeds.items else []),
        api_files(at, {}, _("the card")),
    )


def run_sections(
    run: RunAnswer, question: RunQuestion, asked: Mapping[str, str], seeds: RunSeeds
) -> Iterator[Component | None]:
    """Write what the predictions tell, in the order in which it is asked."""
    if run.warnings:
        lines = [html.P(each) for each in run.warnings]
        head = html.H2(_("To be kept in mind"), id="warnings")
        yield html.Section([head, html.Div(lines, className="shared-source")])
    yield from values(run, question)
    yield from rates(run, question, asked.get("threshold"))
    yield from calibrated(run, question)
    yield gaps(run, question)
    yield crossed(run, question)
    yield over_seeds(run, question, seeds)
    yield _undefined(run)
    yield from job(run)


def _undefined(run: RunAnswer) -> Component | None:
    missing = [each for each in run.scores if each.value is None]
    if not missing:
        return None
    rows = [(f"undefined-{at}", _cells(run, each)) for at, each in enumerate(missing)]
    caption = _("Every group and measure of the run without a value.")
    name = _("Table of what has no value")
    columns, listed, left = told_columns(_UNDEFINED, rows, {_FINDING})
    words = f"{caption} {left}".strip()
    return html.Details(
        [
            html.Summary(_("Everything without a value, and why ({n})", n=len(missing))),
            table("undefined-table", name, words, columns, listed),
        ],
        className="how",
    )


def _cells(run: RunAnswer, each: GroupScore) -> list[Cell]:
    return [group_words(each.group), title_of(run, each.metric), each.label or "–", why(each)]
