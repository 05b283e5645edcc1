"""One evaluation: published values as their source prints them, or a run as computed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import dash
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.evaluations import evaluation
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.results.run_question import run_question
from app.services.results.words import shared_in_words
from app.services.runs.answers import RunAnswer
from app.services.runs.seeds import run_seeds
from app.services.runs.shown import evaluation_run
from app.services.snapshot import snapshot
from app.services.terms import protocol_words
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import of_choices
from frontend.components.card_sources import card_sources
from frontend.components.share import View, share
from frontend.components.states import skeleton, trouble
from frontend.evaluations.run import HOW_TO_READ as RUN_HOW_TO_READ
from frontend.evaluations.run_controls import asked_of_run, controls, picks
from frontend.evaluations.told import Told, computed, published
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload

dash.register_page(
    __name__,
    path_template="/evaluations/<slug>",
    name=N_("Evaluation"),
    order=92,
    menu=False,
    title=titled(N_("{it}: evaluation"), "/evaluations/{slug}"),
)

HOW_TO_READ = (
    N_(
        "Each picture has one metric, in the words and on the scale of its source. Values of two "
        "metrics, or of two publications, must not be compared."
    ),
    N_(
        "A line with ends is an interval, and the table says over what: over patients, or over "
        "images as if each were another patient, which makes it too narrow. A dashed line is an "
        "interval of which nobody says over what."
    ),
    N_(
        "A pale band is a spread over training runs or splits. It says how much a run may "
        "differ, and nothing about other people."
    ),
    N_("A hollow dot rests on fewer than 10 cases with or without the finding: too few to say."),
    N_(
        "A difference between two groups is no proof of its reason: groups also differ in age, in "
        "illness, in hospital and in how their labels were made."
    ),
)
SEE = ("statuses", "reasons", "words")
_STORE, _SLUG = "evaluation-question", "evaluation-slug"
_PROJECT = N_("A personal or student project, found in a repository and reviewed by nobody.")


@offload
def layout(slug: str = "", **params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    chosen, read = _frame(slug, params)
    return html.Div(
        className="page told",
        children=[
            dcc.Store(id=_STORE, data={name: str(value) for name, value in params.items()}),
            dcc.Store(id=_SLUG, data=slug),
            html.P(dcc.Link(_("Evaluations"), href="/evaluations"), className="kicker"),
            html.Div(skeleton(), id="evaluation-head", **{"aria-live": "polite"}),
            chosen,
            html.Div(skeleton(6), id="evaluation-body"),
            how_to_read(read, SEE),
        ],
    )


def _frame(slug: str, params: Mapping[str, Any]) -> tuple[Component | None, tuple[str, ...]]:
    """Return the choices of a run and how it is read; a published table offers no choice."""
    asked = asked_of_run(params)
    try:
        run = evaluation_run(hall().store, slug, _pinned(asked)).run
        if run is not None:
            return controls(run, asked), RUN_HOW_TO_READ
    except AppError:
        pass  # what is wrong is said by the callback
    return None, HOW_TO_READ


def _pinned(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("release", asked["release"])] if "release" in asked else []


@dash.callback(
    Output("evaluation-head", "children"),
    Output("evaluation-body", "children"),
    Input(_STORE, "data"),
    State(_SLUG, "data"),
)
@offload
def show(params: Mapping[str, Any], slug: str) -> tuple[list[Component], list[Component]]:
    """Answer the address: finding, what was tested how, pictures, table, sources."""
    asked = asked_of_run(params or {})
    pairs = _pinned(asked)
    store = hall().store
    run: RunAnswer | None = None
    try:
        card = evaluation(store, slug, pairs)
        run = evaluation_run(store, slug, pairs).run
        question = run_question(run, asked) if run else None
        seeds = run_seeds(store, slug, pairs)
        shot = snapshot(store, card.release)
    except AppError as error:
        words = of_choices(picks(run) if run else ())
        said = trouble(error, words, (_("all evaluations"), "/evaluations"))
        return [html.H1(_("Evaluation"), className="title"), said], []
    names = {record.slug: record.name for record in shot.records.values()}
    head = [
        html.H1(
            _(
                "{model} on {dataset}",
                model=card.model_name,
                dataset=card.dataset_name,
            ),
            className="title",
        )
    ]
    if card.publication_status == "repository":
        head.append(html.P(_(_PROJECT), className="projects"))
    told = computed(card, run, question, asked, seeds) if run and question else published(card)
    body = [
        _facts(card, shot.name_of),
        _shared(card, names),
        *told.sections,
        _notes(card),
        card_sources(card.model_name, card.sources),
        _share(card, told),
    ]
    return [*head, finding_block(told.finding)], [each for each in body if each is not None]


def _share(card: EvaluationDetail, told: Told) -> Component:
    view = View(
        name=_(
            "{model} on {dataset}",
            model=card.model_name,
            dataset=card.dataset_name,
        ),
        sentence=told.finding.sentence,
        unknown=told.finding.unknown,
        release=card.release,
        files=told.files,
        figures=told.figures,
        sources=len(card.sources),
        pins=True,
    )
    return share(view)


def _facts(card: EvaluationDetail, name_of: Callable[[str], str]) -> Component:
    model = _linked(card.model_name, "models", card.model_slug)
    dataset = _linked(card.dataset_name, "datasets", card.dataset_slug)
    given: list[tuple[str, Any]] = [
        (_("Model"), model),
        (_("Which of it"), card.model_detail),
        (_("Test set"), dataset),
        (_("Made of"), "; ".join(map(name_of, card.datasets))),
        (_("Trained on"), "; ".join(map(name_of, card.trained_on))),
        (_("Task"), card.task),
        (_("What is predicted"), card.label),
        (_("How it was used"), protocol_words(card.protocol)),
        (_("In detail"), card.protocol_note),
        (_("Scale of skin tone"), card.skin_tone_scheme),
    ]
    said = [html.Div([html.Dt(name), html.Dd(words)]) for name, words in given if words]
    return html.Dl(said, className="facts")


def _linked(name: str, folder: str, slug: str | None) -> Component:
    if slug:
        return html.Span(dcc.Link(name, href=f"/{folder}/{slug}"))
    return html.Span([name, html.Span(_(" (no card here)"), className="quiet")])


def _shared(card: EvaluationDetail, names: Mapping[str, str]) -> Component:
    said = [html.P(_(line)) for line in shared_in_words(card.shared_source, names)]
    look = f"shared-source shared-{card.shared_source.state}"
    return html.Section([html.H2(_("Test and training")), html.Div(said, className=look)])


def _notes(card: EvaluationDetail) -> Component | None:
    if not card.note:
        return None
    lines = [html.Li(line) for line in card.note.splitlines() if line]
    return html.Section([html.H2(_("Notes on this card")), html.Ul(lines)])
