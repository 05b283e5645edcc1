"""The Atlas's address: which measure, which question, which country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from app.domain.question import NO_REFERENCE, Question
from app.errors import Invalid, problem
from app.language import _
from app.services.measures import MEASURES, Measure
from frontend.atlas.overlay import read_overlay

WORLD = "un-wpp-2024-2025"
DEFAULT_MEASURE = "patients"
_QUESTION = {each.name for each in fields(Question)} - {"dimension", "unit", "subject"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What an address asks of the Atlas; `groups` is the grouping drawn over the map."""

    measure: Measure
    question: Question
    country: str | None
    groups: str | None = None


def read_choices(params: Mapping[str, object]) -> Choices:
    """Read an address; parameters that belong to nobody here (a campaign's mark) are ignored."""
    texts = {name: first_text(value) for name, value in params.items()}
    measure = _measure(texts.get("measure") or DEFAULT_MEASURE)
    asked = {name: text for name, text in texts.items() if name in _QUESTION and text}
    asked.setdefault("reference", WORLD)
    if measure.compares and asked["reference"] == NO_REFERENCE:
        asked["reference"] = WORLD
    question = Question.parse({**asked, "dimension": "country", "unit": measure.unit.value})
    groups = read_overlay(texts.get("groups"))
    return Choices(measure, question, texts.get("country") or None, groups)


def first_text(value: object) -> str:
    """Take the first of a parameter that an address names twice."""
    return str(value[0]) if isinstance(value, list) and value else str(value)


def _measure(name: str) -> Measure:
    if name in MEASURES:
        return MEASURES[name]
    rule = _("must be one of {listed}", listed=", ".join(MEASURES))
    raise Invalid(_("The measure is not known."), [problem("measure", rule, name, DEFAULT_MEASURE)])


def question_params(question: Question) -> dict[str, str]:
    """Write the question as parameters of the programming interface, defaults left out."""
    plain = Question(dimension=("country",)).canonical()
    given = question.canonical()
    kept = {name: value for name, value in given.items() if value != plain[name]}
    written = {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in kept.items()
    }
    return {"dimension": "country", "unit": question.unit.value, **written}
