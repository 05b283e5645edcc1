"""Parameters: text parameters of any door, read by one list that also documents them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.question import one_of
from app.errors import Invalid, NotFound, Problem, problem
from app.language import _

Pairs = Iterable[tuple[str, str]]
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
LONGEST_VALUE = 4000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: how it is read, what it means, a value that works, and its JSON schema."""

    name: str
    meaning: str
    read: Callable[[str, str], object]
    example: str
    schema: Mapping[str, object] = field(default_factory=lambda: {"type": "string"})


def choice(
    name: str, meaning: str, allowed: Iterable[str], example: str | None = None
) -> Parameter:
    """A parameter that takes one of a few words."""
    words = tuple(str(each) for each in allowed)
    schema = {"type": "string", "enum": list(words)}
    return Parameter(
        name, meaning, lambda n, text: one_of(n, text, words), example or words[0], schema
    )


def single(pairs: Pairs) -> dict[str, str]:
    """Turn pairs into a mapping; one that is given twice has no one meaning: refused."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for name, value in pairs:
        if name in found:
            problems.append(problem(name[:60], _("must be given once"), value))
        if len(value) > LONGEST_VALUE:
            rule = _("must be at most {LONGEST_VALUE} characters", LONGEST_VALUE=LONGEST_VALUE)
            problems.append(problem(name[:60], rule, _("{value} characters", value=len(value))))
        found[name] = value
    if problems:
        raise Invalid(_("The parameters cannot be read."), problems)
    return found


def read_parameters(parameters: Sequence[Parameter], pairs: Pairs) -> dict[str, object]:
    """Read what is given, by name; every problem is named at once."""
    given = single(pairs)
    known = {each.name: each for each in parameters}
    problems: list[Problem] = []
    values: dict[str, object] = {}
    for name, text in given.items():
        if name not in known:
            problems.append(_unknown(name, list(known)))
        elif text != "":
            try:
                values[name] = known[name].read(name, text)
            except Invalid as error:
                problems.extend(error.problems)
    if problems:
        raise Invalid(_("The parameters cannot be read."), problems)
    return values


def _unknown(name: str, known: list[str]) -> Problem:
    near = difflib.get_close_matches(name, known, n=1)
    rule = _("is no parameter here; known are: {it}", it=", ".join(known) or "none")
    return problem(name[:60], rule, "", near[0] if near else "")


def whole_number(text: str) -> int | None:
    """Return the revision or other number that an address names; None of any other text."""
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def checked_slug(noun: str, slug: str) -> str:
    """Return the slug when it can be one; no other text reaches the database."""
    if _SLUG.fullmatch(slug):
        return slug
    rule = _("must be small letters, digits, dots, hyphens or underscores")
    raise NotFound(
        _("No {noun} has such a name.", noun=noun), [problem("slug", rule, slug, "chexpert")]
    )
