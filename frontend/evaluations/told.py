"""What an evaluation tells: published values as their source prints them, or a run's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from app.language import _
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.findings import Finding
from app.services.results.forest import Panel, metric_words, panels
from app.services.results.run_question import RunQuestion
from app.services.results.run_words import finding_of_run
from app.services.results.words import finding_of_evaluation
from app.services.runs.answers import RunAnswer
from app.services.runs.seeds import RunSeeds
from frontend.components.share import Files, api_files
from frontend.evaluations.plot import forest
from frontend.evaluations.run import run_files, run_sections
from frontend.evaluations.values import values_table


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an evaluation, and what of it is taken away."""

    finding: Finding
    sections: Sequence[Component | None]
    files: tuple[Files, ...]
    figures: tuple[str, ...]


def published(card: EvaluationDetail) -> Told:
    """Tell what a source prints."""
    shown = panels(card)
    return Told(
        finding_of_evaluation(card),
        [*_in_words(card), *_pictures(card, shown)],
        (api_files(f"/evaluations/{card.slug}", {}),),
        (".panel-of-values",) if shown else (),
    )


def computed(
    card: EvaluationDetail,
    run: RunAnswer,
    question: RunQuestion,
    asked: Mapping[str, str],
    seeds: RunSeeds,
) -> Told:
    """Tell what was computed here."""
    return Told(
        finding_of_run({"model": card.model_name, "dataset": card.dataset_name}, run, question),
        [_way_on(card.slug), *run_sections(run, question, asked, seeds)],
        run_files(card.slug, seeds),
        (".panel-of-values", ".run-two", ".gap-tracks", ".heatmap"),
    )


def _way_on(slug: str) -> Component:
    there = dcc.Link(_("Compare with another run"), href=f"/evaluations/{slug}/compare")
    return html.P(there, className="way-on")


def _in_words(card: EvaluationDetail) -> Iterator[Component]:
    if card.qualitative_findings:
        lines = [html.P(_(line)) for line in card.qualitative_findings.splitlines() if line]
        yield html.Section([html.H2(_("What the authors say in words")), *lines])


def _pictures(card: EvaluationDetail, shown: tuple[Panel, ...]) -> Iterator[Component]:
    if not shown:
        yield html.P(
            _("No value per group is published that we could read."), className="nothing-known"
        )
        return
    yield html.Section(
        [
            html.H2(_("Published values")),
            html.Div([forest(panel, card.scale) for panel in shown], className="forests"),
            *_without_values(card, shown),
        ]
    )
    yield html.H2(_("The same as a table"), id="table")
    yield values_table(card, shown)


def _without_values(card: EvaluationDetail, shown: tuple[Panel, ...]) -> Iterator[Component]:
    """Name the metrics that the source defines and prints no value of its own for."""
    drawn = {panel.metric for panel in shown}
    for metric, definition in card.metric_definitions.items():
        if metric not in drawn:
            words = _(
                "{metric_words}: no values of its own. {definition}",
                metric_words=metric_words(metric),
                definition=definition,
            )
            yield html.P(words, className="quiet")
