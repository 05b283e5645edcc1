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


def controls(run: RunAnswer, asked: Mapping[str, str]) -> Component:
    """Offer what there is more than one of."""
    usual = run_question(run, {})
    fields = []
    for name, words, options in picks(run):
        default = given(usual, name)
        chosen = asked.get(name) or default
        if len(options) > 1 or chosen != default:
            fields.append(choice(name, words, options, chosen, default=default, stores=STORE))
    return html.Div(fields, className="choices run-choices")


def picks(run: RunAnswer) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name what can be chosen."""
    has = run_choices(run)
    titles = [(each, title_of(run, each)) for each in has.measures]
    return [
        ("label", _("Finding"), [(each, each) for each in has.labels]),
        ("by", _("Groups by"), [(each, attribute_words(each)) for each in has.attributes]),
        ("measure", _("Measure"), titles),
        ("cross", _("Crossed"), [(",".join(pair), crossed_words(pair)) for pair in has.pairs]),
    ]


def given(question: RunQuestion | ComparisonQuestion, name: str) -> str:
    """Return a choice as the address writes it."""
    value = getattr(question, name)
    return ",".join(value) if isinstance(value, tuple) else value or ""
