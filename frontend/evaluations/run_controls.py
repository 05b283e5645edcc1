"""Choices of a run's page, in words; they live in the address."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.results.comparison_words import ComparisonQuestion
from app.services.results.forest import attribute_words
from app.services.results.run_question import RunQuestion, run_choices, run_question, title_of
from app.services.runs.answers import RunAnswer
from frontend.components.controls import choice
from frontend.evaluations.crossing import crossed_words

STORE = "evaluation-question"
OWN = ("label", "by", "cross", "measure", "threshold", "release")


def asked_of_run(params: Mapping[str, object]) -> dict[str, str]:
    """Read the address; what belongs to nobody here is ignored."""
    return {name: str(params[name]) for name in OWN if params.get(name)}


def controls(run: RunAnswer, question: RunQuestion) -> Component:
    """Offer what there is more than one of."""
    has, usual = run_choices(run), run_question(run, {})
    titles = [(each, title_of(run, each)) for each in has.measures]
    picks = [
        ("label", _("Finding"), [(each, each) for each in has.labels]),
        ("by", _("Groups by"), [(each, attribute_words(each)) for each in has.attributes]),
        ("measure", _("Measure"), titles),
        ("cross", _("Crossed"), [(",".join(pair), crossed_words(pair)) for pair in has.pairs]),
    ]
    fields = [
        choice(name, words, options, given(question, name), default=given(usual, name),
               stores=STORE)
        for name, words, options in picks
        if len(options) > 1
    ]  # fmt: skip
    return html.Div(fields, className="choices run-choices")


def given(question: RunQuestion | ComparisonQuestion, name: str) -> str:
    """Return a choice as the address writes it."""
    value = getattr(question, name)
    return ",".join(value) if isinstance(value, tuple) else value or ""
