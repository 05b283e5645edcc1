"""Fields: one mapping of a card, read field by field; every problem is noted, none stops it."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.iso3166 import ISO3
from app.errors import Invalid, Problem, problem

Word = TypeVar("Word", bound=StrEnum)
MAX_TEXT = 5_000
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SLUG_EXAMPLE = "my-dataset"


class Fields:
    """A mapping with its path, and the list of problems that all of a card shares.

    Parameters
    ----------
    value : object
        What stands at the path; anything but a mapping is a problem.
    path : str
        "" for the card itself, "tables[2].cells[0]" inside.
    allowed : collection of str
        Keys that may stand here; any other is a problem that names the nearest.
    problems : list of Problem
        Shared: every reader appends to it.
    """

    def __init__(
        self, value: object, path: str, allowed: Collection[str], problems: list[Problem]
    ) -> None:
        self.path = path
        self.problems = problems
        self.values: dict[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.note("", "must be a mapping of fields", value)
        for key in self.values:
            if key not in allowed:
                near = difflib.get_close_matches(key, list(allowed), n=1)
                rule = "is no field here" + (f"; did you mean {near[0]}?" if near else "")
                self.note(key, rule, "", near[0] if near else ", ".join(allowed))

    def at(self, name: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def note(self, name: str, rule: str, value: object = "", example: str = "") -> None:
        """Note a problem of a field."""
        self.problems.append(problem(self.at(name), rule, value, example))

    def has(self, name: str) -> bool:
        """Whether the field is given and not null."""
        return self.values.get(name) is not None

    def text(self, name: str, example: str = "") -> str:
        """Return a text that must be given; "" where it is not."""
        if not self.has(name):
            self.note(name, "must be given", "", example)
            return ""
        return self.optional_text(name) or ""

    def optional_text(self, name: str) -> str | None:
        """Return a text, or None where it is null or left out."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.note(name, "must be text (put it in quotes)", value, f'"{value}"')
            return None
        if len(value) > MAX_TEXT or _CONTROL.search(value) or not value.strip():
            self.note(name, f"must be 1 to {MAX_TEXT} printable characters", value)
            return None
        return value

    def slug(self, name: str) -> str:
        """Return a slug that must be given."""
        return self._matching(name, self.text(name, _SLUG_EXAMPLE))

    def slugs(self, name: str) -> tuple[str, ...]:
        """Return a list of slugs, empty where it is left out."""
        return tuple(self._matching(name, each) for each in self.texts(name))

    def _matching(self, name: str, value: str) -> str:
        if value and not SLUG.fullmatch(value):
            rule = "must be lower-case letters, digits and hyphens, at most 100"
            self.note(name, rule, value, _SLUG_EXAMPLE)
        return value

    def link(self, name: str) -> str | None:
        """Return an http(s) address, or None."""
        value = self.optional_text(name)
        if value is not None and not value.startswith(("http://", "https://")):
            self.note(name, "must be an http or https address", value, "https://example.org/data")
            return None
        return value

    def doi(self, name: str) -> str | None:
        """Return a DOI without its resolver, or None."""
        value = self.optional_text(name)
        if value is not None and not _DOI.fullmatch(value):
            self.note(name, "must be a DOI", value, "10.1038/s41597-022-01721-8")
            return None
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is left out."""
        value = self.values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.note(name, "must be a list of texts", value, "[a, b]")
            return ()
        return tuple(value)

    def words(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return a list of words out of a vocabulary, at least one, each once."""
        found = self.texts(name)
        for each in found:
            if each not in allowed:
                self._not_allowed(name, each, allowed)
        if not found or len(set(found)) != len(found):
            self.note(name, "must name at least one, and each once", list(found))
        return found

    def word(self, name: str, allowed: type[Word], default: Word | None = None) -> Word:
        """Return a word of an enumeration; its default where it is left out."""
        value = self.values.get(name)
        first = default or next(iter(allowed))
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value in list(allowed):
            return allowed(value)
        self._not_allowed(name, value, [each.value for each in allowed])
        return first

    def _not_allowed(self, name: str, value: object, allowed: Collection[str]) -> None:
        near = difflib.get_close_matches(str(value), list(allowed), n=1)
        rule = f"must be one of {', '.join(allowed)}"
        self.note(name, rule, value, near[0] if near else next(iter(allowed)))

    def flag(self, name: str, default: bool = False) -> bool:
        """Return true or false."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.note(name, "must be true or false", value, "true")
            return default
        return value

    def whole(self, name: str, low: int = 0, high: int = 10**15) -> int | None:
        """Return a whole number in bounds, or None where it is null or left out."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            bounds = f"{low} or more" if high == 10**15 else f"{low} to {high}"
            self.note(name, f"must be a whole number, {bounds}", value, str(max(low, 42)))
            return None
        return value

    def number(self, name: str) -> float | None:
        """Return a finite number, or None where it is null or left out."""
        value = self.values.get(name)
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            self.note(name, "must be a finite number", value, "0.87")
            return None
        return float(value)

    def iso3(self, name: str, required: bool = True) -> str | None:
        """Return a country code of ISO 3166-1 alpha-3 (or XKX)."""
        value = self.text(name, "KEN") if required else self.optional_text(name)
        if value and value not in ISO3:
            self.note(name, "must be an ISO 3166-1 alpha-3 code (or XKX)", value, "KEN")
            return None
        return value or None

    def inside(self, name: str, allowed: Collection[str]) -> Fields:
        """Return the mapping in a field; empty where it is left out."""
        value = self.values.get(name)
        return Fields({} if value is None else value, self.at(name), allowed, self.problems)

    def each(self, name: str, allowed: Collection[str]) -> Iterator[Fields]:
        """Yield the mappings of a list."""
        value = self.values.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            self.note(name, "must be a list", value)
            return
        for index, item in enumerate(value):
            yield Fields(item, f"{self.at(name)}[{index}]", allowed, self.problems)


def relocate(error: Invalid, path: str, strip: str = "") -> list[Problem]:
    """Return the problems that a noun found in itself, placed at a path of the card.

    Parameters
    ----------
    error : Invalid
        Raised by a noun of the domain.
    path : str
        Where the noun stands in the card; "" for the card itself.
    strip : str
        Prefix to take off the noun's own field names ("sources.").
    """
    names = (each.field.removeprefix(strip) for each in error.problems)
    return [
        Problem(f"{path}.{name}" if path else name, each.rule, each.value, each.example)
        for each, name in zip(error.problems, names, strict=True)
    ]
