"""The address of the page of gaps: one question, and a second subject to set beside the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from app.domain.question import Question
from app.domain.vocabulary import Unit
from app.errors import Invalid, problem
from app.language import _
from app.services.terms import term

PATH = "/gaps"
DIMENSION = "region"
_QUESTION = tuple(each.name for each in fields(Question))
_SCHEMED = frozenset({"ethnicity", "skin_tone"})


@dataclass(frozen=True, slots=True)
class Choices:
    """What an address asks: `other` is a second subject, asked the same."""

    question: Question
    other: str | None

    @property
    def beside(self) -> Question | None:
        """The same question about the other subject."""
        return replace(self.question, subject=self.other) if self.other else None


def texts(params: Mapping[str, object]) -> dict[str, str]:
    """Take the first of a parameter that an address names twice; leave out what is empty."""
    found = {name: _one(value) for name, value in params.items()}
    return {name: text for name, text in found.items() if text}


def _one(value: object) -> str:
    return str(value[0] if value else "") if isinstance(value, list) else str(value)


def read_choices(params: Mapping[str, object]) -> Choices:
    """Read an address; parameters that belong to nobody here are ignored."""
    given = texts(params)
    asked = {name: text for name, text in given.items() if name in _QUESTION}
    asked.setdefault("dimension", DIMENSION)
    if not _takes_scheme(asked["dimension"], asked.get("scheme", "")):
        asked.pop("scheme", None)
    other = given.get("other") or None
    if other is not None:
        Question.parse({"subject": other})
    question = Question.parse(asked)
    _only_people_against_people(question)
    return Choices(question, other)


def _only_people_against_people(question: Question) -> None:
    if question.reference is None or question.unit is Unit.PATIENTS:
        return
    rule = _(
        "counts people, and {unit} are not people: one person may have many",
        unit=term(question.unit),
    )
    raise Invalid(
        _("This comparison is not made."), [problem("reference", rule, question.reference, "none")]
    )


def _takes_scheme(dimension: str, scheme: str) -> bool:
    """Whether a scheme left over from an earlier choice still means something."""
    names = set(dimension.split(","))
    if _SCHEMED & names:
        return True
    return "age" in names and scheme[:1].isdigit()


def lenient(params: Mapping[str, object]) -> Question:
    """Read as much of a question as can be read, to offer what would be right."""
    found = Question(dimension=(DIMENSION,))
    for name, text in texts(params).items():
        if name in _QUESTION:
            try:
                found = replace(found, **{name: getattr(Question.parse({name: text}), name)})
            except Invalid:
                continue
    return found


def address(params: Mapping[str, object], **changes: str | None) -> str:
    """Write the address with some choices changed; None takes a choice back."""
    given: dict[str, str | None] = {**texts(params), **changes}
    kept = {name: text for name, text in given.items() if text}
    return f"{PATH}?{urlencode(kept)}" if kept else PATH


def api_address(question: Question, ending: str = "") -> str:
    """Write where programs find the same answer."""
    usual = Question().canonical()
    given = question.canonical()
    kept = {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in given.items()
        if value is not None and (value != usual[name] or name in ("subject", "dimension", "unit"))
    }
    return f"/api/v1/assess{ending}?{urlencode(kept)}"
