"""Gaps: one subject against one reference, group by group, with all that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from app.domain.question import Question
from app.errors import AppError
from app.language import N_, _
from app.services.catalogue.references import references as all_references
from app.services.gaps.choices import fitting_references, schemes, subject_words, subjects
from app.services.gaps.finding import people_of
from app.services.gaps.known import against
from app.services.kept import kept_assessment
from app.services.snapshot import snapshot
from frontend.components.answer import how_to_read
from frontend.components.states import nothing_loaded, skeleton
from frontend.gaps.address import address, lenient, read_choices, texts
from frontend.gaps.controls import STORE, comparing, controls
from frontend.gaps.refusal import refusal, suggested_sets, suggested_units
from frontend.gaps.side import Side, figures_of, finding_of, scale_of
from frontend.gaps.words import BEGIN, HOW_TO_READ, SEE
from frontend.hall import hall
from frontend.offload import offload

dash.register_page(
    __name__,
    path="/gaps",
    name=N_("Gaps"),
    order=2,
    title=N_("Gaps: who is not in it? – FairAtlas"),
)

Params = Mapping[str, Any]


@offload
def layout(**params: str) -> Component:
    """Build the frame of the page; what it says comes by the callback below."""
    asked = texts(params)
    return html.Div(
        className="page",
        children=[
            dcc.Store(id=STORE, data=asked),
            html.H1(_("Gaps"), className="kicker"),
            html.Div(skeleton(), id="gaps-finding", **{"aria-live": "polite"}),
            controls(asked, subjects(hall().store)),
            html.Div(id="gaps-eligible"),
            html.Div(id="gaps-figures"),
            how_to_read(HOW_TO_READ, SEE),
        ],
    )


@dash.callback(
    Output("gaps-finding", "children"),
    Output("gaps-compare", "children"),
    Output("gaps-eligible", "children"),
    Output("gaps-figures", "children"),
    Input(STORE, "data"),
)
@offload
def show(
    params: Params,
) -> tuple[Component, list[Component], list[Component], list[Component]]:
    """Answer the question of the address: finding, references that fit, figures, sources."""
    given = params or {}
    if not snapshot(hall().store).records:
        return nothing_loaded(), [], [], []
    try:
        choices = read_choices(given)
        first = _side(choices.question)
    except AppError as error:
        question = lenient(given)
        return refusal(hall().store, given, error), _comparing(question, None), [], []
    compare = _comparing(choices.question, first.answer.scheme)
    eligible = _eligible(given, first)
    if choices.beside is None:
        return finding_of(first), compare, eligible, _alone(given, first)
    return _titled(first), compare, eligible, _beside(given, first, choices.beside)


def _side(question: Question, mark: str = "") -> Side:
    store = hall().store
    answer = kept_assessment(store, question)
    names = {each.iso3: each.name for each in snapshot(store, question.release).countries}
    return Side(question, answer, subject_words(store, question), names, mark)


def _comparing(question: Question, scheme: str | None) -> list[Component]:
    store = hall().store
    try:
        references = fitting_references(store, question, scheme or question.scheme)
        found = schemes(store, question)
    except AppError:
        return []  # the refusal says what is wrong with the subject
    heads = {each.slug: each.name for each in all_references(store).items}
    named = heads.get(question.reference or "", "")
    return comparing(question, references, found, snapshot(store).countries, named)


def _eligible(params: Params, side: Side) -> list[Component]:
    """Print who is eligible in the reference; where none is chosen, say what can be."""
    said = people_of(side.answer)
    if said:
        named = against(side.answer, side.names)
        return [
            html.P(
                _("Compared with: {named}. {said}.", named=named, said=said),
                id="eligible",
                className="eligible",
            )
        ]
    if set(params) - {"release"}:
        return []
    items = [html.Li(dcc.Link(_(words), href=address(asked))) for words, asked in BEGIN]
    return [
        html.Section([html.H2(_("Questions to begin with")), html.Ul(items)], className="begin")
    ]


def _alone(params: Params, side: Side) -> list[Component]:
    side_by = html.Div(figures_of(side), className="side")
    return [*_units(params, side), *_sets(params, side), html.Div(side_by, className="sides")]


def _is_counted(side: Side) -> bool:
    return bool(side.answer.known.datasets or any(group.datasets for group in side.answer.groups))


def _units(params: Params, *sides: Side) -> list[Component]:
    """Where a subject has no count in this unit, offer the units in which there is one."""
    if all(map(_is_counted, sides)):
        return []
    asked = [(side.question, side.subject) for side in sides]
    found = suggested_units(hall().store, params, asked)
    return [found] if found else []


def _sets(params: Params, side: Side) -> list[Component]:
    found = None if _is_counted(side) else suggested_sets(hall().store, params, side.question)
    return [found] if found else []


def _titled(side: Side) -> Component:
    return html.P(
        _(
            "Two subjects, asked the same and drawn on one scale: {subject} first.",
            subject=side.subject,
        )
    )


def _beside(params: Params, first: Side, question: Question) -> list[Component]:
    """Draw two subjects on one scale, each with its own finding."""
    try:
        other = _side(question, "-other")
    except AppError as error:
        asked = {**params, "subject": question.subject}
        refused = html.Div(refusal(hall().store, asked, error), className="side")
        return [html.Div([_column(first, None), refused], className="sides two")]
    scale = max(scale_of(first), scale_of(other))
    columns = html.Div([_column(first, scale), _column(other, scale)], className="sides two")
    return [*_units(params, first, other), columns]


def _column(side: Side, scale: float | None) -> Component:
    title = html.H2(side.subject, className="aloud")
    return html.Article([title, finding_of(side), *figures_of(side, scale)], className="side")
