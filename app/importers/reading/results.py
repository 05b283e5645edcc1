"""Results: values of a model per group, put together from a table that somebody else wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.imported import NEEDED_OF_RESULTS, Imported, Taken
from app.domain.printed import PrintedFraction
from app.errors import Invalid, TooLarge, problem
from app.importers.reading.evaluation import GROUP_DIMS
from app.importers.reading.gathering import Gathering, slug_of

SOURCE = "s1"
MAX_CHARACTERS = 2_000_000
MAX_PROBLEMS = 100
# What a person says beside the file: fields of the card, and how to read its groups.
FIELDS = (
    "slug", "model", "dataset", "task", "label", "protocol", "scale", "publication_status",
    "citation", "url",
)  # fmt: skip
# Shown apart until a person says that it is a paper's.
APART = "repository"
GIVEN = (*FIELDS, "attribute", "groups", "metric_definitions")
_ATTRIBUTES = {
    "gender": "sex", "age_group": "age", "race": "ethnicity", "skin_type": "skin_tone",
    "fitzpatrick": "skin_tone", **{name: name for name in GROUP_DIMS},
}  # fmt: skip
_SEXES = {"f": "female", "m": "male", "female": "female", "male": "male"}
_NUMBER = r"-?[0-9]{1,9}(?:\.[0-9]{1,17})?(?:[eE][-+]?[0-9]{1,3})?"
_VALUE = re.compile(rf"\s*({_NUMBER})\s*(?:(?:±|\+/-|\+-)\s*({_NUMBER}))?\s*")


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric of the card, and what the source defines it as."""

    id: str
    definition: str


class Results(Gathering):
    """Gathers the values of one model on one dataset.

    Parameters
    ----------
    name : str
        Name of the importer.
    given : mapping
        What a person says beside the file; see `GIVEN`.
    """

    def __init__(self, name: str, given: Mapping[str, Any]) -> None:
        super().__init__(name)
        self.given = given
        self.parts: tuple[str, ...] = ()

    def choose(self, names: Sequence[str], part: str | None, example: str) -> str:
        """Return the part that is read; several need a person to choose.

        Raises
        ------
        Invalid
            When none is chosen of several, or there is no such part.
        """
        self.parts = tuple(names)
        if part is None and len(names) == 1:
            return names[0]
        if part is None or part not in names:
            rule = f"must be one of {', '.join(names[:20])}" if names else "is not in the file"
            found = problem("part", rule, part or "", names[0] if names else example)
            raise Invalid("The file holds several evaluations: choose one.", [found])
        return part

    def group(self, origin: str, attribute: str, word: str) -> dict[str, str] | None:
        """Return the group that a word means; None, noted, where that is not known."""
        dim = _ATTRIBUTES.get(attribute.strip().casefold().replace(" ", "_"))
        if dim is None:
            rule = f"must be one of {', '.join(sorted(_ATTRIBUTES))}"
            self.note(origin, f"attribute {rule}", attribute, "sex")
            return None
        told = self.given.get("groups", {}).get(word)
        if told is None and dim == "sex":
            told = _SEXES.get(word.strip().casefold())
            if told is None:
                self.note(origin, "must be a sex; say which in `groups`", word, "female")
                return None
        return {dim: told or word.strip()}

    def add(
        self, origin: str, metric: Metric, dims: Mapping[str, str], value: object, **more: Any
    ) -> None:
        """Take one value, or note why it is none; an empty one is left."""
        read, spread = self._value(origin, value)
        if read is None:
            return
        row: dict[str, Any] = {"dims": dict(dims), "metric": metric.id, "value": read}
        if spread is not None:
            row["sd"] = spread
        row |= {name: each for name, each in more.items() if each is not None} | {"source": SOURCE}
        where = "results" if dims else "overall"
        rows = self.fields.setdefault(where, [])
        if any(each["dims"] == row["dims"] and each["metric"] == metric.id for each in rows):
            self.note(origin, "repeats a value of the same group and metric", value)
            return
        rows.append(row)
        self.fields.setdefault("metric_definitions", {}).setdefault(metric.id, metric.definition)

    def _value(
        self, origin: str, value: object
    ) -> tuple[PrintedFraction | int | None, PrintedFraction | None]:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None, None
        if isinstance(value, PrintedFraction | int) and not isinstance(value, bool):
            return value, None
        found = _VALUE.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            self.note(origin, "must be a number, alone or with ± and its spread", value, "0.87")
            return None, None
        return PrintedFraction.of(found[1]), PrintedFraction.of(found[2]) if found[2] else None

    def number(self, origin: str, value: object) -> PrintedFraction | int | None:
        """Read a number that stands beside a value, None where it is empty."""
        return self._value(origin, value)[0]

    def cases(self, origin: str, value: object) -> int | None:
        """Read a number of cases, None where it is empty."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        text = str(value).removesuffix(".0")
        if text.isascii() and text.isdigit() and len(text) <= 12:
            return int(text)
        self.note(origin, "must be a whole number of cases", value, "120")
        return None

    def took_from(self, origin: str, field: str) -> None:
        """Note a place of the file that was taken."""
        self.took.append(Taken(origin, field))

    def finish(self, citation: str, url: str | None = None) -> Imported:
        """Return what was gathered, with what a person said; where the two differ, both."""
        definitions = self.given.get("metric_definitions", {})
        for metric in self.fields.get("metric_definitions", {}):
            if definitions.get(metric):
                self.fields["metric_definitions"][metric] = definitions[metric]
        for name in FIELDS[:-2]:
            if name in self.given:
                self._say(name, self.given[name])
        cited = {"id": SOURCE, "citation": self.given.get("citation") or citation}
        if address := self.given.get("url") or url:
            cited["url"] = address
        self.take("the file itself", "sources", [cited])
        self.fields.setdefault("slug", self._slug())
        self.fields.setdefault("publication_status", APART)
        if not self.fields.get("overall") and not self.fields.get("results"):
            self.note("file", "must hold a value that can be read", "", "0.87")
        found = replace(self.done(), needed=NEEDED_OF_RESULTS, parts=self.parts)
        return replace(found, problems=found.problems[:MAX_PROBLEMS])

    def _say(self, name: str, value: str) -> None:
        """Let what a person says hold, and keep what the file says beside it."""
        self.take("said beside the file", name, value)
        if self.fields.get(name) != value:
            self.fields[name] = value

    def _slug(self) -> str | None:
        named = [str(self.fields.get(each, "")) for each in ("model", "dataset")]
        return slug_of(" ".join(named).strip()) if all(named) else None


def short_enough(text: str) -> str:
    """Return a text that is not too long to be a table of results.

    Raises
    ------
    TooLarge
    """
    if len(text) > MAX_CHARACTERS:
        rule = f"must be at most {MAX_CHARACTERS} characters"
        raise TooLarge("The file is too large.", [problem("file", rule, len(text))])
    return text
